"""Items of a section in a newsletter that no profile knows, told by structure alone.

Headings that are items come first, then numbered paragraphs, then paragraphs and lists that a link or bold
words lead. Where nothing leads, the entries of the last list of bullets are items of running text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from issue_normalizer.blocks import contents_of
from issue_normalizer.inline_types import is_styled
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.bullet_items import by_bullets
from issue_normalizer.interpret.contents import Contents, Drafts, is_bullets
from issue_normalizer.interpret.entries import (
    drafts_of_list,
    is_address_line,
    is_item_list,
    with_address_below,
)
from issue_normalizer.interpret.evidence import MANY, Evidence, begins
from issue_normalizer.interpret.heading_items import as_text, by_headings
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.lead_ins import share_out
from issue_normalizer.interpret.lists import is_list_of_links, lists_titles
from issue_normalizer.interpret.marked_lines import is_bold_line
from issue_normalizer.interpret.outline import lowest_level, split_at_headings, without_rules
from issue_normalizer.interpret.paragraph_items import (
    bullets_of,
    is_label,
    number_of,
    read_run_in,
    split_led_lines,
    split_numbers,
    start_of,
)
from issue_normalizer.interpret.table_items import drafts_of_table
from issue_normalizer.profiles import Profile
from issue_normalizer.tree import Block, Blocks, List, Paragraph, Quote

_SEVERAL: Final = 2
_STOPS: Final = ".!…"
_DASHES: Final = ("—", "–", "-", "―")
_ASKS: Final = "?？؟"


def by_structure(blocks: Blocks, profile: Profile, evidence: Evidence) -> Contents:
    """Tell the items of a section from the text around them."""
    if (level := lowest_level(blocks)) and (told := _before_quotes(blocks, level)):
        inner = by_structure(told, profile, evidence)
        if inner.drafts:
            return replace(inner, outro=(*inner.outro, *as_text(blocks[len(told) :])))
    if level:
        contents = by_headings(blocks, profile, evidence)
        intro = contents.intro
        before = _by_leads(intro, profile, evidence)
        if before is None and intro and is_bullets(intro[0]) and not evidence.lists_are_minor:
            before = by_bullets(intro)
        if before is None or not before.drafts or before.outro or not contents.drafts:
            return contents
        return replace(contents, intro=before.intro, drafts=(*before.drafts, *contents.drafts))
    if numbered := _by_numbers(blocks, profile, evidence):
        return numbered
    if found := _by_leads(blocks, profile, evidence) or _by_run_ins(blocks) or _by_ways_on(blocks, evidence):
        return found
    return Contents(blocks, (), ()) if evidence.lists_are_minor else by_bullets(blocks)


def _before_quotes(blocks: Blocks, level: int) -> Blocks:
    """Give what stands before a last heading above quotes alone: `### Quote of the week`; () for any others.

    Must not: a quote with a link in it, several such headings, one with nothing before it.
    """
    before, groups = split_at_headings(blocks, level)
    is_quotes = len(groups) == 1 and all(
        inner
        and isinstance(inner[0], Quote)
        and len(inner) <= _SEVERAL
        and all(plain(block.children)[:1] in _DASHES for block in inner[1:] if isinstance(block, Paragraph))
        and not any(links_of(nodes) for nodes in (head.children, *contents_of(inner)))
        for head, inner in groups
    )
    return before if is_quotes else ()


def last_number(contents: Contents) -> int:
    """Give the running number of a section's last item; 0 where there is none."""
    return number_of(contents.drafts[-1]) if contents.drafts else 0


def _by_numbers(blocks: Blocks, profile: Profile, evidence: Evidence) -> Contents | None:
    """Items as numbered paragraphs."""
    numbered = split_numbers(blocks, evidence.after, profile)
    if numbered is None:
        return None
    before, rest = numbered
    drafts = Drafts()
    for one in rest:
        if isinstance(one, Draft):
            drafts.start(one)
        else:
            drafts.add(one)
    return Contents(tuple(before), tuple(map(with_address_below, drafts.finished())), ())


def _by_leads(blocks: Blocks, profile: Profile, evidence: Evidence) -> Contents | None:
    """Items as paragraphs and lists that a link or bold words lead, and as rows of tables."""
    blocks = tuple(piece for block in blocks for piece in split_led_lines(bullets_of(block), profile))
    starts = _starts(blocks, profile, evidence)
    lists = _item_lists(blocks, profile, evidence, beside_others=bool(starts))
    tables = {at: rows for at, block in enumerate(blocks) if (rows := drafts_of_table(block, profile))}
    last = max((*starts, *lists, *tables), default=0)
    end = last + 1 if last in tables else len(blocks)  # a row is whole: what stands below is none of its text
    drafts = Drafts()
    for at, block in enumerate(blocks[:end]):
        if at in tables:
            drafts.start_all(tables[at])
        elif at in lists and isinstance(block, List):
            drafts.start_all(drafts_of_list(block, profile))
        elif at in starts and (started := start_of(block, profile)):
            drafts.start(started.draft)
        elif at in starts:  # a sentence above its address
            drafts.start(Draft((), (block,), block.line, titled=False))
        else:
            drafts.add(block)
    found = tuple(map(with_address_below, drafts.finished()))
    bullets = all(is_bullets(block) for at in lists if isinstance(block := blocks[at], List))
    if not found or (not found[0].titled and not bullets):
        return None  # numbers of a running list are text
    intro, shared = share_out(without_rules(drafts.intro), found, lines=True)
    return Contents(intro, tuple(shared), without_rules(blocks[end:]))


def _by_run_ins(blocks: Blocks) -> Contents | None:
    """Items as paragraphs that a title in bold words begins, where the first does, and half of all."""
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph) or not is_styled(first.children[0]):
        return None
    heads = [read_run_in(block) for block in blocks]
    count = sum(head is not None for head in heads)
    if count < _SEVERAL or heads[0] is None or count * 2 < len(blocks):
        return None
    drafts = Drafts()
    for block, head in zip(blocks, heads, strict=True):
        if head is not None and isinstance(block, Paragraph):
            drafts.start(Draft(block.children[:1], (), block.line, head=head))
        else:
            drafts.add(block)
    return Contents((), tuple(drafts.finished()), ())


def _by_ways_on(blocks: Blocks, evidence: Evidence) -> Contents | None:
    """Items of running text as paragraphs, where each of several ends in a link that leads on: `[more](…)`.

    One alone is an item, too, where its link says what others do. Must not: a text of several paragraphs, of
    which the last leads on.
    """
    from issue_normalizer.interpret.more_links import all_lead_on, has_words

    links = all_lead_on(blocks)
    if len(links) < _SEVERAL and not evidence.repeated.intersection(links):
        return None
    drafts = Drafts()
    for block in blocks:
        if isinstance(block, Paragraph) and has_words(block):
            drafts.start(Draft((), (block,), block.line, titled=False))
        else:
            drafts.add(block)
    return Contents(without_rules(drafts.intro), tuple(drafts.finished()), ())


def _starts(blocks: Blocks, profile: Profile, evidence: Evidence) -> set[int]:
    """Find the paragraphs that begin items, of the kinds in which the issue tells its news."""
    kinds = [begins(blocks, at, profile, evidence.repeated) for at in range(len(blocks))]
    led = sum(map(bool, kinds))
    # An essay may name an address here and there.
    addresses = sum(map(is_address_line, blocks))  # in paragraphs of their own
    is_essay = (kinds.count("text") + kinds.count("address")) * 2 + addresses <= len(kinds)
    found = {
        at
        for at, kind in enumerate(kinds)
        if kind and evidence.tells(kind, led) and not (is_essay and kind == "text")
    }
    if len(found) > 1 and (_is_interview(blocks, found) or _is_essay(blocks, found)):
        return set()
    return found - _below_titles(blocks, kinds)


def _is_interview(blocks: Blocks, starts: set[int]) -> bool:
    """Tell whether items would be questions that are answered below: bold lines, and no link anywhere.

    Must not: one question among other titles, questions above texts with links.
    """
    asked = all(
        isinstance(block := blocks[at], Paragraph)
        and is_bold_line(block)
        and plain(block.children)[-1] in _ASKS
        for at in starts
    )
    return asked and not any(links_of(nodes) for nodes in contents_of(blocks))


def _is_essay(blocks: Blocks, starts: set[int]) -> bool:
    """Tell whether items would be paragraphs of an essay that begin with a bold sentence, and hold no link.

    Must not: `**Frogs are back.** They sing ([more](…)).`, news most of which begin so, bold lines.
    """
    if len(starts) * 2 > len(blocks):
        return False
    firsts = [block.children for at in starts if isinstance(block := blocks[at], Paragraph)]
    return len(firsts) == len(starts) and all(
        len(nodes) > 1
        and is_styled(nodes[0])
        and plain(nodes[:1])[-1:] in _STOPS
        and " " in plain(nodes[:1])
        and not links_of(nodes)
        for nodes in firsts
    )


def _below_titles(blocks: Blocks, kinds: Sequence[str]) -> set[int]:
    """Find the paragraphs that a link begins right below bold lines, one below each: they are their text."""
    titles = [at for at, kind in enumerate(kinds) if kind == "bold" and is_bold_line(blocks[at])]
    below = {at + 1 for at in titles if kinds[at + 1 : at + 2] == ["link"]}
    is_each = len(below) == len(titles) == kinds.count("link")
    return below if is_each and len(titles) > 1 else set()


def _item_lists(blocks: Blocks, profile: Profile, evidence: Evidence, *, beside_others: bool) -> set[int]:
    """Find the lists of items; beside items that are paragraphs, those that are none within one of them."""
    lists = {
        at for at, block in enumerate(blocks) if isinstance(block, List) and is_item_list(block, profile)
    }
    if evidence.lists_are_minor:
        lists = {
            at
            for at in lists
            if isinstance(block := blocks[at], List)
            and (len(block.items) >= MANY or (_is_all(blocks, at) and lists_titles(block, profile)))
        }
    if beside_others:
        return {at for at in lists if _stands_apart(blocks, at, profile)}
    return lists | {
        at for at, block in enumerate(blocks) if lists and is_bullets(block) and _is_linked(block)
    }


def _is_all(blocks: Blocks, at: int) -> bool:
    """Tell whether a section is a list: no more than one paragraph stands before it, no list behind it."""
    above, below = without_rules(blocks[:at]), without_rules(blocks[at + 1 :])
    return len(above) <= 1 and all(isinstance(block, Paragraph) for block in (*above, *below))


def _is_linked(block: Block) -> bool:
    """Tell whether every entry of a list holds a link that leads away, wherever it stands."""
    return isinstance(block, List) and all(
        any(not link.url.startswith("#") for nodes in contents_of(entry.blocks) for link in links_of(nodes))
        for entry in block.items
    )


def _stands_apart(blocks: Blocks, at: int, profile: Profile) -> bool:
    """Tell whether a list is none within the item above it: all links, behind a label or at the end."""
    block = blocks[at]
    behind = without_rules(blocks[at + 1 :])
    announced = at > 0 and is_label(blocks[at - 1], block) and _ends_in_colon(blocks[at - 1])
    return type(block) is List and is_list_of_links(block, profile) and (announced or not behind)


def _ends_in_colon(block: Block) -> bool:
    return type(block) is Paragraph and plain(block.children)[-1:] in (":", "：")
