"""What two scrapes of one issue have in common: texts, items, and how much of the one stands in the other."""

from __future__ import annotations

from collections.abc import Sequence

from issue_normalizer.account.markup import visible
from issue_normalizer.issue import Issue, Item
from issue_normalizer.patterns import rare
from issue_normalizer.text import fold_width

_ALIKE = 87  # per cent: titles that differ less are one title, read twice
_SOMEWHAT = 50  # per cent: likeness of titles that lead to the same place
_SHORT = 6  # letters: text so short may be anywhere
_CORE = 3  # letters that must be left of a title without its label
_STRETCH = 8  # letters that are compared at once; with 6, strangers share 39 % of a short issue, with 8, 27 %

# In half width: a label before a title, brackets before it, a publisher behind it.
_LABEL = rare(r"\A\s*[^\W\d_]{1,12}\s*:\s*(?!//)")
_TAGS = rare(r"\A\s*(?:\[[^\]]*\]\s*|【[^】]*】\s*)+")
_TAIL = rare(r"\s*[|丨｜][^|丨｜]*\Z")
_LONGEST = 200_000  # letters that are compared in order: that takes the square of the time


def text_key(markdown: str) -> str:
    """Give what texts are compared by: their letters and digits, in one width and case."""
    shown = "".join(visible(line) for line in markdown.split("\n"))
    return "".join(filter(str.isalnum, fold_width(shown).casefold()))


def item_key(item: Item) -> str:
    """Give what items are compared by: the title, else the text."""
    return text_key(item.title if item.title is not None else item.summary)


def items_of(issue: Issue) -> list[Item]:
    """List the items of all sections."""
    return [item for section in issue.sections for item in section.items]


def addresses_of(issue: Issue) -> frozenset[str]:
    """List where titles and other links of the items lead."""
    items = items_of(issue)
    return frozenset(
        [item.url for item in items if item.url] + [link.url for item in items for link in item.links]
    )


def match(item: Item, others: Sequence[Item]) -> Item | None:
    """Find the same item: by title, by a title that is nearly the same, by address and a title like it.

    A title may carry what the other scrape has beside it: a label, tags, its publisher. An address alone is
    no proof: three papers may link to one article about them.
    """
    key = item_key(item)
    keys = [item_key(other) for other in others]
    if key in keys:
        return others[keys.index(key)]
    cores = _cores(item)
    for other, known in zip(others, keys, strict=True):
        if known in cores or key in _cores(other):
            return other
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    found = process.extractOne(key, keys, scorer=ratio, score_cutoff=_ALIKE) if len(key) >= _SHORT else None
    if found:
        return others[found[2]]
    linked = [other for other in others if item.url and item.url == other.url]
    return next((other for other in linked if ratio(key, item_key(other)) >= _SOMEWHAT), None)


def _cores(item: Item) -> frozenset[str]:
    """Give what titles are without what may be glued to them, where enough is left."""
    if item.title is None:
        return frozenset()
    title = fold_width(item.title)
    bare = _TAGS.sub("", _LABEL.sub("", title))
    forms = (_LABEL.sub("", title), _TAGS.sub("", title), bare, _TAIL.sub("", bare), _TAIL.sub("", title))
    return frozenset(key for form in forms if form != title and len(key := text_key(form)) >= _CORE)


def share(markdown: str, whole: str) -> float:
    """Give the share of a text that stands somewhere in another, which is as `text_key` gives it.

    Each line is looked for by itself, in stretches: lines may move, and words may stand between them.
    """
    keys = [key for line in markdown.split("\n") if (key := text_key(line))]
    there = _stretches(whole)
    length = found = 0
    for key in keys:
        wanted = _stretches(key)
        length += len(key)
        if wanted:
            found += len(key) * len(wanted & there) // len(wanted)
        elif key in whole:
            found += len(key)
    return found / length if length else 1.0


def share_in_order(part: str, whole: str) -> float:
    """Give the share of a text that stands in another in its order, however many letters differ between."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(part[:_LONGEST], whole[:_LONGEST]) / len(part[:_LONGEST]) if part else 1.0


def _stretches(key: str) -> frozenset[str]:
    return frozenset(key[start : start + _STRETCH] for start in range(len(key) - _STRETCH + 1))
