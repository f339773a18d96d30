"""What names and lines say of a part of a page: the words of `page.toml`, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from issue_normalizer.data import read_data
from issue_normalizer.patterns import is_plain, rare
from issue_normalizer.readers import __path__ as package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# A name that states something about the page, or a category of a post: it says nothing about the part itself.
_STATES: Final = frozenset(
    ("has", "with", "without", "no", "not", "is", "in", "category", "tag", "type", "status", "format")
)
_STATING: Final = frozenset(("with", "without", "has", "no"))  # `layout-with-rail` is no rail
_WORD: Final = re.compile(r"[a-z]+")
_WIDGETS: Final = frozenset(("widget", "widgets"))
_COUNT: Final = " 0123456789()（）"  # how many comments there are
_BOX_WORDS: Final = frozenset((word,) for word in ("block", "box", "list", "section", "container", "wrapper"))
_LONGEST: Final = 5  # words of a name that mean one thing
_MAX_LINE: Final = 240  # characters of a line that may be furniture


class _Words(Struct, frozen=True, gc=False):
    certain: frozenset[str]
    likely: frozenset[str]
    weak: frozenset[str]
    thread: frozenset[str]
    titles: frozenset[str]
    leads: frozenset[str]
    kickers: frozenset[str]
    pictures: tuple[str, ...]
    broad: frozenset[str]
    subjects: frozenset[str]
    parts: frozenset[str]
    wrappers: frozenset[str]
    boxes: Mapping[tuple[str, ...], str]
    builders: frozenset[str]
    frames: frozenset[str]
    mains: frozenset[str]
    texts: Mapping[str, str]
    lines: tuple[tuple[str, re.Pattern[str]], ...]
    separators: tuple[str, ...]
    zones: frozenset[str]
    sharing: re.Pattern[str]
    tagging: re.Pattern[str]
    writing: re.Pattern[str]
    on_author: re.Pattern[str]
    discussion: re.Pattern[str]
    meta: Mapping[str, tuple[str, ...]]


@cache
def words() -> _Words:
    """Load `page.toml` once."""
    data: Mapping[str, Mapping[str, str]] = read_data(f"{package[0]}/page")
    body, title = data["body"], data["title"]
    texts, lines = _texts(data["lines"])
    return _Words(
        certain=_joined(body["certain"].split()),
        likely=_joined(body["likely"].split()),
        weak=_joined(body["weak"].split()),
        thread=_joined(body["thread"].split()),
        titles=_joined(title["names"].split()),
        leads=_joined(title["leads"].split()),
        pictures=tuple(title["pictures"].split()),
        kickers=_joined(title["kickers"].split()),
        broad=_joined(body["broad"].split()),
        subjects=frozenset(body["subjects"].split()),
        parts=frozenset(body["parts"].split()),
        wrappers=frozenset(body["wrappers"].split()),
        boxes={_parts(name): kind for kind, names in data["boxes"].items() for name in names.split()},
        builders=frozenset(data["builders"]["names"].split()),
        frames=frozenset(data["builders"]["frames"].split()),
        mains=frozenset(data["builders"]["mains"].split()),
        texts=texts,
        lines=lines,
        separators=tuple(title["separators"].split()),
        zones=frozenset(data["zones"]["kinds"].split()),
        sharing=rare("|".join(data["sharing"]["addresses"].split()), re.IGNORECASE),
        tagging=rare("|".join(data["tagging"]["addresses"].split()), re.IGNORECASE),
        writing=rare("|".join(data["writing"]["addresses"].split()), re.IGNORECASE),
        on_author=rare("|".join(data["zones"]["author"].strip().split("\n")), re.IGNORECASE),
        discussion=rare("|".join(data["zones"]["discussion"].strip().split("\n")), re.IGNORECASE),
        meta={key: tuple(names.split()) for key, names in data["meta"].items()},
    )


def _texts(
    lines: Mapping[str, str],
) -> tuple[dict[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Sort out which lines are texts as they stand: compiling a pattern takes long."""
    texts: dict[str, str] = {}
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for kind, block in lines.items():
        found = block.split("\n")
        sources = [line for line in found if not is_plain(line)]
        texts |= dict.fromkeys(map(str.casefold, set(found).difference(sources, ("",))), kind)
        patterns.append((kind, rare("|".join(sources), re.IGNORECASE)))
    return texts, tuple(patterns)


def _small(text: str) -> str:
    """Fold the case of a text; a Turkish `İ` is an `i`."""
    return text.casefold().replace("i\u0307", "i")


def _parts(name: str) -> tuple[str, ...]:
    """Give the words of a name, digits aside."""
    return tuple(_WORD.findall(name))


def _joined(names: Sequence[str]) -> frozenset[str]:
    """Give names without hyphens: `post-content`, `postContent` and `postcontent` are one."""
    return frozenset(name.replace("-", "") for name in names)


def is_named(names: str, known: frozenset[str]) -> bool:
    """Tell whether one of spelled names is among those known."""
    return bool(names) and not known.isdisjoint(names.replace("-", "").split())


def names_of(element: Element) -> str:
    """Give class and id of an element in small letters, the words of each name parted by hyphens."""
    classes, identity = element.get("class"), element.get("id")
    if classes is None and identity is None:
        return ""
    return spelled(f"{classes or ''} {identity or ''}")


@lru_cache(maxsize=4096)
def spelled(names: str) -> str:
    """Write names in small letters with hyphens: `relatedPosts_box` is `related-posts-box`."""
    small = names.lower()
    return (small if small == names else _CAMEL.sub("-", names).lower()).replace("_", "-")


def whole_kind(name: str) -> str | None:
    """Tell which kind of furniture a spelled name means as a whole, the word for a box at its end aside."""
    parts = _parts(name)
    known = words().boxes
    return known.get(parts) or (known.get(parts[:-1]) if parts[-1:] in _BOX_WORDS else None)


@lru_cache(maxsize=4096)
def box_kind(names: str) -> str | None:
    """Tell which kind of furniture spelled names mean; None where they mean none.

    Must fire: `jp-relatedposts`, `post-nav`. Must not: `has-sidebar`, `category-share`, `shareholder`,
    `elementor-widget-wrap`, `wrapper_widget`, `widget-span`, `widget Blog`: to builders of pages, any part is
    a widget.
    """
    known = words().boxes
    is_main = not words().mains.isdisjoint(names.split())
    for name in names.split():
        first, dash, _ = name.partition("-")
        if dash and first in _STATES:
            continue
        parts = _parts(name)
        for start in range(len(parts)):
            before = parts[start - 1] if start else ""
            if before in _STATING or (parts[start] in _WIDGETS and (is_main or _is_built(parts, start))):
                continue
            for end in range(min(len(parts), start + _LONGEST), start, -1):
                if (kind := known.get(parts[start:end])) is not None:
                    return kind
    return None


def _is_built(parts: Sequence[str], at: int) -> bool:
    before, after = parts[at - 1] if at else "", parts[at + 1] if at + 1 < len(parts) else ""
    return before in words().builders or after in words().frames


@lru_cache(maxsize=4096)
def body_rank(names: str) -> int:
    """Tell how much names say that here is the body: 3 certain, 2 likely, 1 a little, 0 nothing."""
    parts = set(names.replace("-", "").split())
    data = words()
    if parts & data.certain:
        return 3
    if parts & data.likely or parts & data.broad or any(_is_body_name(name) for name in names.split()):
        return 2
    return 1 if parts & data.weak else 0


def _is_body_name(name: str) -> bool:
    """Tell whether a name ends in what a document is, and the word for its text: `ux-article-body-wrap`.

    Must not fire: `article-header`, `post-content-list`.
    """
    parts = _parts(name)
    data = words()
    end = len(parts)
    while end and parts[end - 1] in data.wrappers:
        end -= 1
    return 1 < end <= _LONGEST and parts[end - 1] in data.parts and parts[end - 2] in data.subjects


def line_kind(text: str) -> str | None:
    """Tell which kind of furniture a whole text is by its words."""
    return _line_kind(text) if len(text) <= _MAX_LINE else None


@lru_cache(maxsize=1024)
def _line_kind(text: str) -> str | None:
    data = words()
    if (known := data.texts.get(_small(text))) is not None or (known := _labelled(text)) is not None:
        return known
    return next((kind for kind, pattern in data.lines if pattern.fullmatch(text)), None)


def _labelled(text: str) -> str | None:
    """Tell the kind of a line by what is before a colon or number: `Lees ook: De boten`, `Yorumlar (3)`."""
    label = text.partition(":")[0].partition("：")[0].rstrip(_COUNT)
    known = words().texts.get(_small(label)) if label != text else None
    return known if known == "related" or (known == "comments" and label != text.rstrip(":：")) else None
