"""Choose the element of an HTML page that holds the document.

Every container of the page is a candidate. Its score is the worth of the blocks in it (running text speaks
for it, links against it, furniture counts for nothing), raised where tag or names say that here is a body. So
the smallest element wins that holds nearly all of the running text; a name decides where several do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from issue_normalizer.readers.page_blocks import HEADINGS, Block, inside, is_hidden, outside
from issue_normalizer.readers.page_names import is_named, words
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.readers.teasers import without_rails
from issue_normalizer.tree import Candidate

_NO_CONTAINERS: Final = frozenset(
    "p li ul ol dl dt dd tr tbody thead tfoot table th pre blockquote figure figcaption header footer nav "
    "aside form h1 h2 h3 h4 h5 h6 fieldset span a".split()
)
_RAISED: Final = {2: 1.7, 1: 1.15, 0: 1.0}  # by what the names say
_SEMANTIC: Final = 1.25  # article, main
_ARTICLE_BODY: Final = 1.9  # microdata
_OF_TEASER: Final = 0.3  # what announces another page is hardly the document of this one
_MIN_SHARE: Final = 0.2  # of the page's text that a body has where nothing is running text
_ALL_BUT: Final = 0.97  # of a candidate's worth: a child without anything else beside it
_NEARLY: Final = 0.85  # the same of one with a name as good
_OTHERS: Final = frozenset(("related", "sidebar", "advertisement", "navigation"))
_OTHER_HALF: Final = 0.3  # of a body's worth: so much in others of a good name is more of the same text
_SHOWN: Final = 5


def choose_body(page: Block) -> tuple[Block, tuple[Candidate, ...]]:
    """Choose the block of the document; give the best candidates too, best first."""
    if (certain := _certain(page)) is not None:
        return certain, (_candidate(certain, certain.worth),)
    scored = sorted(
        ((_score(block), -index, block) for index, block in enumerate(_containers(page))), reverse=True
    )
    candidates = tuple(_candidate(block, score) for score, _, block in scored[:_SHOWN])
    if scored and scored[0][0] > 0:
        best = scored[0][2]
        return _opening_post(best) or _settled(page, _within_rails(_narrowed(best))), candidates
    return _named(page) or _densest(page), candidates


def _certain(page: Block) -> Block | None:
    """Tell the body that a name tells for certain: of a thread the first, else the largest."""
    found = [block for block in inside(page) if block.rank == 3]
    if not found:
        return None
    outer = [block for block in found if not any(above.rank == 3 for above in _above(block))]
    said = [block for block in outer if not any(each.kind == "comments" for each in (block, *_above(block)))]
    if _is_in_thread(outer[0]) or (len(outer) > 1 and all(_is_dated(block, outer) for block in outer[:2])):
        return outer[0]
    return max(said or outer, key=_visible)


def _is_dated(block: Block, bodies: list[Block]) -> bool:
    """Tell whether a time stands beside a body, in what holds no other one: it is a post."""
    shared = {id(above) for each in bodies if each is not block for above in _above(each)}
    around = block
    for above in _above(block):
        if id(above) in shared:
            break
        around = above
    times = around.element.iter("time", "relative-time", "local-time")
    return any(block.element not in time.iterancestors() for time in times)


def _above(block: Block) -> Iterator[Block]:
    while (parent := block.parent) is not None:
        yield parent
        block = parent


def _visible(block: Block) -> int:
    return block.all_size + block.all_linked


def _containers(block: Block) -> Iterator[Block]:
    """Give what may hold a document: containers outside of furniture."""
    held = list(outside(block, _is_boxed))
    quotes = [each for each in held if each.tag == "blockquote" and each.rank > 1]
    if quotes and any(each.is_prose() and not _is_within(each, quotes) for each in held):
        quotes = []  # of somebody else's text
    for each in held:
        if (each.tag not in _NO_CONTAINERS or each in quotes) and not is_hidden(each.element):
            yield each


def _is_within(block: Block, quotes: list[Block]) -> bool:
    return any(quote.at <= block.at < quote.behind for quote in quotes)


def _is_boxed(block: Block) -> bool:
    return block.kind is not None


def _score(block: Block) -> float:
    return block.worth * _raised(block) * (_OF_TEASER if block.in_teaser else 1)


def _raised(block: Block) -> float:
    """Say how much tag, role and names raise a score."""
    element = block.element
    by_names = _RAISED[block.rank]
    if block.rank == 2 and is_named(block.names, words().broad):
        by_names = _RAISED[1]
    if element.get("itemprop") == "articleBody":
        by_names = max(by_names, _ARTICLE_BODY)
    is_semantic = block.tag in ("article", "main") or element.get("role") in ("main", "article")
    return max(by_names, _SEMANTIC if is_semantic else 1.0)


def _narrowed(block: Block) -> Block:
    """Go down from a candidate to one in it that holds nearly all of it: a named one, or an only child."""
    last = _last_section(block)
    named = [
        inner for inner in _containers(block)
        if inner is not block and _raised(inner) >= _raised(block) and inner.worth >= block.worth * _NEARLY
        and inner.behind > last
    ]  # fmt: skip
    if named and _raised(block) > 1:
        return named[-1]
    while _raised(block) == 1.0 and block.worth > 0:
        inside_it = [
            child for child in block.children if child.kind is None and child.tag not in _NO_CONTAINERS
        ]
        best = max(inside_it, key=lambda child: child.worth, default=None)
        if best is None or best.worth < block.worth * _ALL_BUT or _is_section(best, inside_it):
            break
        if any(each is not best and _leads_away(each) > best.worth for each in inside_it):
            break  # a list of links to other sites is what a letter is made of
        block = best
    return block


def _within_rails(block: Block) -> Block:
    return without_rails(block, [inner for inner in _containers(block) if inner is not block])


def _last_section(block: Block) -> int:
    """Give the place of the last section of links to several other sites in a block: a letter has such.

    Must not fire: the links of a blog to others, which are names and no titles; columns beside a `div`.
    """
    if block.tag not in ("main", "article"):
        return -1
    from issue_normalizer.readers.unnamed import is_above_links_away

    return max(
        (each.at for each in outside(block, _is_boxed) if is_above_links_away(each, titles=True)), default=-1
    )


def _leads_away(block: Block) -> int:
    """Say how much of a block are links to other sites."""
    return sum(part.linked for part in inside(block) if part.away and part.linked > part.size)


def _is_section(block: Block, siblings: list[Block]) -> bool:
    """Tell whether a block is one of several parts of a document: siblings of its names hold text."""
    return any(
        each is not block
        and (each.tag, each.names) == (block.tag, block.names)
        and each.worth > 0
        and any(part.tag in HEADINGS for part in inside(each))
        for each in siblings
    )


def _settled(page: Block, body: Block) -> Block:
    """Settle what several bodies of one name are: one text that ads part, or each a text of its own.

    What holds them all is the document in the first case: `article > div.body + aside + div.body`. Posts of a
    thread or blog, each with a heading, an author or a day, are not: the first one is the document.
    """
    if not body.names or body.rank == 0:
        return body
    twins = [
        each for each in _containers(page)
        if each.worth > 0 and _form(each) == _form(body)
        and (each is body or not each.at < body.at < each.behind)
    ]  # fmt: skip
    above = {id(each): each for each in _above(body)}
    around = [next((each for each in _above(twin) if id(each) in above), page) for twin in twins]
    others = [
        (twin, each)
        for twin, each in zip(twins, around, strict=True)
        if each is not body and twin is not body
    ]
    if not others:
        return body
    outer = max((each for _, each in others), key=lambda each: each.all_size)
    carrying = {id(each) for twin in twins for each in (twin, *_above(twin))}
    parts = [part for part in outer.children if id(part) in carrying]
    if sum(_is_post(part, body) for part in parts) * 2 > len(parts):
        first = twins[0]
        return first if first.worth * 4 > body.worth or _is_in_thread(first) else body
    enough = body.worth * (_OTHER_HALF if body.rank > 1 else 1)
    return outer if sum(twin.worth for twin, _ in others) > enough else body


def _opening_post(body: Block) -> Block | None:
    """Give the text of the first of several posts side by side: of a thread, that is the document.

    Must not fire: entries of a blog or newsletter, which have headings of their own.
    """
    for block in inside(body):
        if len(posts := [each for each in block.children if is_named(each.names, words().thread)]) < 2:
            continue
        held = sum(each.worth for each in posts)
        if held * 2 > body.worth and all(
            _is_post(each, body, within=True) and not _is_headed(each) for each in posts[1:]
        ):
            best = max(_containers(posts[0]), key=lambda each: (_score(each), -each.all_size), default=None)
            # The question that the posts answer may stand apart from them.
            return next(
                (each for each in inside(body) if best is not None and _form(each) == _form(best)), best
            )
    return None


def _is_headed(post: Block) -> bool:
    """Tell whether a heading of its own stands above the text of a post; `Re:` begins that of the first."""
    for part in inside(post):
        if part.is_prose():
            return False
        if part.tag in HEADINGS and not whole_text(part.element).casefold().startswith("re:"):
            return True
    return False


def _form(block: Block) -> tuple[str, str]:
    return block.tag, (block.names.split() or [""])[0]


def _is_in_thread(block: Block) -> bool:
    return any(is_named(each.names, words().thread) for each in (block, *_above(block)))


def _is_post(part: Block, body: Block, *, within: bool = False) -> bool:
    """Tell whether a part of a page has a title, an author or a day beside its text, or an author in it."""
    if part.kind in _OTHERS:
        return False
    if part.kind in ("byline", "author") or (part.tag in ("h1", "h2", "time") and not within):
        return True
    within = within or _form(part) == _form(body)
    return any(_is_post(child, body, within=within) for child in part.children)


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


def taken_first(candidates: tuple[Candidate, ...], body: Block) -> tuple[Candidate, ...]:
    """Put the block that was taken before the other candidates: it may stand within the best one."""
    taken = _candidate(body, body.worth if body.rank == 3 else _score(body))
    others = [one for one in candidates if (one.name, one.line) != (taken.name, taken.line)]
    return (taken, *others)


def _candidate(block: Block, score: float) -> Candidate:
    element = block.element
    marks = [f"#{identity}" for identity in [element.get("id")] if identity]
    marks += [f".{name}" for name in (element.get("class") or "").split()[:2]]
    return Candidate("".join((block.tag, *marks)), cast("int | None", element.sourceline) or 0, round(score))
