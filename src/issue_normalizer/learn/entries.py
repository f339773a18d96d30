"""Which lines between the headings begin items, and which list entries open sections."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from issue_normalizer.inlines import links_of, without_images
from issue_normalizer.learn.forms import STRONG_LINK, UNTITLED, fits
from issue_normalizer.learn.headings import ExampleHeading, is_address, key_of
from issue_normalizer.learn.zones import ExampleLayout, Spot
from issue_normalizer.tidy import tidy

_SHORT = 60  # characters of a line that may be a section's title
_LINKED = 0.5  # share of the entries in one that have an address, where it is a section's title
_AGAIN = 0.4  # share of them that stand in several issues
_ALONE = 0.3  # share of a section's paragraphs that are nothing but a title, where these begin items
_STRONG = 0.1  # the same of a link in strong text: it is seldom text
_LED = 0.5  # share of them that begin with a title, where these begin items
_IMAGES = 0.2  # as many images that are links stand beside, at most
_BESIDE_MOST = 0.2  # share of the most frequent kind of items that paragraphs led by a title have, at least
_MANY = 6  # lines of a shape that stand in one issue alone, at least
_EACH = 1.2  # as many in each section that has some, at least
_ENDS = "。！？；：.!;:,"  # of a sentence, or of what leads over to an address
_BESIDE = 2  # as many lines of one kind may stand below lines of another, in a section, and be their text


class Entries(Struct, frozen=True):
    """Lines that begin items, by what they are (`bullet 0`), and those that open a section.

    `events` are entries whose title is an entry within them; `below` lines whose address stands below.
    """

    items: dict[str, tuple[Spot, ...]]
    sections: tuple[Spot, ...]
    events: tuple[Spot, ...]
    below: tuple[Spot, ...]


def find_entries(layout: ExampleLayout) -> Entries:
    """Find the lines that begin items."""
    news = [spot for spot in layout.spots if spot.zone == "section"]
    children = _children(layout)
    events = _several([spot for spot in news if _is_event(spot, children)])
    sections = _section_entries([spot for spot in news if spot not in events], children)
    parents = {(spot.issue, spot.at) for spot in sections}
    open_to_items = [
        spot for spot in news if spot not in events and spot not in sections and _is_open(spot, parents)
    ]
    kinds: dict[str, tuple[Spot, ...]] = {}
    for kind, spots in _by(open_to_items, _list_kind).items():
        if kind and (kept := _of_items(spots, kind, layout)):
            kinds[kind] = tuple(kept)
    texts = [spot for spot in open_to_items if spot.row.line.mark == "text" and spot.row.is_first]
    kinds |= _paragraphs(texts, layout)
    below = _several(
        [
            spot
            for spot in texts
            if not links_of(spot.row.line.nodes)
            and spot.row.text[-1:] not in _ENDS
            and is_address(layout.examples[spot.issue], spot.at + 1)
        ]
    )
    return Entries(_without_few(_without_inner(kinds)), tuple(sections), tuple(events), tuple(below))


def _children(layout: ExampleLayout) -> dict[tuple[int, int], list[Spot]]:
    """List the entries within each entry."""
    found: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for spot in layout.spots:
        if spot.row.entry >= 0 and spot.row.is_first and spot.row.line.mark in ("bullet", "number"):
            found[spot.issue, spot.row.entry].append(spot)
    return found


def _is_open(spot: Spot, parents: set[tuple[int, int]]) -> bool:
    """Tell whether a line stands by itself, or in an entry that opens a section."""
    return spot.row.entry < 0 or (spot.issue, spot.row.entry) in parents


def _is_event(spot: Spot, children: dict[tuple[int, int], list[Spot]]) -> bool:
    """Tell whether an entry begins with a date, and a title with its address stands in it."""
    if spot.row.line.mark != "bullet" or spot.fit.is_linked:
        return False
    inner = children.get((spot.issue, spot.at), [])
    return bool(inner) and inner[0].fit.is_linked and fits("{date}{summary}", spot.row.line) is not None


def _section_entries(spots: Sequence[Spot], children: dict[tuple[int, int], list[Spot]]) -> list[Spot]:
    """Find entries that hold entries with addresses, and have none of their own."""
    found: list[Spot] = []
    for spot in spots:
        inner = children.get((spot.issue, spot.at), [])
        is_title = len(spot.row.text) <= _SHORT and not links_of(spot.row.line.nodes)
        linked = sum(one.fit.is_linked for one in inner)
        if is_title and inner and linked >= _LINKED * len(inner):
            found.append(spot)
    strong = [spot for spot in found if is_strong(spot)]
    if len(strong) >= _LINKED * len(found):
        return _several(strong)
    return _several(found) if again(found) >= _AGAIN else []


def is_strong(spot: Spot) -> bool:
    """Tell whether a line is nothing but strong text."""
    return fits("**{title}**", spot.row.line) is not None


def again(spots: Sequence[Spot]) -> float:
    """Give the share of lines whose text stands in several issues."""
    issues = Counter(key for key, _ in {(key_of(spot.row.text), spot.issue) for spot in spots})
    return sum(issues[key_of(spot.row.text)] > 1 for spot in spots) / max(1, len(spots))


def _several(spots: Sequence[Spot]) -> list[Spot]:
    """Give the lines where they stand in two issues, or are many in one."""
    return list(spots) if is_enough(spots) else []


def is_enough(spots: Sequence[Spot | ExampleHeading]) -> bool:
    """Tell whether there are enough lines of a shape: in two issues, or many in one."""
    return len({spot.issue for spot in spots}) > 1 or len(spots) >= _MANY


def _by(spots: Iterable[Spot], kind: Callable[[Spot], str]) -> dict[str, list[Spot]]:
    found: dict[str, list[Spot]] = defaultdict(list)
    for spot in spots:
        found[kind(spot)].append(spot)
    return found


def _list_kind(spot: Spot) -> str:
    line = spot.row.line
    return f"{line.mark} {line.depth}" if line.mark in ("bullet", "number") and spot.row.is_first else ""


def _of_items(spots: Sequence[Spot], kind: str, layout: ExampleLayout) -> list[Spot]:
    """Give the entries that are items: most such, or such of their form, stand in no item's text."""
    inside = Counter(
        spot.fit.body for spot in layout.spots if spot.zone == "item" and _list_kind(spot) == kind
    )
    if len(spots) >= inside.total() and len({spot.issue for spot in spots}) > 1:
        return _several(spots)
    kept: list[Spot] = []
    for body, own in _by(spots, lambda spot: spot.fit.body).items():
        if len({spot.issue for spot in own}) > 1:
            kept += own if inside[body] <= len(own) else []
        elif not inside[body]:  # an issue alone has them: in sections that no other has
            elsewhere = {spot.key for spot in layout.spots if spot.issue != own[0].issue}
            kept += [spot for spot in own if spot.key not in elsewhere]
    return _several(sorted(kept, key=lambda spot: (spot.issue, spot.at)))


def _paragraphs(texts: Sequence[Spot], layout: ExampleLayout) -> dict[str, tuple[Spot, ...]]:
    """Find the paragraphs that begin items: numbered ones, and those that a title leads."""
    found: dict[str, tuple[Spot, ...]] = {}
    numbered = [spot for spot in texts if spot.fit.number]
    for number, spots in _by(numbered, lambda spot: spot.fit.number).items():
        titled = [spot for spot in spots if spot.fit.body != UNTITLED]
        if len(_several(titled)) > 2 or _is_numbered(spots, layout):
            found[f"numbered {number}"] = tuple(spots)
    led = [spot for spot in texts if spot.fit.body != UNTITLED and not spot.fit.number]
    for body, all_led in _by(led, lambda spot: spot.fit.body).items():
        spots = [spot for spot in all_led if _is_text(spot)]
        alone = [spot for spot in spots if not spot.fit.nodes("summary")]
        inside = [spot for spot in layout.spots if spot.zone == "item" and _is_alike(spot, all_led[0])]
        if len(all_led) - len(spots) > _IMAGES * len(spots) or len(inside) > len(spots):
            continue  # the pattern would take images that are links, too, or labels in the text of items
        least = _STRONG if body == STRONG_LINK else _ALONE
        if _are_items(spots, texts, 2 * len(layout.examples), _LED) or _are_items(alone, texts, 3, least):
            found[f"led by {body}"] = tuple(spots)
    return found


def _is_alike(spot: Spot, other: Spot) -> bool:
    """Tell whether a paragraph fits the form of another."""
    line = spot.row.line
    return line.mark == "text" and spot.row.is_first and fits(other.fit.body, line) is not None


def _is_text(spot: Spot) -> bool:
    """Tell whether a line holds more than images."""
    return bool(tidy(without_images(spot.row.line.nodes)))


def _is_numbered(spots: Sequence[Spot], layout: ExampleLayout) -> bool:
    """Tell whether numbered paragraphs without titles are items: they stand in sections that come again."""
    issues = Counter(key for key, _ in {(spot.key, spot.issue) for spot in layout.spots})
    return len(_several([spot for spot in spots if issues[spot.key] > 1])) > 2 * len(layout.examples)


def _are_items(spots: Sequence[Spot], texts: Sequence[Spot], enough: int, least: float) -> bool:
    """Tell whether paragraphs that a title leads are items: there are many, and each is another."""
    return len(_several(spots)) >= enough and again(spots) < _AGAIN and _share(spots, texts) >= least


def _share(spots: Sequence[Spot], texts: Sequence[Spot]) -> float:
    """Give the share of lines among the paragraphs of the sections that they stand in."""
    sections = {spot.section for spot in spots}
    if len(spots) < _EACH * len(sections) and spots[0].fit.body != STRONG_LINK:
        return 0.0
    return len(spots) / max(1, sum(spot.section in sections and _is_text(spot) for spot in texts))


def _without_inner(kinds: dict[str, tuple[Spot, ...]]) -> dict[str, tuple[Spot, ...]]:
    """Leave out lines that are but text of items: they follow lines of another kind, in most sections."""
    return {
        kind: spots
        for kind, spots in kinds.items()
        if not any(_stands_in(spots, others) for other, others in kinds.items() if other != kind)
    }


def _without_few(kinds: dict[str, tuple[Spot, ...]]) -> dict[str, tuple[Spot, ...]]:
    """Leave out paragraphs that a link leads where most items are told in another way."""
    most = max(map(len, kinds.values()), default=0)
    return {
        kind: spots
        for kind, spots in kinds.items()
        if not kind.startswith("led") or spots[0].fit.body == STRONG_LINK or len(spots) >= _BESIDE_MOST * most
    }


def _stands_in(spots: Sequence[Spot], others: Sequence[Spot]) -> bool:
    """Tell whether lines stand below those of another kind."""
    if len(spots) > _BESIDE * len(others) or spots[0].row.line.depth != others[0].row.line.depth:
        return False
    first: dict[int, int] = {}
    for spot in others:
        first.setdefault(spot.section, spot.at)
    behind = sum(spot.section in first and first[spot.section] < spot.at for spot in spots)
    return behind > len(spots) / 2
