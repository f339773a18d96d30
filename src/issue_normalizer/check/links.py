"""The links of two texts: which are gone or new, and which lead elsewhere than they did."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Sequence

from issue_normalizer.check.value import Value
from issue_normalizer.issue import ItemLink
from issue_normalizer.text import without_space
from issue_normalizer.urls import canonical_url
from issue_normalizer.wording import shortened

_SEARCHED = 500_000_000  # characters: where more would be searched, links count as told by their words
_SHOWN = 30  # characters of a link's text in a message


def only(some: Sequence[ItemLink], others: Sequence[ItemLink]) -> list[ItemLink]:
    """List the links that lead where none of the others does, as often as they do so more."""
    there = Counter(canonical_url(link.url) for link in others)
    found = []
    for link in some:
        url = canonical_url(link.url)
        if there[url]:
            there[url] -= 1
        else:
            found.append(link)
    return found


def twins(
    gone: Sequence[ItemLink], new: Sequence[ItemLink]
) -> tuple[list[tuple[ItemLink, ItemLink]], list[ItemLink], list[ItemLink]]:
    """Pair links of the same words, one gone and one new: (pairs, gone without a pair, new without one).

    Addresses that are written out have no words of their own: they are paired in their order.
    """
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for at, link in enumerate(new):
        waiting[_words(link)].append(at)
    pairs, lost, taken = [], [], set()
    for link in gone:
        if same := waiting[_words(link)]:
            at = same.popleft()
            taken.add(at)
            pairs.append((link, new[at]))
        else:
            lost.append(link)
    return pairs, lost, [link for at, link in enumerate(new) if at not in taken]


def _words(link: ItemLink) -> str:
    return "" if "://" in link.label else link.label


def unexplained(links: Sequence[ItemLink], there: Value, here: Value) -> list[ItemLink]:
    """List the links of one value whose words, or written addresses, another shows as often."""
    one, other = without_space(there.text), without_space(here.text)
    if len(links) * (len(one) + len(other)) > _SEARCHED:
        return []
    return [
        link
        for link in links
        if all(
            other.count(words) >= one.count(words) for words in (without_space(link.label), link.url) if words
        )
    ]


def shown(link: ItemLink) -> str:
    """Give what to call a link by."""
    return repr(shortened(link.label or link.url, _SHOWN))


def addresses(links: Sequence[ItemLink]) -> str:
    """Give where links lead, a line each."""
    return "\n".join(link.url for link in links)
