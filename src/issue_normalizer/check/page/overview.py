"""What stands above and beside the texts: the summary, the filters, an issue's row, its changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct
from msgspec.structs import asdict

from issue_normalizer.check.formats.outcome import heaviest_first
from issue_normalizer.check.model import KINDS, WEIGHTS, Change, Comparison, Weight
from issue_normalizer.check.page.markup import Markup, element, joined, language
from issue_normalizer.check.page.sides import place_id
from issue_normalizer.check.pairing import Pair, pair_items
from issue_normalizer.safe import for_terminal

_SIGNS = {"loss": "−", "change": "≠", "gain": "+", "form": "≈"}
_MEANT = {
    "loss": "something is gone",
    "change": "something says other things than before",
    "gain": "something is new",
    "form": "only signs, their width, or markup differ",
}
_NAMES = {"loss": ("loss", "losses"), "change": ("change", "changes"), "gain": ("gain", "gains")}
_LEAST = 2.0  # per cent: what there is of anything can be seen


class Items(Struct, frozen=True):
    """How many items of an issue are as they were, say something else, are gone, are new."""

    kept: int = 0
    changed: int = 0
    lost: int = 0
    added: int = 0


def count_items(one: Comparison) -> Items:
    """Count what became of an issue's items. What differs in form only is kept."""
    if not one.changes:
        return Items(kept=one.items)
    if one.old is None:
        return Items(added=one.items)
    if one.new is None:
        return Items(lost=one.items)
    told = {change.place.path for change in one.changes if change.place.is_new and change.weight != "form"}
    pairs = pair_items(one.old, one.new)
    changed = sum(pair.new.path in told or _lost_links(pair) for pair in pairs.pairs)
    return Items(len(pairs.pairs) - changed, changed, len(pairs.lost), len(pairs.added))


def _lost_links(pair: Pair) -> bool:
    old, new = pair.old.item, pair.new.item
    return bool(old.url and not new.url) or len(old.links) > len(new.links)


def write_summary(comparisons: Sequence[Comparison]) -> Markup:
    """Write the figures of the whole check."""
    counts = _count(comparisons)
    changed = sum(bool(one.changes) for one in comparisons)
    figures = [
        ("issues", "issues checked", len(comparisons)),
        ("same", "unchanged", len(comparisons) - changed),
    ]
    figures += [(weight, _named(weight, counts[weight]), counts[weight]) for weight in WEIGHTS]
    tiles = [
        element(
            "div", {"class": f"tile tile-{name}{' none' if not count else ''}"}, _term(label), _value(count)
        )
        for name, label, count in figures
    ]
    return element("dl", {"class": "tiles"}, *tiles)


def _term(label: str) -> Markup:
    return element("dt", {}, label)


def _value(count: int) -> Markup:
    return element("dd", {}, f"{count:,}")


def _named(weight: str, count: int) -> str:
    return "in form only" if weight == "form" else _NAMES[weight][count != 1]


def _count(comparisons: Sequence[Comparison]) -> Counter[Weight]:
    return Counter(change.weight for one in comparisons for change in one.changes)


def write_filters(comparisons: Sequence[Comparison]) -> Markup:
    """Write the filters: they show themselves where a script runs."""
    changes = [change for one in comparisons for change in one.changes]
    weights, kinds = Counter(one.weight for one in changes), Counter(one.kind for one in changes)
    by_weight = [_box("weight", name, _MEANT[name], weights[name]) for name in WEIGHTS if weights[name]]
    by_kind = [_box("kind", name, KINDS[name], kinds[name]) for name in KINDS if kinds[name]]
    clear = element("button", {"type": "button", "class": "clear"}, "Show all")
    told = element("p", {"class": "shown", "role": "status"})
    keys = joined(element("kbd", {}, one) for one in "↑↓jk")
    hint = element(
        "p", {"class": "keys"}, keys, " move between issues and changes, ", _kbd("Enter"), " opens"
    )
    return element(
        "section",
        {"class": "filters", "aria-label": "Filters", "hidden": True},
        element(
            "details",
            {"class": "choices"},
            element("summary", {}, "Filter by weight and kind"),
            _choice("Weight", by_weight),
            _choice("Kind", by_kind),
        ),
        element("div", {"class": "state"}, told, clear, hint),
    )


def _choice(name: str, boxes: Sequence[Markup]) -> Markup:
    return element("fieldset", {}, element("legend", {}, name), element("div", {"class": "chips"}, *boxes))


def _kbd(name: str) -> Markup:
    return element("kbd", {}, name)


def _box(group: str, name: str, meant: str, count: int) -> Markup:
    box = element("input", {"type": "checkbox", "name": group, "value": name, "autocomplete": "off"})
    number = element("span", {"class": "count"}, str(count))
    return element("label", {"class": "chip", "title": meant}, box, name, " ", number)


def write_row(one: Comparison, items: Items) -> Markup:
    """Write what is seen of an issue before it is opened: name, title, bar, counts."""
    name = element("span", {"class": "name"}, for_terminal(one.name))
    title = element("span", _scraped("title", one.title), one.title or "(no title)")
    counts = Counter(change.weight for change in one.changes)
    badges = [
        element(
            "span",
            {"class": f"weight {weight}"},
            f"{_SIGNS[weight]} {counts[weight]} {_named(weight, counts[weight])}",
        )
        for weight in WEIGHTS
        if counts[weight]
    ]
    told = element("span", {"class": "counts"}, *_spaced(badges))
    return joined((element("span", {"class": "what"}, title, " ", name), " ", _bar(items), " ", told))


def _scraped(name: str, text: str) -> dict[str, str | bool]:
    return {"class": name, "dir": "auto", "lang": language(text)}


def _spaced(parts: Sequence[Markup]) -> list[str]:
    return [piece for part in parts for piece in (part, " ")][:-1]


def _bar(items: Items) -> Markup:
    """Draw the shares of an issue's items. Widths are attributes: no style of an element is needed."""
    counts = {name: count for name, count in asdict(items).items() if count}
    told = ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
    scale = (100 - _LEAST * len(counts)) / max(1, sum(counts.values()))
    rects: list[Markup] = []
    start = 0.0
    for name, count in counts.items():
        width = _LEAST + count * scale
        place = {"x": f"{start:.2f}", "width": f"{width:.2f}", "height": "10"}
        rects.append(element("rect", {"class": name, **place}))
        start += width
    size: dict[str, str | bool] = {
        "viewBox": "0 0 100 10",
        "preserveAspectRatio": "none",
        "aria-hidden": "true",
    }
    drawing = element("svg", size, *rects)
    return element(
        "span", {"class": "bar"}, drawing, element("span", {"class": "bar-text"}, f"Items: {told}")
    )


def write_changes(issue: int, changes: Sequence[Change], places: AbstractSet[str]) -> Markup:
    """Write the list of an issue's changes, losses first, each a link to its place."""
    entries = [_change(issue, change, places) for change in heaviest_first(changes)]
    return element("ol", {"class": "changes"}, *entries)


def _change(issue: int, change: Change, places: AbstractSet[str]) -> Markup:
    line = f"line {change.line}" if change.line else ""
    if line and not change.place.is_new:
        line = f"after {line}"
    parts = [
        element("span", {"class": f"weight {change.weight}"}, f"{_SIGNS[change.weight]} {change.weight}"),
        element("span", {"class": "kind", "title": KINDS[change.kind]}, change.kind),
        element("span", {"class": "line"}, line) if line else Markup(),
        element("span", _scraped("place", change.place.name), change.place.name)
        if change.place.path
        else Markup(),
        element("span", {"class": "message", "dir": "auto"}, change.message),
    ]
    target = _target(issue, change, places)
    entry = element("a", {"class": "entry", "href": f"#{target}"}, *_spaced([part for part in parts if part]))
    return element("li", {"data-kind": change.kind, "data-weight": change.weight}, entry)


def _target(issue: int, change: Change, places: AbstractSet[str]) -> str:
    """Name the place of a change, or of what holds it."""
    path = change.place.path
    while path and place_id(issue, path, is_new=change.place.is_new) not in places:
        path = path.rpartition("/")[0]
    return place_id(issue, path, is_new=change.place.is_new)
