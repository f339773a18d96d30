"""Choose the element of an HTML page that holds the document.

Every container of the page is a candidate. Its score is the worth of the blocks in it (running text speaks
for it, links against it, furniture counts for nothing), raised where tag or names say that here is a body. So
the smallest element wins that holds nearly all of the running text; a name decides where several do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from issue_normalizer.readers.page_blocks import Block, inside, is_hidden
from issue_normalizer.readers.page_names import is_named, words
from issue_normalizer.tree import Candidate

_NO_CONTAINERS = frozenset(
    "p li ul ol dl dt dd tr tbody thead tfoot table th pre blockquote figure figcaption header footer nav "
    "aside form h1 h2 h3 h4 h5 h6 fieldset span a".split()
)
_RAISED = {2: 1.7, 1: 1.15, 0: 1.0}  # by what the names say
_SEMANTIC = 1.25  # article, main
_ARTICLE_BODY = 1.9  # microdata
_MIN_SHARE = 0.2  # of the page's text that a body has where nothing is running text
_ALL_BUT = 0.97  # of a candidate's worth: a child without anything else beside it
_NEARLY = 0.85  # the same of one with a name as good
_SHOWN = 5


def choose_body(page: Block) -> tuple[Block, tuple[Candidate, ...]]:
    """Choose the block of the document; give the best candidates too, best first."""
    if (certain := _certain(page)) is not None:
        return certain, (_candidate(certain, certain.worth),)
    scored = sorted(
        ((_score(block), index, block) for index, block in enumerate(_containers(page))), reverse=True
    )
    candidates = tuple(_candidate(block, score) for score, _, block in scored[:_SHOWN])
    if scored and scored[0][0] > 0:
        return _narrowed(scored[0][2]), candidates
    return _named(page) or _densest(page), candidates


def _certain(page: Block) -> Block | None:
    """Give the body that a name tells for certain: of a thread the first, else the largest."""
    found = [block for block in inside(page) if block.rank == 3]
    if not found:
        return None
    outer = [block for block in found if not any(above.rank == 3 for above in _above(block))]
    for block in outer[:1]:
        if any(is_named(each.names, words().thread) for each in (block, *_above(block))):
            return block
    return max(outer, key=_visible)


def _above(block: Block) -> Iterator[Block]:
    while (parent := block.parent) is not None:
        yield parent
        block = parent


def _visible(block: Block) -> int:
    return block.all_size + block.all_linked


def _containers(block: Block) -> Iterator[Block]:
    """Give what may hold a document: containers outside of furniture."""
    if block.kind is not None:
        return
    if block.tag not in _NO_CONTAINERS and not is_hidden(block.element):
        yield block
    for child in block.children:
        yield from _containers(child)


def _score(block: Block) -> float:
    return block.worth * _raised(block)


def _raised(block: Block) -> float:
    """Say how much tag, role and names raise a score."""
    element = block.element
    by_names = _RAISED[block.rank]
    if element.get("itemprop") == "articleBody":
        by_names = max(by_names, _ARTICLE_BODY)
    is_semantic = block.tag in ("article", "main") or element.get("role") in ("main", "article")
    return max(by_names, _SEMANTIC if is_semantic else 1.0)


def _narrowed(block: Block) -> Block:
    """Go down from a candidate to one in it that holds nearly all of it: a named one, or an only child."""
    named = [
        inner for inner in _containers(block)
        if inner is not block and _raised(inner) >= _raised(block) and inner.worth >= block.worth * _NEARLY
    ]  # fmt: skip
    if named and _raised(block) > 1:
        return named[-1]
    while _raised(block) == 1.0 and block.worth > 0:
        inside_it = [
            child for child in block.children if child.kind is None and child.tag not in _NO_CONTAINERS
        ]
        best = max(inside_it, key=lambda child: child.worth, default=None)
        if best is None or best.worth < block.worth * _ALL_BUT:
            break
        block = best
    return block


def _named(page: Block) -> Block | None:
    """Give the likeliest by name where nothing on the page is running text: it may be all links."""
    enough = _visible(page) * _MIN_SHARE
    named = [block for block in _containers(page) if _raised(block) > 1 and _visible(block) >= enough]
    return max(named, key=lambda block: (_raised(block), _visible(block)), default=None)


def _densest(page: Block) -> Block:
    """Descend from the page to the block that holds most of its text that is no link."""
    current = page
    while not any(child.tag in ("h1", "h2") for child in current.children):
        inner = [
            child for child in current.children if child.tag not in _NO_CONTAINERS and child.kind is None
        ]
        best = max(inner, key=lambda child: child.all_size, default=None)
        if best is None or not current.all_size or best.all_size < current.all_size * 0.7:
            break
        current = best
    return current


def _candidate(block: Block, score: float) -> Candidate:
    element = block.element
    marks = [f"#{identity}" for identity in [element.get("id")] if identity]
    marks += [f".{name}" for name in (element.get("class") or "").split()[:2]]
    return Candidate("".join((block.tag, *marks)), cast("int | None", element.sourceline) or 0, round(score))
