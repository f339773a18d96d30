"""The document tree: what every reader makes and the interpretation reads.

It knows blocks and inlines, nothing of issues. Nodes are immutable. `line` is the line of the
input that a block starts on (1-based, 0 where unknown) and takes no part in comparison.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from issue_normalizer.claims import NOTHING, Intake


@dataclass(frozen=True, slots=True)
class Text:
    """Running text. White space inside is single blanks."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code span."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Emphasis and the like; `kind` names the HTML element that means the same."""

    kind: Literal["em", "strong", "del", "sub", "sup"]
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link. An empty `url` is a link whose address was never given: `[text]()`."""

    url: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Image:
    """An image with its alternative text."""

    url: str
    alt: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph: `hard` ones were asked for, soft ones just happen."""

    hard: bool


Inline: TypeAlias = Text | Code | Styled | Link | Image | Break
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    children: Inlines
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; its `Break`s tell its lines."""

    children: Inlines
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One entry of a list. `checked` is None where it is no task."""

    blocks: tuple[Block, ...]
    checked: bool | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class List:
    """A list; `start` is None for bullets, else the first number."""

    items: tuple[ListItem, ...]
    start: int | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple[Block, ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Preformatted text without blank lines at its ends; `language` may be empty."""

    text: str
    language: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of inline cells. `rows[0]` is the head; `aligns` has an entry a column."""

    rows: tuple[tuple[Inlines, ...], ...]
    aligns: tuple[Literal["", "left", "center", "right"], ...]
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    line: int = field(default=0, compare=False)


Block: TypeAlias = Heading | Paragraph | List | Quote | CodeBlock | Table | Rule
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Text of the input that is not part of the document, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader gives: the body as blocks, and what was found beside it.

    `metadata` is the front matter (or what stood for it), keys in lower case, values as text.
    `address` is the page's own URL where the page tells it. `dropped` is what the reader left
    out on purpose. `is_dump` marks text from which links and markup were already lost, `is_cut` a page
    that ends before its own end.

    `intake` is what the body shows, before and after the reader's changes: against it the account is made.
    """

    blocks: Blocks
    metadata: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    dropped: tuple[Span, ...] = ()
    is_dump: bool = False
    is_cut: bool = False
    intake: Intake = NOTHING
