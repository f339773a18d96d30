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


# What stands behind a picture, `💻 Jobs`.
_NAMED: Final = rare(r"\W{1,8}[^\W\d_][^.!?,;:。！？，；：…]{0,40}")
_MOST_WORDS: Final = 6
_PICTURES: Final = "\u2000"  # they stand behind it


def is_marked_line(block: Block) -> bool:
    """Tell whether a paragraph is bold words, or a name in brackets or behind a sign: `◆ 文章`, `💻 Job`."""
    if type(block) is not Paragraph or len(block.children) != 1:
        return False
    only = block.children[0]
    return _is_marked(only.text) if is_text(only) else is_bold_line(block)


def _is_marked(text: str) -> bool:
    if _MARKED.fullmatch(text) is not None:
        return True
    if text[0] < _PICTURES or _NAMED.fullmatch(text) is None or len(text.split()) > _MOST_WORDS:
        return False
    from issue_normalizer.profiles.spans import is_picture

    return is_picture(text[0])


def is_bold_line(block: Block) -> bool:
    """Tell whether a paragraph is bold words without a link, and nothing else."""
    only = block.children[0] if type(block) is Paragraph and len(block.children) == 1 else None
    return is_styled(only) and only.kind == "strong" and not links_of((only,))
