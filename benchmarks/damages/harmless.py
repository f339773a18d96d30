"""What is no damage: other forms and shapes of the same issue, and other ways to write its Markdown."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from damages.model import Baseline, DamagedText, TextDamage

from issue_normalizer.pipeline import write
from issue_normalizer.profiles import select

sys.path.append(str(Path(__file__).parents[2] / "tests"))
from shapes import SHAPES, Source

_FRONT_MATTER = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)
# Front matter that tells what stands nowhere else: a site does not show it. And what is well formed.
_TELLING = re.compile(r"\A---\n(?:.+\n)*?(?:schema|date|title):")
_KEYS = re.compile(r"(?!---)|---\n(?:[\w-]+:.*\n)*---\n")
_HEADING = re.compile(r"^(#{1,2}) (.*\S) *$", re.MULTILINE)
_BULLET = re.compile(r"^- ", re.MULTILINE)
_BOLD_LINE = re.compile(r"^\*\*([^*\n]+)\*\*( *)$", re.MULTILINE)
_FENCE = re.compile(r"\s*(```|~~~)")
_WITHIN = re.compile(r"(?<=[一-鿿])(?=[一-鿿]{6})")
_RELATIVE = re.compile(r"\]\((?!https?:|mailto:|#)")


def _form(to: str) -> Callable[[Baseline], str]:
    return lambda page: write(page.issue, to)


def _shape(name: str) -> Callable[[Baseline], str | None]:
    def dress(page: Baseline) -> str | None:
        if _TELLING.match(page.text) or not _KEYS.match(page.text):
            return None
        base = select([page.issue.series or ""], None).base
        if not base:  # relative links lead to where the page stands
            return None if _RELATIVE.search(page.text) else SHAPES[name](Source(page.text))
        owner, repository, _, branch, folder = base.removeprefix("https://github.com/").split("/", 4)
        return SHAPES[name](Source(page.text, owner, repository, branch, f"{folder}issue.md"))

    return dress


def _setext(page: Baseline) -> str | None:
    head = _FRONT_MATTER.match(page.text)
    start = head.end() if head else 0
    if not page.text[start:].lstrip().startswith("# "):
        return None  # lines of a page around it are known by their signs
    body = _HEADING.sub(
        lambda match: f"\n{match[2]}\n{'=====' if match[1] == '#' else '-----'}\n", page.text[start:]
    )
    return page.text[:start] + body


def _with_blanks(page: Baseline) -> str | None:
    """Put a blank behind each line that has none, but for code: there it can be seen."""
    if not _KEYS.match(page.text):
        return None
    lines, fence = page.text.split("\n"), ""
    for at, line in enumerate(lines):
        if (match := _FENCE.match(line)) and fence in ("", match[1]):
            fence = "" if fence else match[1]
        elif line and line != "---" and not fence and not line.startswith("    ") and line[-1] not in " \\`":
            lines[at] = f"{line} "
    return "\n".join(lines)


def _wrapped(page: Baseline, random: Random) -> DamagedText | None:
    """Break lines of running text between two wide characters."""
    lines = page.text.split("\n")
    for at, line in enumerate(lines):
        start = max(line.find("：") + 1, 12)
        if line[:1] in ("#", ">", "|", "<") or "[" in line or "://" in line or "：" in line[start:]:
            continue
        places = [match.start() for match in _WITHIN.finditer(line, start)]
        if places and random.random() < 0.5:
            place = random.choice(places)
            lines[at] = f"{line[:place]}\n{line[place:]}"
    text = "\n".join(lines)
    return DamagedText(text) if text != page.text else None


def _written(change: Callable[[Baseline], str | None]) -> TextDamage:
    def damage(page: Baseline, random: Random) -> DamagedText | None:  # noqa: ARG001 - there is one way
        text = change(page)
        return None if text is None or text == page.text else DamagedText(text)

    return damage


HARMLESS: dict[str, TextDamage] = {
    "canonical Markdown": _written(_form("md")),
    "canonical JSON": _written(_form("json")),
    **{f"shape: {name}": _written(_shape(name)) for name in SHAPES if name != "raw"},
    "other line breaks in paragraphs": _wrapped,
    "bullets as *": _written(lambda page: _BULLET.sub("* ", page.text)),
    "bullets as +": _written(lambda page: _BULLET.sub("+ ", page.text)),
    "bold as __": _written(lambda page: _BOLD_LINE.sub(r"__\1__\2", page.text)),
    "underlined headings": _written(_setext),
    "CRLF": _written(lambda page: page.text.replace("\n", "\r\n")),
    "byte order mark": _written(lambda page: f"\ufeff{page.text}"),
    "a blank at the end of lines": _written(_with_blanks),
}
