"""The first line of an item in a newsletter that no profile knows -> what it says.

A line that begins with a link, or with bold words, has a title; signs and short brackets before it are tags.
All else is running text.
"""

from __future__ import annotations

import re
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.claims import AUTHOR_WORDS, Claim
from issue_normalizer.inline_types import is_break, is_image, is_link, is_styled, is_text
from issue_normalizer.inlines import has_break, images_of, links_of, plain, visible
from issue_normalizer.interpret.derive import arxiv_id
from issue_normalizer.interpret.headline import Headline, read_headline
from issue_normalizer.interpret.outline import described
from issue_normalizer.profiles import Profile
from issue_normalizer.profiles.atoms import atoms_of, nodes_between
from issue_normalizer.profiles.spans import ends_of_tags, is_picture, may_begin_with_tag
from issue_normalizer.text import collapse
from issue_normalizer.tidy import tidy
from issue_normalizer.tree import Image, Inline, Inlines, Link, Styled, Text

# `line`: a link that is all of the line; `lead`: one that text follows; `bold`: bold words.
Form: TypeAlias = Literal["line", "lead", "bold"]

_MAX_BOLD: Final = 150
_MAX_NAME: Final = 40
_PAIR: Final = 2  # nodes: a word and a link
_SEPARATOR: Final = re.compile(r"\s*(——|[-–—]+(?=\s)|[:,.;|](?!\w)|[：，、。；｜])\s*")
_COLON: Final = re.compile(r"\s*[:：]\s*\Z")
# Words of what a link leads to, which are part of no person's name.
_NO_NAMES: Final = frozenset(
    "article articles blog book case code course demo docs guide help hot how interview job link list more"
    " news note notes paper podcast post project quick read reading release repo report slides source study"
    " take talk the tip tool tutorial video watch what why".split()
)
_NAMED: Final = re.compile(r"\s*(\S.*?)\s*[:：]\s*")
_OPENING, _CLOSING = "【《「『〈", "】》」』〉"
_MARKS: Final = "▋▌▍■◆●▶"
_ENDS: Final = (".", "!", "?", "。", "！", "？", "…")
_AUTHOR: Final = re.compile(rf"\s*({'|'.join(AUTHOR_WORDS)})\s+(\S.*?)\.?\s*\Z")
_NAME: Final = re.compile(
    r"(?:[^\W\d_a-zа-я]|@)[\w.'’&@-]*,?|&|and|und|et|y|e|i|и|en|de|del|van|von|der|den|la|le|da|di|do"
)


class FirstLine(Struct, frozen=True, gc=False):
    """What the first line of an item says, and by what it is one."""

    form: Form
    head: Headline


def read_first_line(line: Inlines, profile: Profile) -> FirstLine | None:
    """Read a line that begins with a link or bold words; None for running text."""
    tags, rest, brackets = take_tags(line)
    found = _read(rest, profile) if rest else None
    if found is None or not found.head.title:
        return None
    arxiv = next((number for tag in tags if (number := arxiv_id(tag))), None)
    told = tuple([tag for tag in tags if not arxiv_id(tag)])
    claims = (*found.head.claims, *brackets)
    return replace(
        found, head=replace(found.head, tags=(*told, *found.head.tags), arxiv=arxiv, claims=claims)
    )


def take_tags(nodes: Inlines) -> tuple[list[str], Inlines, tuple[Claim, ...]]:
    """Take signs and short brackets off the start of a line, where something is left behind them.

    Must fire: `✅ [甲](…)`, `(Easy) [甲](…)`, `【推荐】[甲](…)`. Must not: `(甲)` alone, `→ [甲](…)`.
    """
    first = nodes[0] if nodes else None
    if not is_text(first) or not may_begin_with_tag(first.text):
        return [], nodes, ()
    atoms = atoms_of(nodes)
    end = ends_of_tags(atoms, 0)[-1]
    text = "".join([atom.text for atom in atoms[:end]])
    if first.text.startswith(text):  # the breaks behind stay
        rest = tidy((Text(first.text[len(text) :]), *nodes[1:]))
    else:
        rest = nodes_between(atoms, end, len(atoms))
    if not end or not plain(rest):
        return [], nodes, ()
    from issue_normalizer.interpret.pattern_item import tags_of

    if any(map(is_picture, set(text) & set(plain(rest)))):
        return [], nodes, ()  # `🎉 [甲](…) 🎉`: the signs adorn the line
    brackets = tuple([Claim("sign", char) for char in text if char in "()（）【】"])
    return tags_of(collapse(text)), rest, brackets


def _read(nodes: Inlines, profile: Profile) -> FirstLine | None:
    first, after = nodes[0], nodes[1:]
    if named := _read_named(nodes, profile):
        return named
    if inner := _without_brackets(nodes):
        found = _read_link(inner[0], inner[1:], profile) if is_link(inner[0]) else None
        signs = tuple([Claim("sign", plain((node,)).strip()[:1]) for node in (nodes[0], nodes[2])])
        return found and replace(found, head=replace(found.head, claims=(*found.head.claims, *signs)))
    if is_image(first) and after:
        found = _read(after, profile)  # a picture beside the title
        return found and replace(found, head=_with_picture(found.head, first))
    if is_text(first) and not any(map(str.isalnum, first.text)) and after:
        found = _read(after, profile)  # a sign that is no tag stays with the title
        sign = first.text.strip()
        return found and replace(found, head=replace(found.head, title=f"{sign} {found.head.title}".strip()))
    if is_styled(first) and is_link(first.children[0]) and _is_link(first):
        first, after = first.children[0], (*first.children[1:], *after)
    if is_link(first):
        return _read_link(first, after, profile)
    if is_styled(first) and first.kind == "strong":
        return _read_bold(first, after, profile)
    return None


def _with_picture(head: Headline, image: Image) -> Headline:
    return replace(head, images=(image, *head.images), claims=(*head.claims, *described((image,))))


def _without_brackets(nodes: Inlines) -> Inlines:
    """Take the brackets off a link that a line begins with: `【[甲](…)】乙`; nothing where there are none."""
    if len(nodes) < 3 or not is_text(nodes[0]) or not is_text(nodes[2]):
        return ()
    at = _OPENING.find(nodes[0].text.strip() or " ")
    after = nodes[2].text.lstrip()
    if at < 0 or not is_link(nodes[1]) or after[:1] != _CLOSING[at]:
        return ()
    return (nodes[1], *tidy((Text(after[1:]), *nodes[3:])))


def _read_named(nodes: Inlines, profile: Profile) -> FirstLine | None:
    """Read a link behind the name of who wrote what it leads to, where that is all of the line.

    Must fire: `Ann Reed: [甲](…)`, `@ann: [甲](…)`. Must not: `Docs: [甲](…)`, `Release Notes: [甲](…)`.
    """
    match = _NAMED.fullmatch(nodes[0].text) if len(nodes) == 2 and is_text(nodes[0]) else None
    if match is None or len(match[1]) > _MAX_NAME or not is_name(match[1]):
        return None
    words = match[1].casefold().split()
    if (match[1][0] != "@" and len(words) < 2) or not _NO_NAMES.isdisjoint(words):
        return None
    if not is_link(nodes[1]):
        return None
    found = _read_link(nodes[1], (), profile)
    return found and replace(found, head=replace(found.head, publisher=match[1]))


def _is_link(node: Styled) -> bool:
    first = node.children[0]
    return is_link(first) and all(
        is_text(one) and not any(map(str.isalnum, one.text)) for one in node.children[1:]
    )


def _read_link(link: Link, after: Inlines, profile: Profile) -> FirstLine | None:
    if link.url.startswith("#") or not any(map(str.isalnum, visible((link,)))):
        return None
    head = read_headline((link,), profile, whole=True)
    publisher, after, claims = _take_author(after)
    extras: tuple[Link, ...] = ()
    author = _linked_author(after) if publisher is None else None
    if author is not None:
        publisher = plain((author,))
        claims = (Claim("author", plain(after[:1]).strip()), Claim("address", shown=author.url))
        extras = (Link(author.url, (Text(author.url),)),)
        after = after[_PAIR:]
    ends = not any(not (is_text(node) or is_break(node)) or node_text(node) for node in after)
    if publisher is None and _is_tail(after):
        behind = read_headline((link, *after), profile, whole=True)
        return FirstLine("line", replace(behind, tags=head.tags, title=head.title))
    said, rest = _after_separator(after)
    claims = (*head.claims, *claims, *said)
    head = replace(head, publisher=publisher, rest=rest, extras=(*head.extras, *extras), claims=claims)
    return FirstLine("line" if ends or publisher else "lead", head)


def node_text(node: Inline) -> str:
    """Give the visible text of a node, blanks at its ends off."""
    return node.text.strip() if is_text(node) else plain((node,))


def _is_tail(nodes: Inlines) -> bool:
    """Tell whether what follows a title is a publisher behind a bar, or further links and nothing else."""
    texts = [node.text.strip() for node in nodes if is_text(node) and node.text.strip()]
    if has_break(nodes) or not all((is_text(node) or is_link(node)) for node in nodes):
        return False
    if any(is_link(node) for node in nodes):
        return all(not any(map(str.isalnum, text)) for text in texts)
    return len(texts) == 1 and texts[0][0] in "|丨｜" and len(texts[0]) <= _MAX_NAME


def _take_author(nodes: Inlines) -> tuple[str | None, Inlines, tuple[Claim, ...]]:
    """Take `by NAME` off what follows a title, if it goes on to the line's end.

    Must fire: `by Ann Reed`, `von Bo Fen`, `by [Ann](…)`. Must not: `by clicking here`, `by Ann, who knows`.
    """
    if not nodes or not is_text(nodes[0]):
        return None, nodes, ()
    match = _AUTHOR.match(nodes[0].text)
    ends = len(nodes) == 1 or is_break(nodes[1])
    if match is None or not ends or len(match[2]) > _MAX_NAME or not is_name(match[2]):
        return None, nodes, ()
    stop = (Claim("sign", "."),) if match[0].rstrip().endswith(".") else ()
    return match[2], nodes[1:], (Claim("author", match[1]), *stop)


def _linked_author(nodes: Inlines) -> Link | None:
    """Give the link that is who wrote something, where it ends the line: `by [Ann](…)`, `by [@ann](…)`."""
    count = len(nodes)
    first, last = (nodes[0], nodes[-1]) if count == _PAIR else (None, None)
    if not is_text(first) or not is_link(last):
        return None
    name = plain((last,))
    named = 0 < len(name) <= _MAX_NAME and is_name(name)
    return last if first.text.strip() in AUTHOR_WORDS and named else None


def is_name(text: str) -> bool:
    """Tell whether a text is names: words that begin with a capital, a few small ones between them."""
    words = text.split()
    begins = words[0][0] == "@" or words[0][0] != words[0][0].lower() or not words[0][0].isascii()
    return begins and all(map(_NAME.fullmatch, words))


def _read_bold(bold: Styled, after: Inlines, profile: Profile) -> FirstLine | None:
    """Read bold words as a title, or as the name of who wrote what is linked behind them.

    Must fire: `**甲：** 乙`, `**甲**：乙`, `**Frogs.** Text`, `**甲** ([link](…))`. Must not:
    `**甲** 和乙都好。`
    """
    text = plain((bold,))
    said, rest = _after_separator(after)
    has_colon = _COLON.search(text) is not None or any(claim.taken in ":：" for claim in said)
    has_end = text.endswith(_ENDS) or not plain(after) or is_break(after[0]) or _is_bracketed(after)
    if not 0 < len(text) <= _MAX_BOLD or not (_COLON.search(text) or has_end or said):
        return None
    title = _COLON.sub("", text)
    if not any(map(str.isalnum, title)):
        return None
    if title != text:
        said = (*said, Claim("sign", text[len(title) :].strip()))
    if title[0] in _MARKS:
        said = (*said, Claim("sign", title[0]))
        title = title[1:].lstrip()
    images = tuple(images_of((bold,)))
    said = (*said, *described((bold,)))
    if has_colon and len(title) <= _MAX_NAME and not links_of((bold,)) and rest and is_link(rest[0]):
        found = _read_link(rest[0], rest[1:], profile)
        if found is not None and found.form == "line" and found.head.publisher is None:
            claims, images = (*found.head.claims, *said), (*images, *found.head.images)
            return FirstLine("line", replace(found.head, publisher=title, images=images, claims=claims))
    links = links_of((bold,))
    url = next((link.url for link in links if not link.url.startswith("#")), None)
    extras = tuple([link for link in links[1:] if link.url != url])
    again = tuple([Claim("again", shown=plain(link.children)) for link in extras])
    claims = (*said, *again)
    return FirstLine("bold", Headline(title, url, extras=extras, images=images, rest=rest, claims=claims))


def _is_bracketed(nodes: Inlines) -> bool:
    """Tell whether all that is left of a line is a link in brackets: `**甲** ([link](…))`."""
    line = nodes[: next((at for at, node in enumerate(nodes) if is_break(node)), len(nodes))]
    if len(line) != 3 or not is_link(line[1]):
        return False
    return plain((line[0], line[2])).replace(" ", "") in ("()", "（）", "[]")


def _after_separator(nodes: Inlines) -> tuple[tuple[Claim, ...], Inlines]:
    """Take the sign off that parts a title from the text behind it."""
    is_below = len(nodes) > 1 and is_break(nodes[0])
    if is_below and is_text(below := nodes[1]) and below.text.startswith(": "):
        nodes = nodes[1:]  # a definition
    first = nodes[0] if nodes else None
    match = _SEPARATOR.match(first.text) if is_text(first) else None
    if not match or not is_text(first):
        return (), _without_break(tidy(nodes))
    claims = tuple([Claim("sign", sign) for sign in match[1]])
    return claims, _without_break(tidy((Text(first.text[match.end() :]), *nodes[1:])))


def _without_break(nodes: Inlines) -> Inlines:
    return tidy(nodes[1:]) if nodes and is_break(nodes[0]) else nodes
