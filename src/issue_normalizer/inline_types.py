"""Tells inline nodes apart.

The innermost loops ask this. Compiled, these functions know the classes; elsewhere, the name of a class that
is not compiled is looked up each time, which takes four times as long as the question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from issue_normalizer.tree import Break, Code, Image, Inline, Link, Styled, Text

if TYPE_CHECKING:
    from typing_extensions import TypeIs

_TEXT: Final = Text
_CODE: Final = Code
_STYLED: Final = Styled
_LINK: Final = Link
_IMAGE: Final = Image
_BREAK: Final = Break


def is_text(node: Inline | None) -> TypeIs[Text]:
    """Tell whether a node is running text."""
    return type(node) is _TEXT


def is_link(node: Inline | None) -> TypeIs[Link]:
    """Tell whether a node is a link."""
    return type(node) is _LINK


def is_styled(node: Inline | None) -> TypeIs[Styled]:
    """Tell whether a node is emphasis or the like."""
    return type(node) is _STYLED


def is_image(node: Inline | None) -> TypeIs[Image]:
    """Tell whether a node is an image."""
    return type(node) is _IMAGE


def is_break(node: Inline | None) -> TypeIs[Break]:
    """Tell whether a node is a line break, hard or soft."""
    return type(node) is _BREAK


def has_text(node: Inline | None) -> TypeIs[Text | Code]:
    """Tell whether a node is characters: running text or a code span."""
    kind = type(node)
    return kind is _TEXT or kind is _CODE


def has_children(node: Inline | None) -> TypeIs[Styled | Link]:
    """Tell whether a node is around others."""
    kind = type(node)
    return kind is _STYLED or kind is _LINK
