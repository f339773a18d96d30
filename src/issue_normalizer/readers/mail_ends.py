"""What stands below the text of a mail: why it was sent, where its sender lives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from issue_normalizer.days import find_day
from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import ENDS, HEADINGS, LINES, Block
from issue_normalizer.readers.page_text import whole_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NEAR: Final = 15  # blocks at either end, where a mail speaks of itself
_MAX_HOUSE: Final = 120  # bytes of its address
_CLOCK: Final = rare(r"\b\d{1,2}[:.h]\d\d\b|\b\d{1,2} ?[ap]\.?m\b", 2)
# Of the place: `12345`, `1010 AB`, `BS1 4RT`.
_CODE: Final = rare(r"(?<!\d)\d{5,6}(?!\d)|(?<!\d)\d{4} ?[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_HEADS: Final = HEADINGS | {"li"}
_NO_LINES: Final = (LINES - {"p", "td"}) | {"table", "figure", "pre"} | HEADINGS


def is_of_mail(block: Block, index: int, length: int) -> bool:
    """Tell whether a line that speaks as mails do of themselves stands near an end of one.

    Must not fire: a quote; a sentence on such words near the end, which no link is in.
    """
    is_near = index <= _NEAR or (index >= length - _NEAR and block.all_linked > 0)
    return (
        is_near and block.tag not in _HEADS and next(block.element.iterancestors("blockquote"), None) is None
    )


def mail_footer(blocks: list[Block], last: int, found: dict[Element, str]) -> None:
    """Take what stands below a mail's last lines for its footer, down to a heading; an address above, too.

    No button is a last line.
    """
    behind = enumerate(blocks[last + 1 :], last + 1)
    ends = (index for index, block in behind if block.size and found.get(block.element) == "mail")
    below = next(ends, len(blocks))
    if below < len(blocks) and below - 1 > last and _is_address(blocks[below - 1], blocks[below - 2]):
        found[blocks[below - 1].element] = "mail"
    for block in blocks[below:]:
        if block.tag in HEADINGS and block.element not in found:
            break
        if block.size and not block.children and block.element not in found:
            found[block.element] = "mail"


def _is_address(block: Block, above: Block) -> bool:
    """Tell whether a line is an address of a house: words parted by commas, and a code of the place.

    Must not fire: a link, an entry of a list, a sentence, a day and a place, `Ann, editor of no. 48`, what a
    heading or a colon announces.
    """
    if above.tag in HEADINGS or whole_text(above.element)[-1:] in ":：":
        return False
    if block.tag in _NO_LINES or block.children or block.linked or not 0 < block.size <= _MAX_HOUSE:
        return False
    text = whole_text(block.element)
    is_line = text[-1] not in ENDS and ":" not in text and "," in text
    return is_line and _CODE.search(text) is not None and not (find_day(text) or _CLOCK.search(text))
