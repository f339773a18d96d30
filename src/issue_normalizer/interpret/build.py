"""Document -> issue: the one step that gives the tree its meaning."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.blocks import rewritten, text_of
from issue_normalizer.claims import Claim
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.inlines import links_of, plain, visible
from issue_normalizer.interpret.archive import is_archive_block, read_archive, sort_archive, split_dates
from issue_normalizer.interpret.colophon import colophon_start, read_colophon
from issue_normalizer.interpret.contents import by_running_text
from issue_normalizer.interpret.derive import has_written_links
from issue_normalizer.interpret.findings import document_findings
from issue_normalizer.interpret.item import Draft, ReadItem, read_bullet, read_item
from issue_normalizer.interpret.items import find_items
from issue_normalizer.interpret.lead import read_lead
from issue_normalizer.interpret.metadata import take_metadata
from issue_normalizer.interpret.normalize import Normalizer
from issue_normalizer.interpret.outline import (
    Outline,
    Part,
    heading_claims,
    heading_extras,
    level_headings,
    make_outline,
    title_candidates,
    without_rules,
)
from issue_normalizer.interpret.title import find_date, read_title
from issue_normalizer.issue import SCHEMA, Issue, Section
from issue_normalizer.markdown import render_blocks
from issue_normalizer.profiles import Profile, load, select
from issue_normalizer.tree import Blocks, Document, Link, Paragraph, Span, Text
from issue_normalizer.urls import canonical_url

_MAX_DATE_LINE = 40
_NEAR = 8  # characters of a title by which it is found in the input, where it may stand otherwise
_DATE_KEYS = (
    "date", "pubdate", "published", "publishedat", "publishdate", "publisheddate", "publishedtime",
    "datepublished", "publishtime", "publicationdate", "posted", "postdate", "issuedate", "created",
    "createdat",
    "datecreated", "createdate",
)  # fmt: skip


class Interpretation(Struct, frozen=True):
    """An issue, with what was noticed on the way.

    `dropped` is text of the body that is not part of it, `claims` what of the text changed its form.
    """

    issue: Issue
    profile: Profile
    diagnostics: tuple[Diagnostic, ...] = ()
    dropped: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()


class _Findings:
    """What is noticed while an issue is built."""

    def __init__(self) -> None:
        self.diagnostics: list[Diagnostic] = []
        self.dropped: list[Span] = []
        self.places: list[tuple[int, str]] = []

    def add(self, code: str, message: str, line: int = 0, where: str = "", near: str = "") -> None:
        self.diagnostics.append(Diagnostic(code, message, line, where, near=near))


def interpret(document: Document, base_url: str | None = None) -> Interpretation:
    """Read a document as an issue.

    Relative addresses resolve against the series' own address, else the page's, else `base_url`.
    """
    metadata = document.metadata
    if metadata.get("schema") == SCHEMA:
        from issue_normalizer.interpret.canonical import read_canonical

        profile = _canonical_profile(metadata.get("series", ""))
        issue, claims = read_canonical(document.blocks, metadata, profile)
        return Interpretation(issue, profile, claims=claims)
    metadata, blocks = take_metadata(document.blocks, metadata)
    stated = tuple(
        Span(block.line, text_of([block], visible), "front-matter")
        for block in document.blocks[: len(document.blocks) - len(blocks)]
    )
    profile = select(title_candidates(blocks, metadata), document.address)
    interpretation = _interpret_as(profile, document, metadata, blocks, base_url)
    named = _canonical_profile(interpretation.issue.series or "")
    if named is not profile:  # the title turned out to be another than it looked
        interpretation = _interpret_as(named, document, metadata, blocks, base_url)
    return replace(interpretation, dropped=(*stated, *interpretation.dropped))


def _interpret_as(
    profile: Profile, document: Document, metadata: Mapping[str, str], blocks: Blocks, base_url: str | None
) -> Interpretation:
    """Read the blocks of a document as an issue of the series that a profile knows."""
    findings = _Findings()
    base = canonical_url(profile.base or document.address or base_url or "")
    normal = Normalizer(base, document.address, findings.diagnostics).blocks(blocks)
    claims = rewritten(blocks, normal)
    blocks = normal
    if not document.is_dump and not profile.is_neutral and not has_written_links(blocks):
        document = replace(document, is_dump=True)  # Markdown that a tool wrote without the links
    outline = make_outline(blocks, metadata, profile, is_dump=document.is_dump)
    issue, built = _build(outline, metadata, profile, findings, is_dump=document.is_dump)
    above = [Span(block.line, text_of([block], visible), "furniture") for block in outline.above]
    findings.diagnostics += document_findings(issue, document, outline, profile, above)
    placed = _placed(findings.diagnostics, findings.places)
    claims += (*outline.claims, *built)
    return Interpretation(issue, profile, placed, (*above, *findings.dropped), claims)


def _canonical_profile(series: str) -> Profile:
    return select([series], None) if series else load("neutral")


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


def _build(
    outline: Outline, metadata: Mapping[str, str], profile: Profile, findings: _Findings, *, is_dump: bool
) -> tuple[Issue, tuple[Claim, ...]]:
    facts = read_title(outline.title)
    date = facts.date or _stated_date(metadata) or _date_below(outline.lead)
    if date is None:
        findings.add("date-missing", "no date in the title or the front matter", outline.title_line)
    parts, tail = _take_tail(list(outline.parts), profile, findings)
    claims = list(tail.claims)
    if not parts and profile.is_neutral and _holds_titled_items(outline.lead, profile):
        parts = [Part((Text(profile.canonical.items),), outline.lead, outline.title_line)]
        outline = replace(outline, lead=())
        claims.append(Claim("heading", shown=profile.canonical.items))
    lead = read_lead(outline.lead, profile, is_dump=is_dump)
    claims += lead.claims
    sections = [lead.briefs] if lead.briefs else []
    for part in parts:
        section, said = _read_section(part, len(sections), profile, findings)
        sections.append(section)
        claims += said
    for name, blocks in (("archive", tail.archive), ("colophon", tail.colophon)):
        findings.places += [(blocks[0].line, name)] if blocks else []
    earlier = read_archive(tail.archive)
    colophon = read_colophon((*earlier.rest, *tail.colophon), profile)
    claims += (*earlier.claims, *colophon.claims)
    for span in colophon.trailing:
        message = f"{span.text!r} follows the colophon; it was dropped"
        findings.add("text-trailing", message, span.line, "colophon", span.text)
    findings.dropped += colophon.trailing
    issue = Issue(
        series=_series(facts.series, profile),
        title=outline.title,
        date=date,
        topics=facts.topics,
        tagline=lead.tagline,
        lead=render_blocks(level_headings(lead.blocks, 3)),
        sections=tuple(sections),
        archive=sort_archive(earlier.entries),
        colophon=colophon.colophon,
    )
    return issue, tuple(claims)


def _stated_date(metadata: Mapping[str, str]) -> str | None:
    """Give the date of the front matter, under the key of any generator; that of publication first."""
    stated = {key.replace("_", "").replace("-", ""): value for key, value in metadata.items()}
    return next((day for key in _DATE_KEYS if (day := find_date(stated.get(key, "")))), None)


def _date_below(lead: Blocks) -> str | None:
    """Give the date of a short line below the title that is little else: `*March 4, 2021*`."""
    first = lead[0] if lead else None
    text = plain(first.children) if isinstance(first, Paragraph) else ""
    return find_date(text) if len(text) <= _MAX_DATE_LINE else None


def _holds_titled_items(blocks: Blocks, profile: Profile) -> bool:
    """Tell whether an issue without sections is a list of items with titles."""
    drafts = find_items(blocks, profile).drafts
    return len(drafts) > 1 and all(draft.titled for draft in drafts)


def _series(stated: str | None, profile: Profile) -> str | None:
    """Give the series: as stated, if it tells the profile. The canonical form is read by nothing else."""
    if profile.is_neutral or (stated or "").startswith(profile.series):
        return stated
    return profile.series[0]


class _Tail(Struct, frozen=True):
    """What follows the sections: blocks of the archive, blocks of the colophon."""

    archive: Blocks
    colophon: Blocks
    claims: tuple[Claim, ...] = ()


def _take_tail(parts: list[Part], profile: Profile, findings: _Findings) -> tuple[list[Part], _Tail]:
    """Take the archive and the colophon off the sections; either may have lost its heading."""
    archive: Blocks = ()
    colophon: Blocks = ()
    kept: list[Part] = []
    claims: list[Claim] = []
    for index, part in enumerate(parts):
        is_last = index == len(parts) - 1
        blocks = part.blocks
        ending: Blocks = ()
        if is_last and (start := colophon_start(blocks, profile)) is not None:
            blocks, ending = blocks[:start], blocks[start:]
        if profile.is_archive(part.title) and _is_archive_part(replace(part, blocks=blocks), profile):
            dates, ending = ((), ending) if blocks else split_dates(ending)
            archive += (*blocks, *dates)
            # Where the heading of a known series leads is the series itself.
            urls = (link.url for link in links_of(part.heading))
            led = [url for url in urls if not any(known in url for known in profile.addresses)]
            colophon += tuple(Paragraph((Link(url, (Text(url),)),)) for url in led)
            claims.append(Claim("heading", visible(part.heading)))
            claims += (Claim("address", shown=url) for url in led)
        elif part.title == profile.canonical.colophon:
            colophon += blocks
            claims.append(Claim("heading", visible(part.heading)))
        else:
            if is_last and any(is_archive_block(block) for block in blocks):
                at = next(i for i, block in enumerate(blocks) if is_archive_block(block))
                findings.add(
                    "headings-lost", "earlier issues are listed without their heading", blocks[at].line
                )
                archive, blocks = archive + blocks[at:], blocks[:at]
            kept.append(Part(part.heading, blocks, part.line))
        colophon += ending
    return kept, _Tail(archive, colophon, tuple(claims))


def _is_archive_part(part: Part, profile: Profile) -> bool:
    """Tell whether a section with the archive's title lists issues; a known newsletter's always does."""
    if not profile.is_neutral or any(is_archive_block(block) for block in part.blocks):
        return True
    earlier = read_archive(part.blocks)
    return part.title == profile.canonical.archive and bool(earlier.entries) and not earlier.rest


def _read_section(
    part: Part, index: int, profile: Profile, findings: _Findings
) -> tuple[Section, tuple[Claim, ...]]:
    title = part.title
    kind = profile.kind_of(title)
    where = f"sections/{index}"
    if kind is None and not profile.is_neutral:
        findings.add("section-unknown", f"the profile knows no section {title!r}", part.line, where, title)
    contents = by_running_text(part.blocks) if kind == "briefs" else find_items(part.blocks, profile)
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
    intro = (*heading_extras(part.heading), *level_headings(contents.intro, 4))
    if items:
        intro = without_rules(intro)
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
