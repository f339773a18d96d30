"""What stands in lines of their own below an item's title: its address, who chose it, labelled facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from issue_normalizer.inline_types import is_link
from issue_normalizer.learn.behind import SENTENCE_ENDS, is_name
from issue_normalizer.learn.entries import Entries
from issue_normalizer.learn.examples import ExampleLine
from issue_normalizer.learn.forms import escaped, fits, mark_of
from issue_normalizer.learn.guesses import Guess, weighed
from issue_normalizer.learn.zones import ExampleLayout
from issue_normalizer.profiles.patterns import NO_FACTS

_OFTEN = 0.2  # share of the items that have a fact, at least
_MOSTLY = 0.5  # the same of one that is no address and no name
_MAX_VALUE = 40  # characters of such a fact
_BELOW = 4  # lines below a title in which its facts stand
_MAX_FACT = 80  # characters of a fact; a longer one is text
_MAX_WORDS = 5  # of a name
_MAX_LINK = 24  # characters of a link's text that is the same below each title
_RESERVED = NO_FACTS | {"date", "number", "topics", "series"}
_LABEL = re.compile(r"([^\W\d_][\w /-]{0,18}[\w])\s?[:：]\s*(?=\S)")
_NAMED = ("[@{editor}]({_})：{summary}", "[{editor}]({_})：{summary}")


class _Start(Struct, frozen=True):
    """The first line of an item: its issue, whether it has an address, the lines below it."""

    issue: int
    is_linked: bool
    below: tuple[ExampleLine, ...]


def guess_facts(layout: ExampleLayout, entries: Entries) -> list[Guess]:
    """Guess the patterns of facts."""
    starts = _starts(layout, entries)
    found: dict[str, list[_Start]] = defaultdict(list)
    for start in starts:
        for pattern in set(_patterns(start)):
            found[pattern].append(start)
    label_issues = {pattern: {start.issue for start in having} for pattern, having in found.items()}
    often = [
        pattern
        for pattern, having in found.items()
        if len(having) >= (_MOSTLY if _is_other(pattern) else _OFTEN) * len(starts)
        and len(label_issues[pattern]) > 1
        and not any(_is_text(pattern, start) for start in starts if _is_other(pattern))
    ]
    often = [p for p in often if not (p == _NAMED[1] and _NAMED[0] in often)]
    count = len(layout.examples)
    order = sorted(often, key=lambda pattern: (_is_bare(pattern), -len(found[pattern]), pattern))
    guesses = [
        Guess(pattern, len(found[pattern]), len(starts), "items", len(label_issues[pattern]), count)
        for pattern in order
    ]
    return [one for guess in guesses for one in weighed([guess], len(starts), "the others have none")]


def _is_other(pattern: str) -> bool:
    """Tell whether a pattern is of a fact that is no address, and names no one."""
    return not any(hole in pattern for hole in ("{url}", "{publisher}", "{editor}"))


def _is_text(pattern: str, start: _Start) -> bool:
    """Tell whether what stands behind a label below an item is too long for a fact."""
    label = pattern.strip(" ->*").partition("{")[0].strip("* ")
    return any(row.text.startswith(label) and len(row.text) > len(label) + _MAX_VALUE for row in start.below)


def _word_before_name(text: str) -> str:
    """Give the word that stands before a name, on a line that says no more: `by`; "" for none."""
    word, _, name = text.partition(" ")
    is_line = word.isalpha() and word.islower() and is_name(name) and len(name.split()) <= _MAX_WORDS
    return word if is_line and (name[0].isupper() or name[0] == "@") else ""


def _lone_link(row: ExampleLine) -> str:
    """Give the text of a link that is all of a line; "" for none."""
    nodes = row.line.nodes
    return row.text if len(nodes) == 1 and is_link(nodes[0]) and len(row.text) <= _MAX_LINK else ""


def _is_bare(pattern: str) -> bool:
    return pattern.strip(" ->") in ("{url}", "[{url}]({url})")


def _starts(layout: ExampleLayout, entries: Entries) -> list[_Start]:
    """List the items with the lines below them, up to the next one or to a heading."""
    firsts: dict[tuple[int, int], bool] = {}
    for level in layout.levels:
        firsts |= {(head.issue, head.at): head.fit.is_linked for head in level.items}
    for spots in entries.items.values():
        firsts |= {(spot.issue, spot.at): spot.fit.is_linked for spot in spots}
    found = []
    for (issue, at), is_linked in sorted(firsts.items()):
        rows = layout.examples[issue].rows
        below: list[ExampleLine] = []
        for place in range(at + 1, min(at + 1 + _BELOW, len(rows))):
            if (issue, place) in firsts or rows[place].line.mark == "heading":
                break
            below.append(rows[place])
        found.append(_Start(issue, is_linked, tuple(below)))
    return found


def _patterns(start: _Start) -> Iterable[str]:
    """List the patterns that lines below an item fit."""
    has_address = start.is_linked
    for index, row in enumerate(start.below):
        mark = mark_of(row.line)
        if not has_address and not index and fits("{url}", row.line):
            has_address = True
            yield f"{mark}{{url}}"
            continue
        if not index and (word := _word_before_name(row.text)):
            yield f"{mark}{escaped(word)} {{publisher}}"
        if not index and not has_address and (link := _lone_link(row)):
            yield f"{mark}[{escaped(link)}]({{url}})"
        if not index:
            yield from (f"{mark}{form}" for form in _NAMED if fits(form, row.line))
        yield from (mark + form for form in _labelled(row, has_address=has_address))


def _labelled(row: ExampleLine, *, has_address: bool) -> Iterable[str]:
    """List the patterns of a line that a label leads: to an address, or to a few words."""
    label = _LABEL.match(row.text)
    if label is None or len(row.text) > _MAX_FACT + len(label[0]):
        return
    word, sign = escaped(label[1]), "：" if "：" in label[0] else ":"
    gap = "" if sign == "：" else " "
    name = re.sub(r"\W+", "_", label[1])
    is_short = len(row.text) <= len(label[0]) + _MAX_VALUE and row.text[-1] not in SENTENCE_ENDS
    holes = ([] if has_address else ["url"]) + (
        [name] if is_short and name.casefold() not in _RESERVED else []
    )
    for hole in holes:
        forms = (f"**{word}{sign}**{gap}{{{hole}}}", f"{word}{sign}{gap}{{{hole}}}")
        if form := next((form for form in forms if fits(form, row.line)), None):
            yield form
            return
