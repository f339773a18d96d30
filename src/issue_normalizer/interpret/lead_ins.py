"""What stands above the title of an item, and belongs to it: its image, a line with its kind or its day."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import has_break, links_of, plain, visible
from issue_normalizer.interpret.item import Draft
from issue_normalizer.tree import Block, Blocks, Paragraph
from issue_normalizer.urls import is_spelled_out

_MAX_LENGTH: Final = 40
_MOST: Final = 2  # above one title
_STOPS: Final = ".!?,;:。！？，；：…"


def lead_in(block: Block) -> str | None:
    """Tell what may stand above the heading of an item: an `image`, or a `line` with its kind or its day.

    An address is none: it leads to what the item is about.
    """
    if type(block) is not Paragraph or has_break(block.children):
        return None
    if any(is_spelled_out(link.url, plain(link.children)) for link in links_of(block.children)):
        return None
    text = visible(block.children)
    if not text:
        return "image"
    return "line" if len(text) <= _MAX_LENGTH and text[-1] not in _STOPS else None


def with_lead_ins(draft: Draft, above: Blocks) -> Draft:
    """Put what stands above the heading of an item at the start of its text."""
    moved = [visible(block.children) for block in above if type(block) is Paragraph]
    claims = (Claim("moved", text, text) for text in moved if text)
    return replace(draft, blocks=(*above, *draft.blocks), claims=(*draft.claims, *claims))


def share_out(intro: Blocks, drafts: Sequence[Draft], *, lines: bool) -> tuple[Blocks, list[Draft]]:
    """Give items the images above their titles, and with `lines` such lines, too: as in a page made of cards.

    Must fire: image, `### 甲`, text, image, `### 乙`, text. Must not where the last item ends in one too:
    they stand below the text then.
    """
    form = _form_of_end(intro, lines=lines)
    size = len(form)
    ends = [_form_of_end(draft.blocks, lines=lines)[-size:] == form for draft in drafts]
    if not form or len(drafts) < 2 or ends[-1] or not all(ends[:-1]):
        return intro, list(drafts)
    above = [intro, *(draft.blocks for draft in drafts[:-1])]
    own = [*(replace(draft, blocks=draft.blocks[:-size]) for draft in drafts[:-1]), drafts[-1]]
    moved = [with_lead_ins(draft, blocks[-size:]) for draft, blocks in zip(own, above, strict=True)]
    return intro[:-size], moved


def _form_of_end(blocks: Blocks, *, lines: bool) -> tuple[str, ...]:
    """Tell which lead-ins blocks end in."""
    found = takewhile(bool, map(lead_in, blocks[: -_MOST - 1 : -1]))
    forms = takewhile(lambda form: lines or form == "image", found)
    return tuple(form for form in forms if form)[::-1]
