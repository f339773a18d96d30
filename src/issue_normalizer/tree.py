"""The document tree: what every reader makes and the interpretation reads.

It knows blocks and inlines, nothing of issues. Nodes are immutable. `line` is the line of the
input that a block starts on (1-based, 0 where unknown) and takes no part in comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, final

from msgspec import Struct, field

from issue_normalizer.claims import NOTHING, Intake


@final
class Text(Struct, frozen=True, gc=False):
    """Running text. White space inside is single blanks."""

    text: str


@final
class Code(Struct, frozen=True, gc=False):
    """A code span."""

    text: str


@final
class Styled(Struct, frozen=True, gc=False):
    """Emphasis and the like; `kind` names the HTML element that means the same."""

    kind: Literal["em", "strong", "del", "sub", "sup"]
    children: tuple[Inline, ...]


@final
class Link(Struct, frozen=True, gc=False):
    """A link. An empty `url` is a link whose address was never given: `[text]()`."""

    url: str
    children: tuple[Inline, ...]


@final
class Image(Struct, frozen=True, gc=False):
    """An image with its alternative text."""

    url: str
    alt: str


@final
class Break(Struct, frozen=True, gc=False):
    """A line break inside a paragraph: `hard` ones were asked for, soft ones just happen."""

    hard: bool


Inline: TypeAlias = Text | Code | Styled | Link | Image | Break
Inlines: TypeAlias = tuple[Inline, ...]


@final
class Heading(Struct, frozen=True, gc=False):
    """A heading of level 1 to 6."""

    level: int
    children: Inlines
    line: int = 0


@final
class Paragraph(Struct, frozen=True, gc=False):
    """A paragraph; its `Break`s tell its lines."""

    children: Inlines
    line: int = 0


@final
class ListItem(Struct, frozen=True, gc=False):
    """One entry of a list. `checked` is None where it is no task."""

    blocks: tuple[Block, ...]
    checked: bool | None = None
    line: int = 0


@final
class List(Struct, frozen=True, gc=False):
    """A list; `start` is None for bullets, else the first number."""

    items: tuple[ListItem, ...]
    start: int | None = None
    line: int = 0


@final
class Quote(Struct, frozen=True, gc=False):
    """A block quotation."""

    blocks: tuple[Block, ...]
    line: int = 0


@final
class CodeBlock(Struct, frozen=True, gc=False):
    """Preformatted text without blank lines at its ends; `language` may be empty."""

    text: str
    language: str = ""
    line: int = 0


@final
class Table(Struct, frozen=True, gc=False):
    """A table of inline cells. `rows[0]` is the head; `aligns` has an entry a column."""

    rows: tuple[tuple[Inlines, ...], ...]
    aligns: tuple[Literal["", "left", "center", "right"], ...]
    line: int = 0


@final
class Rule(Struct, frozen=True, gc=False):
    """A thematic break."""

    line: int = 0


Block: TypeAlias = Heading | Paragraph | List | Quote | CodeBlock | Table | Rule
Blocks: TypeAlias = tuple[Block, ...]


class Span(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """Text of the input that is not part of the document, and why."""

    line: int
    text: str
    reason: str


class Candidate(Struct, frozen=True, gc=False):
    """An element of a page that could hold the document, and how much speaks for it."""

    name: str
    line: int
    score: int


class PageFacts(Struct, frozen=True, gc=False):
    """What a page states beside its document; it goes into the report, never into the form."""

    author: str = ""
    site: str = ""
    language: str = ""
    address: str = ""
    license: str = ""


class Document(Struct, frozen=True, gc=False):
    """What a reader gives: the body as blocks, and what was found beside it.

    `metadata` is the front matter (or what stood for it), keys in lower case, values as text.
    `address` is the page's own URL where the page tells it. `dropped` is what the reader left
    out on purpose. `is_dump` marks text from which links and markup were already lost; where it
    `shows_links`, addresses are written out at the end of lines. `is_cut` marks a page that ends before its
    own end.

    `intake` is what the body shows, before and after the reader's changes: against it the account is made.
    `candidates` are the elements of a page that could be the body, the one taken first; `facts` is what it
    states beside it; `unmatched` are selectors of the settings that match nothing on it.
    """

    blocks: Blocks
    metadata: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    dropped: tuple[Span, ...] = ()
    is_dump: bool = False
    shows_links: bool = False
    is_cut: bool = False
    intake: Intake = NOTHING
    candidates: tuple[Candidate, ...] = ()
    facts: PageFacts | None = None
    unmatched: tuple[str, ...] = ()
