"""Document -> issue: the one step that gives the tree its meaning."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.blocks import contents_of, dropped_images, text_of
from issue_normalizer.claims import Claim
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.inlines import visible
from issue_normalizer.interpret.archive import read_archive, sort_archive
from issue_normalizer.interpret.arrange import Arranged, arrange
from issue_normalizer.interpret.colophon import moved_lines, read_colophon
from issue_normalizer.interpret.contents import Contents
from issue_normalizer.interpret.derive import has_written_links
from issue_normalizer.interpret.document_diagnostics import document_findings
from issue_normalizer.interpret.item import Draft, ReadItem, read_bullet, read_item
from issue_normalizer.interpret.lead import read_lead
from issue_normalizer.interpret.metadata import take_metadata
from issue_normalizer.interpret.normalize import Normalizer
from issue_normalizer.interpret.outline import (
    Outline,
    Part,
    Weight,
    heading_claims,
    heading_extras,
    level_headings,
    split_title,
    title_candidates,
    without_last_rules,
    without_rules,
)
from issue_normalizer.interpret.sections import make_outline
from issue_normalizer.interpret.stated import read_stated
from issue_normalizer.issue import OLDER, SCHEMA, Issue, Section
from issue_normalizer.markdown import render_blocks
from issue_normalizer.profiles import NEUTRAL, Profile, with_labels
from issue_normalizer.profiles.find import SHIPPED, KnownProfiles
from issue_normalizer.tree import Blocks, Document, Heading, List, Span
from issue_normalizer.urls import canonical_url

_OF_MAILS: Final = frozenset(("from", "to", "sender", "reply-to"))  # beside a subject
_NEAR: Final = 8  # characters of a title by which it is found in the input, where it may stand otherwise


class Interpretation(Struct, frozen=True, gc=False):
    """An issue, with what was noticed on the way.

    `blocks` is the body as it was read. `dropped` is text of it that is not part of the issue, `claims` what
    of the text changed its form; `why` is the reason why the profile is this one, `weights` what structure
    alone weighed.
    """

    issue: Issue
    profile: Profile
    blocks: Blocks
    diagnostics: tuple[Diagnostic, ...] = ()
    dropped: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()
    why: str = ""
    weights: tuple[Weight, ...] = ()


class _Findings:
    """What is noticed while an issue is built."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.dropped: list[Span] = []
        self.places: list[tuple[int, str]] = []

    def add(self, code: str, message: str, line: int = 0, where: str = "", near: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, line, where, near=near))


def interpret(
    document: Document,
    base_url: str | None = None,
    known: KnownProfiles = SHIPPED,
    name: str | None = None,
) -> Interpretation:
    """Read a document as an issue, by the profile that knows it. `name` is that of its file.

    Relative addresses resolve against the series' own address, else the page's, else `base_url`.
    """
    metadata = document.metadata
    is_old = metadata.get("schema") == OLDER
    if is_old or metadata.get("schema") == SCHEMA:
        from issue_normalizer.interpret.canonical import read_canonical

        chosen = known.named(metadata.get("series", ""))
        profile = chosen.profile
        if labels := metadata.get("labels"):
            profile = with_labels(profile, labels.split(", "))
        issue, claims = read_canonical(document.blocks, metadata, profile)
        told = Diagnostic("form-old", f"it was written as {OLDER}; the form is {SCHEMA} now")
        found = (told,) if is_old else ()
        return Interpretation(issue, profile, document.blocks, found, claims=claims, why=chosen.why)
    metadata, blocks = take_metadata(document.blocks, metadata)
    if "title" not in metadata and "subject" in metadata and not _OF_MAILS.isdisjoint(metadata):
        metadata = {**metadata, "title": metadata["subject"]}
    above = document.blocks[: len(document.blocks) - len(blocks)]
    stated = tuple(Span(block.line, text_of([block], visible), "front-matter") for block in above)
    chosen = known.choose(title_candidates(blocks, metadata), document.address, metadata)
    profile = chosen.profile
    interpretation = _interpret_as(profile, document, metadata, blocks, base_url, name)
    if profile.series or profile.name == NEUTRAL:
        named = known.named(interpretation.issue.series or "")
        if named.profile is not profile:  # the title turned out to be another than it looked
            chosen = named
            interpretation = _interpret_as(named.profile, document, metadata, blocks, base_url, name)
    return replace(
        interpretation,
        blocks=(*above, *interpretation.blocks),
        dropped=(*stated, *interpretation.dropped),
        claims=(*interpretation.claims, *dropped_images(*contents_of(above))),
        why=chosen.why,
    )


def _interpret_as(
    profile: Profile,
    document: Document,
    metadata: Mapping[str, str],
    blocks: Blocks,
    base_url: str | None,
    name: str | None,
) -> Interpretation:
    """Read the blocks of a document as an issue of the series that a profile knows."""
    findings = _Findings()
    base = canonical_url(profile.base or document.address or base_url or "")
    normal = Normalizer(base, document.address, findings.diagnostics).blocks(blocks)
    days: tuple[Claim, ...] = ()
    if any(type(block) is List and _may_hold_day(block) for block in normal):
        from issue_normalizer.interpret.listed_days import with_days

        normal, days = with_days(normal)
    blocks = normal
    if not document.is_dump and profile.knows_sections and not has_written_links(blocks):
        document = replace(document, is_dump=True)  # Markdown that a tool wrote without the links
    if titled := metadata.get(profile.patterns.front.get("title", "")):
        metadata = {**metadata, "title": titled}
    head = split_title(blocks, metadata, profile, is_dump=document.is_dump)
    outline = make_outline(head, profile)
    if profile.has_patterns:
        from issue_normalizer.interpret.pattern_outline import arrange_by_patterns

        arranged = arrange_by_patterns(head, profile)
        drafts = [draft for _, contents in arranged.sections for draft in contents.drafts]
        if not any(draft.titled for draft in drafts) and _lost_links(head.blocks, profile):
            arranged = arrange(outline, profile, is_dump=document.is_dump)
    else:
        arranged = arrange(outline, profile, is_dump=document.is_dump)
    issue, built = _build(outline, arranged, metadata, name, profile, findings, is_dump=document.is_dump)
    above = [Span(block.line, text_of([block], visible), "furniture") for block in outline.above]
    findings.diagnostics += document_findings(issue, document, outline, profile, above)
    placed = _placed(findings.diagnostics, findings.places)
    claims = (*days, *outline.claims, *dropped_images(*contents_of(outline.above)), *built)
    labels = {field.label for part in issue.sections for item in part.items for field in item.fields}
    if own := sorted(labels.difference(profile.field_labels)):  # the heads of a table's columns
        profile = with_labels(profile, own)
    dropped, weights = (*above, *findings.dropped), (*outline.weights, *arranged.weights)
    if profile.patterns.sections is not None and profile.patterns.items is not None:
        weights = ()  # they told nothing
    return Interpretation(issue, profile, normal, placed, dropped, claims, weights=weights)


def _may_hold_day(block: List) -> bool:
    """Tell whether a number begins a list of one entry, or an entry of a list."""
    is_one = block.start is not None and len(block.items) == 1
    return is_one or any(type(entry.blocks[0]) is List for entry in block.items if entry.blocks)


def _placed(diagnostics: Sequence[Diagnostic], places: Sequence[tuple[int, str]]) -> tuple[Diagnostic, ...]:
    """Sort by line, what concerns the whole first; say which item a line belongs to.

    `places` are the lines that items begin on, with their place in the issue. Where lines tell
    nothing (a body in JSON stands on one), no place is given.
    """
    starts = [line for line, _ in places]
    ordered = starts == sorted(starts) and len(set(starts)) == len(starts)
    placed = []
    for found in diagnostics:
        at = bisect_right(starts, found.line) - 1 if ordered and not found.where else -1
        placed.append(replace(found, where=places[at][1]) if at >= 0 else found)
    return tuple(sorted(placed, key=lambda found: (found.line, found.code, found.where, found.message)))


def _lost_links(blocks: Blocks, profile: Profile) -> bool:
    """Tell whether a tool has left sections and no link, where most of a profile's items have one."""
    items = profile.patterns.items or ()
    are_linked = sum("{url}" in pattern.source for pattern in items) * 2 > len(items)
    return (
        are_linked and any(isinstance(block, Heading) for block in blocks) and not has_written_links(blocks)
    )


def _build(
    outline: Outline,
    arranged: Arranged,
    metadata: Mapping[str, str],
    name: str | None,
    profile: Profile,
    findings: _Findings,
    *,
    is_dump: bool,
) -> tuple[Issue, tuple[Claim, ...]]:
    headings = (part.title for part in outline.parts)
    stated = read_stated(outline.title, headings, arranged.lead, metadata, name, profile)
    if stated.date is None:
        findings.add("date-missing", "no date in the title or the front matter", outline.title_line)
    for code in stated.from_name:
        what, value = ("date", stated.date) if code.startswith("date") else ("number", stated.number)
        findings.add(code, f"{value} is the {what} of the file's name")
    tail = arranged.tail
    claims = [*tail.claims, *arranged.claims]
    if tail.headless:
        findings.add("headings-lost", "earlier issues are listed without their heading", tail.headless)
    lead = read_lead(arranged.lead, profile, is_dump=is_dump)
    claims += lead.claims
    sections = [lead.briefs] if lead.briefs else []
    for part, contents in arranged.sections:
        section, said = _read_section(part, contents, len(sections), profile, findings)
        sections.append(section)
        claims += said
    for place, blocks in (("archive", tail.archive), ("colophon", tail.colophon)):
        findings.places += [(blocks[0].line, place)] if blocks else []
    earlier = read_archive(tail.archive)
    colophon = read_colophon((*earlier.rest, *tail.colophon), profile)
    claims += (*earlier.claims, *colophon.claims)
    if tail.is_moved:
        claims += moved_lines(colophon.text)
    for span in colophon.trailing:
        message = f"{span.text!r} follows the colophon; it was dropped"
        findings.add("text-trailing", message, span.line, "colophon", span.text)
    findings.dropped += colophon.trailing
    issue = Issue(
        series=stated.series,
        title=outline.title,
        date=stated.date,
        number=stated.number,
        topics=stated.topics,
        tagline=lead.tagline,
        lead=render_blocks(level_headings(lead.blocks, 3)),
        sections=tuple(sections),
        archive=sort_archive(earlier.entries),
        colophon=colophon.colophon,
    )
    return issue, tuple(claims)


def _read_section(
    part: Part, contents: Contents, index: int, profile: Profile, findings: _Findings
) -> tuple[Section, tuple[Claim, ...]]:
    title = part.title
    kind = profile.kind_of(title)
    where = f"sections/{index}"
    if kind is None and profile.knows_sections:
        findings.add("section-unknown", f"the profile knows no section {title!r}", part.line, where, title)
    if contents.headless_list is not None:
        message = f"section {title!r} begins with a numbered list that belongs to an item before it"
        findings.add("items-lost", message, contents.headless_list, where)
    findings.places.append((part.line, where))
    items = []
    claims = list(heading_claims(part.heading))
    for number, draft in enumerate(contents.drafts):
        place = f"{where}/items/{number}"
        findings.places.append((draft.line, place))
        read = _read_draft(draft, place, profile, findings, is_project=kind == "projects")
        items.append(read.item)
        claims += read.claims
        findings.dropped += draft.dropped
    intro = (*heading_extras(part.heading), *level_headings(contents.intro, 4))
    intro = without_rules(intro) if items else without_last_rules(intro)
    outro = render_blocks(without_rules(contents.outro))
    return Section(title, kind or "other", render_blocks(intro), tuple(items), outro), tuple(claims)


def _read_draft(
    draft: Draft, place: str, profile: Profile, findings: _Findings, *, is_project: bool
) -> ReadItem:
    if not draft.titled:
        item = read_bullet(draft.blocks, draft.line, profile, is_project=is_project)
        return ReadItem(item, claims=draft.claims)
    read = read_item(draft, profile, is_project=is_project)
    title = read.item.title or ""
    if read.broken_link:
        message = f"link markup was never closed: {title!r}"
        findings.add("link-broken", message, draft.line, place, title[:_NEAR])
    if read.empty_summary:
        findings.add("summary-missing", f"no text below {title!r}", draft.line, place, title[:_NEAR])
    return read
