"""Diagnostics: what the reader of an issue should know, each with a code and a place."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

Severity: TypeAlias = Literal["info", "warning", "error"]

# code -> (severity, what it says)
CODES: dict[str, tuple[Severity, str]] = {
    "links-lost": ("warning", "the input is a text dump: its links are gone"),
    "items-lost": ("warning", "fewer items are there than the issue states, or a list has lost its head"),
    "headings-lost": ("warning", "a section's content is there without its heading"),
    "links-missing": ("info", "some titles have no link where most have one"),
    "numbers-skipped": ("warning", "a numbered list starts above 1 or skips a number"),
    "section-missing": ("warning", "the lead names a section that is not there"),
    "text-cut": ("warning", "the last text stops in the middle of a sentence"),
    "selector-unmatched": ("warning", "a selector of the settings matches nothing on the page"),
    "page-cut": ("warning", "the page ends before its own end"),
    "width-folded": ("warning", "fullwidth punctuation was folded to ASCII by an earlier tool"),
    "furniture-removed": ("info", "page furniture (menus, file header, footer) was dropped"),
    "width-repaired": ("info", "fullwidth punctuation was restored (--repair)"),
    "mojibake": ("warning", "text was read in a wrong encoding by an earlier tool"),
    "mojibake-repaired": ("info", "text read in a wrong encoding was turned back (--repair)"),
    "link-broken": ("warning", "a link without an address, or link markup that was never closed"),
    "link-ephemeral": ("info", "a link that expires"),
    "links-unwrapped": ("info", "links that led through a page of redirection give their target"),
    "emphasis-repaired": ("info", "bold that CommonMark leaves as asterisks was read as bold"),
    "summary-missing": ("info", "an item has an empty label or no text"),
    "date-guessed": ("info", "the date is that of the file's name: the document has none"),
    "date-from-name": ("info", "the profile takes the date from the file's name"),
    "number-from-name": ("info", "the number is that of the file's name: the document has none"),
    "date-missing": ("warning", "neither the title nor the front matter has a date"),
    "section-unknown": ("warning", "the newsletter's profile does not know a section"),
    "form-old": ("info", "the input is in an older version of the form"),
    "form-repaired": ("warning", "the input is JSON that was not in canonical form"),
    "encoding-guessed": ("warning", "the input declares no encoding and is not valid UTF-8"),
    "unsafe-removed": ("warning", "controls, or characters that reorder or hide text, were taken out"),
    "text-lost": ("error", "text of the input is not in the output: a defect of this program"),
    "text-moved": ("error", "text stands elsewhere than in the input: a defect of this program"),
    "text-added": (
        "error",
        "text is there that the input has not, or not so often: a defect of this program",
    ),
    "not-an-issue": ("warning", "a document and no issue: an error or log-in page, an empty page, a list"),
    "text-trailing": ("warning", "text after the colophon was dropped"),
}


class Diagnostic(Struct, frozen=True):
    """One finding.

    `line` is the line of the input (1-based, 0 where unknown), `where` the place in the issue, such
    as `sections/3/items/0`, "" for the whole.
    """

    code: str
    message: str
    line: int = 0
    where: str = ""

    @property
    def severity(self) -> Severity:
        """The severity of its code."""
        return CODES[self.code][0]

    def format(self, name: str) -> str:
        """Give the line for standard error."""
        return f"{name}:{self.line}: {self.severity}[{self.code}]: {self.message}"
