"""Blocks -> sections with their items, by the patterns of a profile."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.inlines import join_hard, visible
from issue_normalizer.interpret.arrange import Arranged, contents_of
from issue_normalizer.interpret.claimed import (
    Claimed,
    Role,
    Sections,
    by_patterns,
    claim_lines,
    lowest_heading,
    value_of,
)
from issue_normalizer.interpret.colophon import colophon_start
from issue_normalizer.interpret.contents import Contents, Drafts
from issue_normalizer.interpret.item import Draft
from issue_normalizer.interpret.more_links import with_more_links
from issue_normalizer.interpret.outline import Part, TitledDocument
from issue_normalizer.interpret.pattern_item import add_match, draft_of
from issue_normalizer.interpret.places import BlockPlace, lines_of
from issue_normalizer.interpret.tail import Tail
from issue_normalizer.profiles import Patterns, Profile
from issue_normalizer.profiles.lines import MarkedLine
from issue_normalizer.profiles.patterns import Match
from issue_normalizer.tree import (
    Block,
    Blocks,
    Heading,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Quote,
    Styled,
    Text,
)


def arrange_by_patterns(head: TitledDocument, profile: Profile) -> Arranged:
    """Read what stands below an issue's title as its profile's patterns tell."""
    places, lines = lines_of(head.blocks)
    builder = _Builder(lines, claims_of(lines, places, profile.patterns), profile)
    builder.walk(places)
    return _placed(builder, head.lead, profile)


def claims_of(
    lines: Sequence[MarkedLine], places: Sequence[BlockPlace], patterns: Patterns
) -> list[Claimed | None]:
    """Say for each line what claims it: sections are those of headings where no pattern tells them."""
    sections = by_patterns(lines, patterns)
    if patterns.sections is None:
        sections = _by_structure(lines, claim_lines(lines, places, patterns, lambda _at, _bare: None))
    return claim_lines(lines, places, patterns, sections)


def _placed(builder: _Builder, above: Blocks, profile: Profile) -> Arranged:
    """Give all blocks in their places: what a section is read as decides."""
    blocks: dict[Role, list[Block]] = {"lead": [*above, *builder.lead], "colophon": [], "archive": []}
    sections: list[tuple[Part, Contents]] = []
    claims: list[Claim] = []
    for section in builder.sections:
        contents = section.finished()
        part = Part(section.heading, contents.intro, section.line)
        if section.is_needless:
            continue
        if section.is_own:
            claims.append(Claim("heading", shown=profile.canonical.items))
        if section.role in blocks:
            if section.role == "archive":
                claims.append(Claim("heading", visible(part.heading)))
            else:
                blocks[section.role].append(Paragraph((Styled("strong", part.heading),), part.line))
            blocks[section.role] += contents.intro
        elif profile.patterns.items is None and section.role == "items":
            sections.append((part, contents_of(part, profile)))
        else:
            sections.append((part, with_more_links(contents)))
    ending = _take_colophon(sections, profile)
    tail = Tail(tuple(blocks["archive"]), (*ending, *blocks["colophon"]), is_moved=True)
    return Arranged(tuple(blocks["lead"]), tuple(sections), tail, tuple(claims))


def _take_colophon(sections: list[tuple[Part, Contents]], profile: Profile) -> Blocks:
    """Take the colophon off the text that ends the last section, where it has no heading."""
    if not sections:
        return ()
    part, contents = sections[-1]
    drafts = contents.drafts
    text = contents.outro or (drafts[-1].blocks if drafts else contents.intro)
    start = colophon_start(text, profile)
    if start is None:
        return ()
    if contents.outro:
        contents = replace(contents, outro=text[:start])
    elif drafts:
        contents = replace(contents, drafts=(*drafts[:-1], replace(drafts[-1], blocks=text[:start])))
    else:
        contents = replace(contents, intro=text[:start])
    sections[-1] = part, contents
    return text[start:]


def _by_structure(lines: Sequence[MarkedLine], claims: Sequence[Claimed | None]) -> Sections:
    """Give the sections that headings tell: those of the highest level, and those right above items."""
    free = [at for at, line in enumerate(lines) if line.mark == "heading" and claims[at] is None]
    top = min((lines[at].level for at in free), default=0)
    starts: dict[int, Match] = {}
    items = [at for at, claimed in enumerate(claims) if claimed is not None and claimed.kind == "item"]
    for at, following in zip(free, [*free[1:], len(lines)], strict=True):
        if lines[at].level == top or any(at < item < following for item in items):
            starts[at] = Match(1, (("section", lines[at].nodes),), (), ())
    return lambda at, bare: None if bare else starts.get(at)


class _Section:
    """A section while it is read. `heading` is () where the issue has none for it."""

    def __init__(self, heading: Inlines, line: int, role: Role, *, is_again: bool = False) -> None:
        self.heading = heading
        self.line = line
        self.role = role
        self.is_own = not line  # the issue has no heading for it
        self.is_again = is_again  # it goes on behind an entry that was a section of its own
        self.drafts = Drafts()
        self.text: list[Block] = []  # behind a heading that no pattern claims: it ends the item above
        self.is_ended = False

    def start(self, draft: Draft) -> None:
        """Begin an item; text behind the one above, that ended it, stays where it stands."""
        for block in self.text:
            self.drafts.add(block)
        self.text = []
        self.is_ended = False
        self.drafts.start(draft)

    def add(self, block: Block) -> None:
        if self.is_ended:
            self.text.append(block)
        else:
            self.drafts.add(block)

    def end_item(self) -> None:
        self.is_ended = bool(self.drafts.started)

    def finished(self) -> Contents:
        return Contents(tuple(self.drafts.intro), tuple(self.drafts.finished()), tuple(self.text))

    @property
    def is_needless(self) -> bool:
        return self.is_again and not (self.drafts.started or self.drafts.intro or self.text)


class _Builder:
    """Puts lines that are claimed, and the blocks between them, in their places."""

    def __init__(
        self, lines: Sequence[MarkedLine], claims: Sequence[Claimed | None], profile: Profile
    ) -> None:
        self._lines = lines
        self._claims = claims
        self._lowest = lowest_heading(profile.patterns)
        self._items = profile.canonical.items
        self._taken = [False] * len(lines)
        for at, claimed in enumerate(claims):
            for taken in range(at, at + (claimed.found.lines if claimed else 0)):
                self._taken[taken] = True
        self.lead: list[Block] = []
        self.sections: list[_Section] = []

    def walk(self, places: Sequence[BlockPlace]) -> None:
        """Put blocks in their places."""
        for place in places:
            block = place.block
            if not self._is_touched(place):
                self._add(block)
            elif type(block) is List:
                self._walk_list(place, block)
            elif type(block) is Quote:
                self._walk_quote(place, block)
            else:
                self._walk_lines(place)

    def _is_touched(self, place: BlockPlace) -> bool:
        return any(self._taken[place.start : place.end])

    def _walk_lines(self, place: BlockPlace) -> None:
        """Walk the lines of a heading or paragraph; those that nothing claims stay one paragraph."""
        free: list[Inlines] = []
        for at in range(place.start, place.end):
            if not self._taken[at]:
                free.append(self._lines[at].nodes)
                continue
            self._add_lines(free, place)
            free = []
            if claimed := self._claims[at]:
                self._put(claimed, at)
        self._add_lines(free, place)

    def _add_lines(self, lines: Sequence[Inlines], place: BlockPlace) -> None:
        if lines:
            self._add(Paragraph(join_hard(lines), self._lines[place.start].line))

    def _walk_list(self, place: BlockPlace, block: List) -> None:
        """Walk a list of which something is claimed; beside items, its other entries are untitled ones."""
        firsts = [self._first_claim(entry[0]) for entry in place.inner]
        holds_items = any(claimed is not None and claimed.kind == "item" for claimed in firsts)
        for entry, inner, claimed in zip(block.items, place.inner, firsts, strict=True):
            if claimed is not None and claimed.kind == "section":
                around = self.sections[-1] if self.sections else None
                self.walk(inner)
                self._close(around)
            elif claimed is not None or any(self._taken[inner[0].start : inner[0].end][:1]):
                self.walk(inner)
            elif not any(map(self._is_touched, inner)):
                self._entry(entry, entry.blocks, is_item=holds_items)
            else:
                self._entry(entry, (inner[0].block,), is_item=holds_items)
                self.walk(inner[1:])

    def _first_claim(self, place: BlockPlace) -> Claimed | None:
        """Give what claims the first line of a place; code and tables have none."""
        return self._claims[place.start] if place.start < place.end else None

    def _entry(self, entry: ListItem, blocks: Blocks, *, is_item: bool) -> None:
        if is_item:
            self._section().start(Draft((), blocks, entry.line, titled=False))
        else:
            self._add(List((replace(entry, blocks=blocks),), None, entry.line))

    def _walk_quote(self, place: BlockPlace, block: Quote) -> None:
        for inner in place.inner[0]:
            if self._is_touched(inner):
                self.walk((inner,))
            else:
                self._add(Quote((inner.block,), block.line))

    def _put(self, claimed: Claimed, at: int) -> None:
        line = self._lines[at].line
        if claimed.kind == "section":
            self.sections.append(_Section(value_of(claimed.found, "section"), line, claimed.role))
        elif claimed.kind == "item":
            lines = self._lines[at : at + claimed.found.lines]
            self._section().start(draft_of(claimed.found, lines))
        else:
            drafts = self._section().drafts
            drafts.started[-1] = add_match(drafts.started[-1], claimed.found, line)
            if text := value_of(claimed.found, "summary"):
                drafts.add(Paragraph(text, line))

    def _add(self, block: Block) -> None:
        """Add what nothing claims: to the item above, the intro, the outro, or the lead."""
        if not self.sections:
            self.lead.append(block)
            return
        section = self._section()
        if type(block) is Heading and block.level <= self._lowest and section.role == "items":
            section.end_item()
            if section.is_ended:
                block = Paragraph((Styled("strong", block.children),), block.line)
        section.add(block)

    def _section(self) -> _Section:
        """Give the section that goes on here; one around an entry's goes on under the same title."""
        if not self.sections:
            self.sections.append(_Section((Text(self._items),), 0, "items"))
        return self.sections[-1]

    def _close(self, around: _Section | None) -> None:
        """End the section of an entry."""
        if around is not None:
            self.sections.append(_Section(around.heading, around.line, around.role, is_again=True))
