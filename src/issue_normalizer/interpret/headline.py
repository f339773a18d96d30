"""The first line of an item: tags, title, address, publisher, further links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_image, is_link, is_styled, is_text
from issue_normalizer.inlines import images_of, join_soft, links_of, plain, without_images
from issue_normalizer.interpret.derive import arxiv_id
from issue_normalizer.interpret.outline import described
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile
from issue_normalizer.text import collapse, holds_any
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Image, Inline, Inlines, Link, Text
from issue_normalizer.urls import is_spelled_out

_TAG: Final = rare(r"\s*\[(?!\s*\])([^\[\]]{1,40})\](?!\()\s*")
_UNCLOSED: Final = rare(r"\[([^\[\]]*?)\s*(?:\]\()?$")
_ADDRESS: Final = rare(r"(?:[A-Za-z]+://|www\.)[!-~]+")
_BETWEEN_LINKS: Final = ",，、/|;；"
_SUMMARY_START: Final = rare(r"\s*(?:[:：]|[-–—]+\s|——)\s*")
_MAX_PUBLISHER: Final = 40
_MAX_NAME: Final = 20  # of a list of publishers
_MAX_NAMES: Final = 160
_BETWEEN_NAMES: Final = "、,，&"
_NAMES: Final = rare(r"\s*[、,，&]\s*")
_SENTENCE_ENDS: Final = "。！？.!?;；"
_MAX_TAGS: Final = 20
_BRACKETS: Final = (("(", ")"), ("（", "）"))
_UNCLOSED_SIGNS: Final = "[]()"
_BARS: Final = ("|", "丨", "｜")


class Headline(Struct, frozen=True, gc=False):
    """What an item's first line says.

    `extras` are links behind the title, `rest` is text behind it that belongs to the summary,
    `notes` are labels of links that a dump has lost. `broken` tells of unclosed link markup.
    """

    title: str
    url: str | None = None
    publisher: str | None = None
    tags: tuple[str, ...] = ()
    arxiv: str | None = None
    extras: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    rest: Inlines = ()
    notes: tuple[str, ...] = ()
    broken: bool = False
    claims: tuple[Claim, ...] = ()


def read_headline(line: Inlines, profile: Profile, *, whole: bool = False) -> Headline:
    """Read an item's first line. The title is never empty where the line is not.

    With `whole`, a link's text is the title as it is: brackets before it and bars within it are its own.
    """
    images, buttons, nodes = _take_images(_unstyled(join_soft(line)))
    tags, nodes = _take_tags(nodes)
    head = _with_link(nodes) or _without_link(nodes, profile)
    more, title = ([], head.title) if whole else _tags_in(head.title)
    publisher = head.publisher
    if whole:
        pass
    elif publisher is None:
        title, publisher = split_publisher(title)
    else:
        title = title.rstrip(" |丨｜") or title
    tags = [*tags, *more]
    arxiv = next((number for tag in tags if (number := arxiv_id(tag))), None)
    return Headline(
        title or head.title or plain(line),
        head.url,
        publisher,
        tuple([tag for tag in tags if not arxiv_id(tag)]),
        arxiv,
        (*head.extras, *buttons),
        tuple(images),
        head.rest,
        head.notes,
        head.broken,
        (*head.claims, *described(line)),
    )


def _unstyled(nodes: Sequence[Inline]) -> list[Inline]:
    """Take emphasis off: a title is plain text."""
    if not any(is_styled(node) for node in nodes):
        return list(nodes)
    out: list[Inline] = []
    for node in nodes:
        out += _unstyled(node.children) if is_styled(node) else [node]
    return list(tidy(out))


def _take_images(nodes: Sequence[Inline]) -> tuple[list[Image], list[Link], list[Inline]]:
    """Take images off a title, which is text: (images, links that are but an image, what is left).

    The description of a linked image is the title where there is no other.
    """
    texts = [tidy(tuple(without_images(node.children))) if is_link(node) else () for node in nodes]
    has_title = any(texts) or any(_holds_word(node.text) for node in nodes if is_text(node))
    images: list[Image] = []
    buttons: list[Link] = []
    rest: list[Inline] = []
    has_link = False
    for node, text in zip(nodes, texts, strict=True):
        if is_image(node):
            images.append(node)
        elif is_link(node) and not text and (has_title or has_link):
            buttons.append(node)
        elif is_link(node):
            images += images_of(node.children)
            rest.append(Link(node.url, text) if text else node)
            has_link = True
        else:
            rest.append(node)
    return images, buttons, rest


def _holds_word(text: str) -> bool:
    """Tell whether a text says anything beside what stands in brackets."""
    return any(map(str.isalnum, _TAG.sub("", text) if "[" in text else text))


def _take_tags(nodes: list[Inline]) -> tuple[list[str], list[Inline]]:
    """Take leading brackets off: `[CVPR 2020] [title](url)`; a line that is one bracket keeps it."""
    tags: list[str] = []
    while nodes and len(tags) < _MAX_TAGS:
        first = nodes[0]
        text = first.text if is_text(first) else plain((first,)) if is_link(first) else ""
        match = _TAG.match(text) if "[" in text else None
        if match is None or (len(nodes) == 1 and match.end() == len(text)):
            break
        if is_link(first):
            if match.end() != len(text) or not any(is_link(node) for node in nodes[1:]):
                break
            nodes = [*nodes[1:], Link(first.url, (Text(match[1]),))]
        else:
            nodes = [Text(text[match.end() :]), *nodes[1:]] if match.end() < len(text) else nodes[1:]
        tags.append(collapse(match[1]))
    return tags, nodes


def _tags_in(title: str) -> tuple[list[str], str]:
    """Take leading brackets off a title's text, as long as a title is left."""
    tags: list[str] = []
    while (
        "[" in title and len(tags) < _MAX_TAGS and (match := _TAG.match(title)) and match.end() < len(title)
    ):
        tags.append(collapse(match[1]))
        title = title[match.end() :]
    return tags, title


def is_publisher(text: str) -> bool:
    """Tell whether what stands behind a bar may be a publisher: a short name, or a list of names.

    Must fire: `甲、乙、丙、丁`, however many. Must not: a sentence with commas in it.
    """
    names = _NAMES.split(text) if holds_any(text, _BETWEEN_NAMES) else [text]
    is_list = len(names) > 2 and max(map(len, names)) <= _MAX_NAME and text[-1:] not in _SENTENCE_ENDS
    return len(text) <= (_MAX_NAMES if is_list else _MAX_PUBLISHER)


def split_publisher(title: str) -> tuple[str, str | None]:
    """Split at the last separator: `甲 | 乙 | 机器之心` has the publisher 机器之心.

    `|` and `丨` separate only beside a blank: `A|B` and `SGADC2019丨方舟` are titles. `｜` is wide by itself.
    """
    at = max(title.rfind(sign) for sign in "|丨｜")
    before, publisher = title[:at].rstrip(), title[at + 1 :].strip()
    separates = at > 0 and (title[at] == "｜" or title[at - 1].isspace() or title[at + 1 : at + 2].isspace())
    if not before or not is_publisher(publisher) or not (separates or at + 1 == len(title)):
        return title, None
    return before, publisher or None


def _with_link(nodes: list[Inline]) -> Headline | None:
    """Read a line whose title is a link; None where its first link stands inside text."""
    at = next((index for index, node in enumerate(nodes) if is_link(node)), None)
    if at is None:
        return None
    link = nodes[at]
    assert is_link(link)  # noqa: S101 - narrows the type
    before = plain(nodes[:at])
    unclosed = _UNCLOSED.search(before) if before.endswith("](") else None
    named = plain(link.children)
    # `[title | ](https://…`: the markup was never closed
    if unclosed and _ADDRESS.fullmatch(named) and is_spelled_out(link.url, named):
        title = before[: unclosed.start()] + unclosed[1]
        behind = _after_title(nodes[at + 1 :])
        title = collapse(title.strip(" |丨｜")) or before
        signs = [Claim("markup", sign) for sign in before if sign in _UNCLOSED_SIGNS]
        claims = (Claim("address", named), *signs)
        return replace(_headline(title, link.url, behind), broken=True, claims=(*claims, *behind.claims))
    if bracketed := _address_in_brackets(nodes, at):
        return bracketed
    if any(map(str.isalnum, before)):
        return _link_in_text(nodes)
    title = f"{before} {named}".strip()
    return _headline(title, link.url, _after_title(nodes[at + 1 :]))


def _address_in_brackets(nodes: list[Inline], at: int) -> Headline | None:
    """Read `title(https://…)`, as a dump writes a title's link; None for any other line."""
    link = nodes[at]
    assert is_link(link)  # noqa: S101 - narrows the type; the caller found it
    before, shown = plain(nodes[:at]), plain(link.children)
    after = nodes[at + 1] if at + 1 < len(nodes) else None
    title, behind = before.rstrip(), after.text.lstrip() if is_text(after) else ""
    if (title[-1:], behind[:1]) not in _BRACKETS or not is_spelled_out(link.url, shown) or len(title) < 2:
        return None
    rest = [Text(behind[1:]), *nodes[at + 2 :]] if behind[1:] else nodes[at + 2 :]
    told = _headline(title[:-1].rstrip(), link.url, _after_title(rest))
    claims = (Claim("markup", title[-1]), Claim("address", shown), Claim("markup", behind[0]))
    return replace(told, claims=(*told.claims, *claims))


def _headline(title: str, url: str, behind: _Behind) -> Headline:
    return Headline(
        title, url, behind.publisher, extras=behind.extras, rest=behind.rest, claims=behind.claims
    )


class _Behind(Struct, frozen=True, gc=False):
    """What stands behind a title's link: publisher, further links, text."""

    publisher: str | None
    extras: tuple[Link, ...]
    rest: Inlines
    claims: tuple[Claim, ...]


def _after_title(nodes: list[Inline]) -> _Behind:
    """Read what stands behind the title's link."""
    extras: list[Link] = []
    claims: list[Claim] = []
    publisher: str | None = None
    for index, node in enumerate(nodes):
        if is_link(node):
            extras.append(node)
        elif is_text(node):
            text = node.text.strip()
            if text[:1] in _BARS and publisher is None and len(text) > 1 and is_publisher(text[1:].strip()):
                publisher = text[1:].strip()
            elif not "".join(text.split()).strip(_BETWEEN_LINKS):
                claims += (Claim("sign", sign) for sign in node.text if not sign.isspace())
            else:
                start = _SUMMARY_START.match(node.text)
                text = node.text[start.end() :] if start else node.text
                rest = tidy((Text(text), *nodes[index + 1 :]))
                return _Behind(publisher, tuple(extras), rest, tuple(claims))
        else:
            return _Behind(publisher, tuple(extras), tidy(nodes[index:]), tuple(claims))
    return _Behind(publisher, tuple(extras), (), tuple(claims))


def _link_in_text(nodes: list[Inline]) -> Headline:
    """Read `title [[code]](url)` or `发布 [Lite](url) 新版`: the title is all but trailing notes."""
    extras: list[Link] = []
    while nodes and is_link(last := nodes[-1]) and plain((last,)).startswith("["):
        extras.insert(0, last)
        nodes.pop()
        if nodes and is_text(nodes[-1]) and not nodes[-1].text.strip():
            nodes.pop()
    links = links_of(nodes)
    url = links[0].url if links else None
    others = [link for link in links[1:] if link.url != url or images_of(link.children)]
    again = tuple([Claim("again", shown=plain(unbracketed(link))) for link in others])
    return Headline(plain(nodes), url, extras=(*others, *extras), claims=again)


def unbracketed(link: Link) -> Inlines:
    """Take the brackets off `[[code]](url)`: they only made the link look like a button."""
    text = plain(link.children)
    bare = text.strip("[]【】 ")
    return (Text(bare),) if bare and bare != text else link.children


def _without_link(nodes: list[Inline], profile: Profile) -> Headline:
    """Read a title that is no link: never linked, broken markup, or its link lost by a dump."""
    title = plain(nodes)
    if title.startswith("[") and "]" not in title:
        return Headline(title[1:].strip(" |丨｜") or title, broken=True)
    notes: list[str] = []
    while len(notes) < _MAX_TAGS and (match := profile.title_note.search(title)) and match.start():
        if title[: match.start()].endswith(_BARS):
            break  # `| 某某解读` is a publisher
        notes.insert(0, match[1].strip("[] "))
        title = title[: match.start()]
    whole = _TAG.fullmatch(title) if "[" in title else None
    return Headline(whole[1] if whole else title, notes=tuple(notes))
