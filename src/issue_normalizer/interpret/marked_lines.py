"""Lines that look like headings and are paragraphs: bold words, a name in brackets or behind a sign."""

from __future__ import annotations

from typing import Final

from issue_normalizer.inline_types import is_styled, is_text
from issue_normalizer.inlines import links_of
from issue_normalizer.patterns import rare
from issue_normalizer.tree import Block, Paragraph

_MARKED: Final = rare(
    r"\s*(?:[【〖[［][^【】〖〗\[\]［］]{1,24}[】〗\]］]|[◆◇■□●★☆✦▶▍▌※]\s*[^\s◆◇■□●★☆✦▶▍▌※].{0,40})\s*"
)


def is_marked_line(block: Block) -> bool:
    """Tell whether a paragraph is but bold words, or a name in brackets or behind a sign: `◆ 文章`."""
    if type(block) is not Paragraph or len(block.children) != 1:
        return False
    only = block.children[0]
    return _MARKED.fullmatch(only.text) is not None if is_text(only) else is_bold_line(block)


def is_bold_line(block: Block) -> bool:
    """Tell whether a paragraph is bold words without a link, and nothing else."""
    only = block.children[0] if type(block) is Paragraph and len(block.children) == 1 else None
    return is_styled(only) and only.kind == "strong" and not links_of((only,))
