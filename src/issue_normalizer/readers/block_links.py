"""Links that a converter wrote around blocks, their brackets on other lines: Markdown knows no such links."""

from __future__ import annotations

from typing import Final

from issue_normalizer.patterns import rare
from issue_normalizer.text import holds_any

_OPENINGS: Final = ("[\n", "[ \n", "[  \n", "[#")  # one of them stands where there is such a link
_START: Final = rare(r"(\s*(?:(?:[-*+]|\d+[.)])\s+)?)\[\s*")
_END: Final = rare(r"\s*\]\((\S+(?:\s+\"[^\"]*\")?)\)\s*")
_HEADING: Final = rare(r"\s*#{1,6}\s")
_LEAD: Final = rare(r"\s*(?:#{1,6}\s+)?")
_HEADED: Final = rare(r"\s*\[(#{1,6}\s+)(\S.*)")  # the link begins with its heading
_HEADED_END: Final = rare(r"\]\(([^()\s]+)\)(?=\s*\Z|\s*\[#{1,6}\s)")
_REACH: Final = 40  # lines that one link goes around
_FENCE: Final = rare(r"[ >]*(?:(?:[-*+]|\d+[.)])\s+)?(`{3,}|~{3,})")


def join_block_links(text: str) -> str:
    """Put each such link on one of the lines in it: its heading, else the first. The number of lines stays.

    In an entry of a list, that line goes up to the bullet, which stands before the bracket.
    """
    if not holds_any(text, _OPENINGS) or "](" not in text:
        return text
    lines = text.split("\n")
    opened, bullet, fence = -1, "", ""
    for at in range(len(lines)):
        line = lines[at]
        if mark := _FENCE.match(line):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        if fence:
            opened = -1
        elif headed := _HEADED.match(line):
            _unwrap(lines, at, headed[1], headed[2])
        elif start := _START.fullmatch(line):
            opened, bullet = at, start[1]
        elif opened >= 0 and (end := _END.fullmatch(line)):
            _join(lines, opened, at, bullet, end[1])
            opened = -1
    return "\n".join(lines)


def _join(lines: list[str], opened: int, closed: int, bullet: str, address: str) -> None:
    """Write the link between two lines; one around nothing, or around another link, stays as it is."""
    inner = [at for at in range(opened + 1, closed) if lines[at].strip()]
    head = next((at for at in inner if _HEADING.match(lines[at])), inner[0] if inner else -1)
    if head < 0:
        return
    text = lines[head]
    lead = _LEAD.match(text)
    begin = lead.end() if lead else 0
    if "](" in text and not text[begin:].startswith("!["):
        return
    linked = f"{text[:begin]}[{text[begin:].strip()}]({address})"
    lines[opened] = lines[closed] = lines[head] = ""
    if bullet.strip():
        lines[opened] = bullet + linked.strip()
    else:
        lines[head] = linked


def _unwrap(lines: list[str], at: int, mark: str, title: str) -> None:
    """Make a link of the heading that a link begins with: `[### Title`, text, `](address)`.

    What stands behind it, the next such link, goes to the blank line below.
    """
    lines[at] = title
    for last in range(at, min(at + _REACH, len(lines))):
        if (end := _HEADED_END.search(lines[last])) is None:
            continue
        behind = lines[last][end.end() :].strip()
        if behind and lines[last + 1 : last + 2] != [""]:
            break
        if behind:
            lines[last + 1] = behind
        lines[last] = lines[last][: end.start()]
        lines[at] = f"{mark}[{lines[at].strip()}]({end[1]})"
        return
    lines[at] = f"[{mark}{title}"
