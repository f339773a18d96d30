"""Issues of no known newsletter, in every layout of items below every layout of sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import pytest

from issue_normalizer import Result, convert

SECTIONS: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "Articles": (
        ("A kite that folds itself", "https://kites.example/fold", "The frame is bamboo, and it bends."),
        ("Line tension, measured", "https://lab.example/tension", "Forty flights, and a table of numbers."),
        ("How to mend a spar", "https://mend.example/spar", "Glue alone does not hold, says the author."),
    ),
    "Tools": (
        ("Kites in the browser", "https://sim.example/kites", "An open simulator with three winds."),
        ("Reel motor 2.0", "https://reel.example/two", "The new one is quieter, and twice the price."),
        ("Which meter to buy?", "https://wind.example/meter", "The cheap one is good enough."),
    ),
    "Events": (
        ("April in Berck", "https://berck.example/april", "Thousands come, and the wind is there."),
        ("The museum at night", "https://museum.example/night", "The dragon is as long as a street."),
        ("A workshop on a roof", "https://roof.example/workshop", "There are twelve places, no more."),
    ),
}
MARKDOWN_SECTIONS: Final[Mapping[str, str]] = {
    "heading": "## {name}\n\n",
    "heading with a picture": "## 🪁 {name}\n\n",
    "heading of the first level": "# {name}\n\n",
    "heading in bold": "## **{name}**\n\n",
    "heading below a rule": "---\n\n## {name}\n\n",
    "heading above a text": "## {name}\n\nThis is what we liked best, in no order.\n\n",
    "bold line": "**{name}**\n\n",
    "bold line in capitals": "**{NAME}**\n\n",
    "brackets": "【{name}】\n\n",
    "sign": "◆ {name}\n\n",
}
MARKDOWN_ITEMS: Final[Mapping[str, str]] = {
    "### [title]": "### [{title}]({url})\n\n{text}\n\n",
    "### 1. [title]": "### {number}. [{title}]({url})\n\n{text}\n\n",
    "### title, address": "### {title}\n\n{url}\n\n{text}\n\n",
    "### title, facts": "### {title}\n\n- 链接：{url}\n- 说明：{text}\n\n",
    "image, ### [title]": "![]({url}.png)\n\n### [{title}]({url})\n\n{text}\n\n",
    "1、[title]": "{number}、[{title}]({url})\n\n{text}\n\n",
    "**1. [title]**": "**{number}. [{title}]({url})**\n\n{text}\n\n",
    "1. **[title]** - text": "{number}. **[{title}]({url})** - {text}\n",
    "- [title]: text": "- [{title}]({url}): {text}\n",
    "- [title] and text": "- [{title}]({url})  \n  {text}\n",
    "- 【tag】[title]": "- 【new】[{title}]({url}): {text}\n",
    "- title, points": "- {title}\n  - {url}\n  - {text}\n",
    "- ### [title]": "- ### [{title}]({url})\n\n  {text}\n\n",
    "[title], text": "[{title}]({url})\n\n{text}\n\n",
    "[title]. text": "[{title}]({url}). {text}\n\n",
    "[title], quote": "[{title}]({url})\n\n> {text}\n\n",
    "🪁 [title]": "🪁 [{title}]({url})\n\n{text}\n\n",
    "title above its address": "{title}\n<{url}>\n\n{text}\n\n",
    "**title**, labelled address": "**{title}**\n\n{text}\n\n链接：{url}\n\n",
    "| [title] | text |": "| [{title}]({url}) | {text} |\n",
}
PAGE_SECTIONS: Final[Mapping[str, str]] = {
    "heading": "<h2>{name}</h2>",
    "bold line": "<p><strong>{name}</strong></p>",
    "table": "<table><tr><td><strong>{NAME}</strong></td></tr></table>",
}
PAGE_ITEMS: Final[Mapping[str, str]] = {
    "card": '<div><img src="{url}.png"><p>Kites</p><h3><a href="{url}">{title}</a></h3><p>{text}</p></div>',
    "linked card": '<a href="{url}"><h3>{title}</h3><p>{text}</p></a>',
    "card in a list": '<li><span>Kites</span><h4><a href="{url}">{title}</a></h4><p>{text}</p></li>',
    "bold link": '<p><b><a href="{url}">{title}</a></b><br>{text}</p>',
    "lines that breaks part": '<strong><a href="{url}">{title}</a></strong><br>{text}<br><br>',
    "lines that empty lines part": '<a href="{url}">{title}</a><br /> <br />{text}<br><br>',
    "definition": '<dl><dt><a href="{url}">{title}</a></dt><dd>{text}</dd></dl>',
    "row": '<table><tr><td><a href="{url}">{title}</a></td></tr><tr><td>{text}</td></tr></table>',
    "names": '<div><div class="title"><a href="{url}">{title}</a></div>{text}</div>',
}


# Plain text: what a converter leaves of a page, or what someone typed.
TEXT_SECTIONS: Final[Mapping[str, str]] = {
    "line": "{name}\n",
    "capitals and a colon": "{NAME}:\n",
    "sign": "★ {name}\n",
    "row below": "{name}\n------\n",
    "rows around": "=================\n{name}\n=================\n",
    "below a rule": "* * *\n\n{name}\n",
    "number": "{place}. {name}\n",
}
TEXT_ITEMS: Final[Mapping[str, str]] = {
    "title, text": "{title}\n{text}\n",
    "title, address, text": "{title}\n{url}\n{text}\n",
    "title, text, address": "{title}\n{text}\n{url}\n",
    "title (address), text": "{title} ({url})\n{text}\n",
    "title <address>, text": "{title} <{url}>\n{text}\n",
    "title, text, Read more: address": "{title}\n{text}\nRead more: {url}\n",
    "title, text, → address": "{title}\n{text}\n→ {url}\n",
    "title, text, Read more": "{title}\n{text}\nRead more →\n",
    "title, host and time, text": "{title}\nkites.example · 4 min read\n{text}\n",
    "title, author, text": "{title}\nby Ann Reed\n{text}\n",
    "title – text": "{title} – {text}\n",
    "1. title, text": "{number}. {title}\n{text}\n",
    "• title, text": "• {title}\n  {text}\n",
    "- title: text": "- {title}: {text}\n",
    "- title (address), text": "- {title} ({url})\n  {text}\n",
}
# Forms that say two things at once: two numbers in a row, a list below a number, a number in Markdown.
AMBIGUOUS: Final = frozenset(
    ("number", items)
    for items in TEXT_ITEMS
    if items.startswith(("1.", "•", "-")) or "–" in items or "<" in items
)
# How many lines are blank between items, before and behind the names of sections.
GAPS: Final[Mapping[str, tuple[int, int, int]]] = {
    "open": (1, 1, 1),
    "names above": (1, 1, 0),
    "tight": (0, 0, 0),
}


@pytest.mark.parametrize("items", MARKDOWN_ITEMS)
@pytest.mark.parametrize("sections", MARKDOWN_SECTIONS)
def test_markdown(sections: str, items: str) -> None:
    start = (
        "# Kite Weekly #27\n\nMarch 5, 2026\n\nWelcome back: the wind was kind, and the links are many.\n\n"
    )
    head = "| Link | Text |\n| --- | --- |\n" if items.startswith("|") else ""
    assert_read(convert(start + body(MARKDOWN_SECTIONS[sections], MARKDOWN_ITEMS[items], head)))


@pytest.mark.parametrize("items", PAGE_ITEMS)
@pytest.mark.parametrize("sections", PAGE_SECTIONS)
def test_page(sections: str, items: str) -> None:
    head, end = ("<ul>", "</ul>") if "list" in items else ("", "")
    start = "<h1>Kite Weekly #27</h1><p>March 5, 2026</p><p>Welcome back: the wind was kind this week.</p>"
    text = start + body(PAGE_SECTIONS[sections], PAGE_ITEMS[items], head, end)
    assert_read(convert(f"<html><body><main>{text}</main></body></html>"))


@pytest.mark.parametrize("items", TEXT_ITEMS)
@pytest.mark.parametrize("sections", TEXT_SECTIONS)
@pytest.mark.parametrize("gaps", GAPS)
def test_text(gaps: str, sections: str, items: str) -> None:
    if (sections, items) in AMBIGUOUS or (gaps == "tight" and sections not in ("line", "sign")):
        return
    between, before, behind = ("\n" * number for number in GAPS[gaps])
    text = f"Kite Weekly #27\n{before}March 5, 2026\n{before}Welcome back: the wind was kind this week.\n"
    for place, (name, news) in enumerate(SECTIONS.items(), 1):
        text += before + TEXT_SECTIONS[sections].format(name=name, NAME=name.upper(), place=place) + behind
        laid = [
            TEXT_ITEMS[items].format(number=number, title=title, url=url, text=said)
            for number, (title, url, said) in enumerate(news, 1)
        ]
        text += between.join(laid)
    assert_read(convert(text), has_links="{url}" in TEXT_ITEMS[items])


def body(section: str, item: str, head: str = "", end: str = "\n") -> str:
    """Lay out the sections; numbers of items begin anew in each."""
    text = ""
    for name, items in SECTIONS.items():
        text += section.format(name=name, NAME=name.upper()) + head
        for number, (title, url, said) in enumerate(items, 1):
            text += item.format(number=number, title=title, url=url, text=said)
        text += end
    return text


def assert_read(result: Result, *, has_links: bool = True) -> None:
    """Assert that each section has its items, with titles and addresses, and that nothing is told as lost."""
    issue = result.issue
    found = {
        re.sub(r"\W", "", section.title).casefold(): [(item.title, item.url) for item in section.items]
        for section in issue.sections
    }
    wanted = {
        name.casefold(): [(title, url if has_links else None) for title, url, _ in items]
        for name, items in SECTIONS.items()
    }
    assert found == wanted
    assert (issue.series, issue.number, issue.date) == ("Kite Weekly", "27", "2026-03-05")
    assert not [told.code for told in result.diagnostics if told.code.startswith("text-")]
