"""Furniture in a body that no name tells, but what it holds: links to the site, links that share, a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

from issue_normalizer.readers.page_blocks import ENDS, HEADINGS, Block, inside, loose_lines
from issue_normalizer.readers.page_names import line_kind, words
from issue_normalizer.readers.page_text import whole_text
from issue_normalizer.readers.teasers import site_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ENTRIES: Final = frozenset(("li", "td", "th", "tr", "tbody", "thead"))
_NEARLY_ALL: Final = 0.75  # of the links in a column of the site's own
_MOST_LINKS: Final = 200  # below one heading: what more there are say the same
_MOST_BEHIND: Final = 40  # elements behind a line, in which its links are looked for
_LABEL: Final = 40  # bytes
_SHOWN: Final = tuple(
    "img picture video audio iframe table pre svg blockquote figcaption math object embed canvas".split()
)
_MORE: Final = frozenset(("more", "read more", "mehr", "plus", "more on this", "更多"))
_PARTING: Final = " :：|–—-›»>→"  # behind a label
_TITLE: Final = 24  # bytes: links of a letter are as long
_FEW: Final = 300  # bytes of running text that a box around a form may hold


def shape_kind(block: Block, body: Block) -> str | None:
    """Tell the kind of a block by its links, its form, or that it stands aside and leads away."""
    if block.all_linked and shares(block):
        return "share"
    if (block.tag == "aside" and is_promotion(block)) or (block.tag == "figure" and is_card(block)):
        return "related"
    if (block.tag in ("div", "section", "aside") or "-" in block.tag) and is_labelled_list(block):
        return "related"
    return "subscribe" if block.kind is None and holds_form(block, body) else None


def shares(block: Block) -> bool:
    """Tell whether a block is nothing but links that share the page, or send it; a word beside may say so."""
    if block.all_size > block.all_linked:
        return False
    is_sharing = False
    for link in block.element.iter("a"):
        if words().sharing.match(link.get("href") or ""):
            is_sharing = True
        elif line_kind(whole_text(link)) != "share":
            return False
    return is_sharing


def led_kind(block: Block) -> str | None:
    """Tell the kind of a paragraph that is words of furniture, and links to the site behind them.

    Must fire: `Read also | [Ropes](/ropes)`. Must not: the entry of a list, a label in a sentence.
    """
    if block.tag in _ENTRIES or block.size > _LABEL:
        return None
    first = next((text for link in block.element.iter("a") if (text := whole_text(link))), "")
    label = whole_text(block.element).partition(first)[0] if first else ""
    is_all = block.size <= len("".join(label.split()).encode())
    is_more = label.strip(_PARTING).casefold() in _MORE  # which an item may say, too
    return "related" if is_all and not is_more and line_kind(label.rstrip(_PARTING)) == "related" else None


def is_labelled_list(block: Block) -> bool:
    """Tell whether a box is a label such as `Read also`, and links to the site, however they are set."""
    if block.prose or not block.all_linked or block.all_size > min(_LABEL, block.all_linked):
        return False
    parts = [part for part in inside(block) if part.linked or part.size]
    if parts[0] is block and not block.opens:
        parts.append(parts.pop(0))  # its own text stands behind that of the blocks in it
    label, links = parts[0], parts[1:]
    if (label.linked and not label.leads) or not links or not all(part.leads for part in links):
        return False
    lines = [text for text, _ in loose_lines(label)] if label.children else [whole_text(label.element)]
    return len(lines) == 1 and line_kind(lines[0]) == "related"


def share_widgets(body: Block) -> dict[Element, str]:
    """Find the frames that show a button to share the page."""
    sharing = words().sharing
    frames = body.element.iter("iframe")
    return {frame: "share" for frame in frames if sharing.match(_with_scheme(frame.get("src") or ""))}


def _with_scheme(address: str) -> str:
    return f"https:{address}" if address.startswith("//") else address


def is_promotion(block: Block) -> bool:
    """Tell whether what stands aside begins with a link to another page of the site, or is a list of such.

    A heading may stand above it, or a few words: `Listen also`, `55 min`.
    """
    parts = [part for part in inside(block) if part.linked or part.size]
    first = next((at for at, part in enumerate(parts) if part.linked), len(parts))
    is_labelled = all(part.tag in HEADINGS or _is_label(part) for part in parts[:first])
    below = parts[first:] if is_labelled else []
    return bool(below) and below[0].home and all(part.leads or not part.linked for part in below)


def _is_label(block: Block) -> bool:
    return block.size <= _LABEL and block.last not in ENDS


def is_card(block: Block) -> bool:
    """Tell whether a figure is all link to another page of the site: its title as a heading, or no picture.

    Must not fire: a linked picture with its caption, a video, a table.
    """
    parts = [part for part in inside(block) if part.linked or part.size]
    has_title = any(part.tag in HEADINGS for part in parts) or _holds_nothing(block)
    return bool(parts) and has_title and all(part.home for part in parts)


def _holds_nothing(block: Block) -> bool:
    """Tell whether a figure shows but a link to a page: no picture, no formula, no file."""
    links = (link.get("href") or "" for link in block.element.iter("a"))
    return next(block.element.iter(*_SHOWN), None) is None and not any(map(_leads_to_file, links))


def _leads_to_file(address: str) -> bool:
    name = address.partition("?")[0].rpartition("/")[2]
    return "." in name and not name.endswith((".html", ".htm", ".php", ".aspx"))


def holds_form(block: Block, body: Block) -> bool:
    """Tell whether a block is a box around a form that asks for an address, with a line or two beside it."""
    is_box = block.asks and block.tag in ("div", "section", "aside")
    return is_box and block.prose <= _FEW and block.prose * 3 <= body.prose


def above_of(block: Block) -> list[Block]:
    """List the blocks around a block, the innermost first."""
    found = []
    while (parent := block.parent) is not None:
        found.append(parent)
        block = parent
    return found


def is_digest(body: Block) -> bool:
    """Tell whether a document is made of what announces pages of its own site: a digest of a blog."""
    announced = prose = 0
    stack = [body]
    while stack:
        block = stack.pop()
        if block is not body and (block.is_teaser or block.home):
            announced += block.all_size + block.all_linked
        elif block.kind is None:
            prose += block.size if block.is_prose() else 0
            stack += block.children
    return announced > prose


def is_way_out(block: Block) -> bool:
    """Tell whether a block behind the text leads to other pages of the site: teasers, a link alone.

    A list or table below a heading of its own stays, and one of numbered links: it may be that of earlier
    issues.
    """
    if not block.is_teaser and not block.home:
        return False
    group = block
    while group.tag in _ENTRIES and group.parent is not None:
        group = group.parent
    if group is not block and is_numbered(group):
        return False
    siblings = group.parent.children if group.parent is not None else [group]
    at = group.place
    below = siblings[at + 1] if at + 1 < len(siblings) else None
    has_text = below is not None and (below.all_size > below.all_linked or below.tag in ("ul", "ol", "table"))
    if block.tag in HEADINGS and has_text:
        return False  # an item with its text, or what stays below it
    return block.prose > 0 or at == 0 or siblings[at - 1].tag not in HEADINGS


def around_text(first: Block, last: Block) -> set[int]:
    """Give the blocks around the container that holds the first and the last running text, itself aside."""
    shared = {id(block) for block in above_of(first)}
    return {id(block) for block in [block for block in above_of(last) if id(block) in shared][1:]}


def is_beside(block: Block, around: set[int]) -> bool:
    """Tell whether a block behind the container of the text is a column of links to pages of the site.

    One with a heading stays, and one whose links hold numbers: it may be the list of earlier issues.
    """
    if id(block.parent) not in around or block.all_linked <= block.all_size:
        return False
    parts = [part for part in inside(block) if part.linked]
    is_headed = any(part.tag in HEADINGS for part in inside(block))
    home = sum(part.leads for part in parts)
    return not is_headed and not is_numbered(block) and home >= len(parts) * _NEARLY_ALL


def is_numbered(block: Block) -> bool:
    """Tell whether most links in a block hold numbers, as those to earlier issues do."""
    parts = [part for part in inside(block) if part.linked]
    numbered = sum(any(map(str.isdigit, whole_text(part.element))) for part in parts)
    return numbered * 2 > len(parts)


def is_above_teasers(block: Block) -> bool:
    """Tell whether what stands right below a heading are links to other pages of the site."""
    below = _below(block)
    return (
        below is not None
        and below.all_linked > below.all_size
        and all(part.leads for part in inside(below) if part.linked)
    )


def announced_below(block: Block) -> list[Block]:
    """List what a heading announces: all below it, where each part announces other pages of the site.

    Must fire: a title, an excerpt and `Read on`, each linked to a page of the site. Must not: a section with
    text of its own, or with links to other sites.
    """
    if block.tag not in HEADINGS or block.parent is None:
        return []
    below = [part for part in block.parent.children[block.place + 1 :] if part.all_size or part.all_linked]
    return below if below and all(map(_announces, below)) else []


def _announces(block: Block) -> bool:
    parts = [part for part in inside(block) if part.linked]
    excerpts = sum(part.is_prose() for part in inside(block))
    return bool(parts) and excerpts < len(parts) and all(part.leads for part in parts)


def is_above_links_away(block: Block, *, titles: bool = False) -> bool:
    """Tell whether links to several other sites stand right below a heading: a letter has such sections.

    `titles`: they must be as long as titles are.
    """
    below = _below(block)
    links = [] if below is None else list(islice(below.element.iter("a"), _MOST_LINKS))
    sites = {site_of(link.get("href") or "") for link in links} - {""}
    if titles and below is not None and below.all_linked < len(links) * _TITLE:
        return False
    return len(sites) > 1 and len(sites) * 2 > len(links)


def is_above_news(block: Block) -> bool:
    """Tell whether the links behind a line lead to several sites: `Top stories` above the first item."""
    links = (
        link.get("href") or ""
        for part in islice(_behind(block.element), _MOST_BEHIND)
        for link in part.iter("a")
    )
    addresses = set(islice((href for href in links if href.startswith("http")), _MOST_LINKS))
    sites = {site_of(address) for address in addresses}
    return len(sites) > 1 and len(sites) * 2 > len(addresses)


def _behind(element: Element) -> Iterator[Element]:
    """Give what stands behind an element, the nearest first."""
    above: Element | None = element
    while above is not None:
        yield from above.itersiblings()
        above = above.getparent()


def _below(block: Block) -> Block | None:
    """Give what stands right below a heading."""
    if block.tag not in HEADINGS or block.parent is None or block.place + 1 >= len(block.parent.children):
        return None
    return block.parent.children[block.place + 1]


def holds_icons(block: Block) -> bool:
    """Tell whether a block is nothing but linked images, described by the names of social networks."""
    images = list(block.element.iter("img"))
    return bool(images) and all(line_kind(image.get("alt") or "") == "share" for image in images)


def comments_begin(blocks: list[Block]) -> int:
    """Give the place of the heading of comments, behind which is nothing else; how many blocks, for none.

    Must fire: `3 Comments`, `Leave a reply`. Must not: a section on comments, `12 comments` in a list.
    """
    first = next((index for index, block in enumerate(blocks) if block.is_prose()), len(blocks))
    headings = [
        (index, block) for index, block in enumerate(blocks) if block.tag in HEADINGS and index > first
    ]
    begin, sections = len(blocks), set[str]()  # the levels of headings of the document that stand below
    for index, block in reversed(headings):
        text = whole_text(block.element)
        if words().discussion.fullmatch(text) and block.tag not in sections:
            begin = index
        elif line_kind(text) is None:
            sections.add(block.tag)
    return begin


def empty_headings(blocks: list[Block], found: Mapping[Element, str]) -> dict[Element, str]:
    """Find the headings of which all that stands below is furniture: they are of its kind."""
    emptied: dict[Element, str] = {}
    for block in blocks:
        if block.tag not in HEADINGS or block.parent is None or block.element in found:
            continue
        siblings, at = block.parent.children, block.place + 1
        kinds: set[str | None] = set()
        while at < len(siblings) and siblings[at].tag not in HEADINGS:
            if siblings[at].all_size or siblings[at].all_linked:
                kinds.add(found.get(siblings[at].element))
            at += 1
        if len(kinds) == 1 and (kind := kinds.pop()) in ("related", "subscribe", "share"):
            emptied[block.element] = kind
    return emptied
