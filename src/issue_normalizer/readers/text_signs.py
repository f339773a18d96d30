"""What speaks for Markdown in a text, and what for the dump of a page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from issue_normalizer.readers.front_matter import split_table
from issue_normalizer.readers.furniture import strip_furniture
from issue_normalizer.text import holds_any

_WINDOW: Final = 200_000  # characters that are looked at
# Signs of Markdown, what a text holds that has one, and how much each says for it.
_MARKDOWN_SIGNS: Final = (
    (("---",), r"\A\s*---[ \t]*\n", 0.6),
    (("](",), r"\]\([^)\s]", 0.5),
    (("# ",), r"^#{1,6} \S", 0.4),
    (("```", "~~~"), r"^(?:```|~~~)", 0.5),
    (("*",), r"\*\*[^*\s][^*\n]*\*\*|(?<!\w)\*\w[^*\n]*\w\*(?!\w)", 0.2),
    (("\n=", "\n--"), r"^\S.*\n(?:=+|-{2,})[ \t]*$", 0.3),
    (("---",), r"^\|?[ \t]*:?-{3,}:?[ \t]*\|", 0.4),
    (("> ",), r"^> ", 0.3),
    (("- ", "* ", "+ ", "1. "), r"^(?:[-*+]|1\.) ", 0.2),
    (("`",), r"`[^`\n]+`", 0.2),
    (("]:",), r"^\[[^\]\n]+\]:\s*\S", 0.4),
    (("<",), r"^ {0,3}<[a-zA-Z!/]", 0.2),
    (("<http",), r"<https?://[^<>\s]+>", 0.4),
)
_MARKDOWN_MOST: Final = 0.8  # however many signs there are
_DUMP_BULLET: Final = r"^\s*[•◦▪●○∙]\s"  # `■` stands before headings, too
_DUMP_BOXED: Final = r"^([=#*_])\1{4,}\n[^\n]{1,60}\n\1{5,}[ \t]*$"  # a heading between two rows
_DRAWN: Final = ("\n══", "\n──", "\n━━")
_DUMP_DRAWN: Final = r"^\w.{0,100}\n([═─━])\1{2,}[ \t]*$"  # headings that a drawn row underlines
_MARKED: Final = r"^#{1,6} \S|^(?:```|~~~)|\*\*[^*\s][^*\n]*\*\*|^\[[^\]\n]+\]:\s*\S|<https?://[^<>\s]+>"
# The list of a text browser, below a page's text.
_DUMP_LISTED: Final = r"^References\n\n(?:   Visible links:?\n)?   (?:\. | )?1\. [a-z]+:"
_OTHER_WIDTH: Final = 3  # columns by which a row differs from a line that it does not underline
_DUMP_INDENTED: Final = r"^ {2,}[*+-] .*\n(?: {4,}\S.*\n)"


def score_markdown(text: str) -> float:
    """Say how much a text looks like Markdown, from 0 to 0.8."""
    window = _body(text)
    score = 0.0
    for held, sign, weight in _MARKDOWN_SIGNS:
        if score >= _MARKDOWN_MOST:
            break
        if holds_any(window, held) and re.search(sign, window, re.MULTILINE):
            score += weight
    return min(_MARKDOWN_MOST, score)


def score_dump(text: str) -> float:
    """Say how much a text looks like a dump, from 0.2 to 1 and more."""
    window = _body(text)
    if "](" in window and re.search(r"\]\((?:https?:|\.{0,2}/|#)", window):
        return 0.2
    score = 0.25
    if "\nReferences\n\n  " in window and re.search(_DUMP_LISTED, window, re.MULTILINE):
        score += 0.6
    if re.search(_DUMP_BULLET, window, re.MULTILINE):
        score += 0.6
    if re.search(_DUMP_INDENTED, window, re.MULTILINE):
        score += 0.3
    if (
        holds_any(window, _DRAWN)
        and "\n# " not in f"\n{window}"
        and len(re.findall(_DUMP_DRAWN, window, re.MULTILINE)) > 1
    ):
        score += 0.6
    if _is_boxed(window) or _has_rows_below_text(window):
        score += 0.4
    return score


def _is_boxed(text: str) -> bool:
    """Tell whether a heading stands between two rows of signs; in Markdown, `_____` is a rule."""
    boxed = re.search(_DUMP_BOXED, text, re.MULTILINE)
    is_rule = boxed is not None and boxed[1] in "_*"
    return boxed is not None and not (is_rule and re.search(_MARKED, text, re.MULTILINE))


@lru_cache(maxsize=1)  # two readers look at it, one after the other
def _body(text: str) -> str:
    """Give the text without the page around it and the table of its front matter: neither tells its form."""
    return split_table("\n".join(strip_furniture(text[:_WINDOW].split("\n")).lines)).body


def _has_rows_below_text(text: str) -> bool:
    """Tell whether rows of signs part the text, right below it: as Markdown, they would make headings of it.

    Must fire: a row of three below a paragraph, more than once. Must not: a row about as wide as the line
    above it, one below a line that stands alone, the end of front matter.
    """
    if text.startswith("---") or ("\n---" not in text and "\n===" not in text):
        return False
    lines = text.split("\n")
    found = 0
    for above, line, row in zip(lines, lines[1:], lines[2:], strict=False):
        is_row = len(row) > 2 and row.strip("=").strip("-") == "" and abs(len(row) - len(line)) > _OTHER_WIDTH
        found += is_row and above[:1].isalpha() and line[:1].isalpha() and "|" not in line
    return found > 1
