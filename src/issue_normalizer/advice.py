"""What to do about a diagnostic, by its code; nothing where there is nothing to do."""

from __future__ import annotations

ADVICE = {
    "date-guessed": "add `date:` to the front matter",
    "date-missing": "add `date:` to the front matter",
    "emphasis-repaired": "nothing; or mend the source",
    "encoding-guessed": "check the text",
    "form-repaired": "compare before and after",
    "headings-lost": "compare with the page",
    "items-lost": "compare with the page",
    "link-broken": "mend the source",
    "link-ephemeral": "archive the target",
    "links-lost": "scrape the page's HTML or its Markdown",
    "links-missing": "compare with the page",
    "mojibake": "scrape it again, or `--repair`",
    "mojibake-repaired": "compare before and after",
    "not-an-issue": "scrape the issue itself",
    "numbers-skipped": "compare with the page",
    "page-cut": "scrape it again",
    "section-missing": "compare with the page",
    "section-unknown": "add it to the newsletter's profile",
    "selector-unmatched": "look at the page",
    "summary-missing": "nothing, if so in the source",
    "text-added": "report the input",
    "text-cut": "scrape it again",
    "text-lost": "report the input",
    "text-moved": "report the input",
    "text-trailing": "check the line it names",
    "unsafe-removed": "look at the input: text may have been hidden in it",
    "width-folded": "use another dump tool, or `--repair`",
    "width-repaired": "compare before and after",
}
