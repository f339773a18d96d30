"""An issue and a profile -> figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from issue_normalizer.batch.archives import Source
from issue_normalizer.inlines import links_of, plain
from issue_normalizer.interpret.claimed import title_of
from issue_normalizer.issue import Issue, Item
from issue_normalizer.options import Options
from issue_normalizer.pipeline import Result, convert
from issue_normalizer.profile_check.form import Figures, Missed, Share, Used
from issue_normalizer.profile_check.layout import LaidLine, Layout, lay_out
from issue_normalizer.profiles import NEUTRAL, Profile, load
from issue_normalizer.profiles.find import KnownProfiles
from issue_normalizer.profiles.lines import MarkedLine
from issue_normalizer.profiles.patterns import Pattern, match_text
from issue_normalizer.profiles.sources import pages_of
from issue_normalizer.tree import Text

_MOST_MISSED = 5
_ENTRIES = ("bullet", "number")
_KEYS = {"section": "sections", "item": "items", "fact": "facts"}
_TITLED = ("skip", "only", "lead", "colophon", "archive")
_BY_PATTERNS = ("title", "file", "sections", "items", "facts", *_TITLED)


class Measured(Struct, frozen=True):
    """An issue with its figures; `uses` counts patterns by key and text."""

    source: Source
    issue: Issue
    figures: Figures
    missed: tuple[Missed, ...]
    uses: Counter[tuple[str, str]]


def measure(source: Source, profile: Profile) -> Measured:
    """Measure one issue. Raises RefusedError for what holds none, or is in the canonical form."""
    known = KnownProfiles(profile)
    options = Options(pages=pages_of(known))
    result = convert(source.data, name=source.name, known=known, options=options)
    layout = lay_out(source.data, profile, options)
    items = items_of(result.issue)
    titled = [item for _, item in items if item.title is not None]
    is_fixed = _comes_back(result, known, has_own_words=profile.canonical != load(NEUTRAL).canonical)
    figures = Figures(
        _share(layout.rows, lambda line: line.mark in _ENTRIES),
        _share(layout.rows, lambda line: line.mark == "heading"),
        _links(layout.rows),
        len(items),
        Share(sum(item.url is not None for item in titled), len(titled)),
        result.account.lost,
        sum(len(span.text) for span in result.account.spans if span.reason == "profile"),
        Share(int(is_fixed), 1),
    )
    missed, uses = tuple(_missed(layout.rows)), _uses(layout, source.name, profile)
    return Measured(source, result.issue, figures, missed, uses)


def items_of(issue: Issue) -> list[tuple[str, Item]]:
    """List the items of an issue, each with the title of its section."""
    return [(section.title, item) for section in issue.sections for item in section.items]


def patterns_of(profile: Profile) -> list[Used]:
    """List the patterns of a profile, by the keys that they stand in."""
    return [Used(key, pattern.source, 0) for key in _BY_PATTERNS for pattern in _stated(profile, key)]


def _stated(profile: Profile, key: str) -> Sequence[Pattern]:
    return getattr(profile.patterns, key) or ()


def _share(rows: Sequence[LaidLine], is_meant: Callable[[MarkedLine], bool]) -> Share:
    """Give the share of lines that are covered; where no items may stand, none is wanted."""
    meant = [row for row in rows if is_meant(row.line) and (row.may_be_item or row.claimed)]
    return Share(sum(row.is_covered for row in meant), len(meant))


def _links(rows: Sequence[LaidLine]) -> Share:
    found: dict[str, bool] = {}
    for row in rows:
        if row.may_be_item:
            for link in links_of(row.line.nodes):
                found[link.url] = found.get(link.url, False) or row.is_covered
    return Share(sum(found.values()), len(found))


def _comes_back(result: Result, known: KnownProfiles, *, has_own_words: bool) -> bool:
    """Tell whether both forms, read again, give both again; without the profile, the same Markdown."""
    forms = (result.markdown, result.json)
    again = [convert(text, known=known) for text in forms]
    if any((one.markdown, one.json) != forms for one in again):
        return False
    return has_own_words or all(convert(text).markdown == result.markdown for text in forms)


def _missed(rows: Sequence[LaidLine]) -> Iterator[Missed]:
    """List lines that are written as the first lines of items are, and headings, that nothing claims."""
    shapes = {_shape(row.line) for row in rows if row.claimed and row.claimed.kind == "item"}
    shapes = {shape for shape in shapes if shape[0] != "text" or shape[3] is not Text}  # any text is like it
    free = (row.line for row in rows if not row.is_covered and row.may_be_item)
    alike = [line for line in free if line.nodes and (line.mark == "heading" or _shape(line) in shapes)]
    for line in alike[:_MOST_MISSED]:
        yield Missed(line.line, plain(line.nodes))


def _shape(line: MarkedLine) -> tuple[object, ...]:
    """Give what a line looks like: its mark, and what it begins with."""
    first = "number" if plain(line.nodes)[:1].isdigit() else type(line.nodes[0])
    return line.mark, line.level, line.depth, first, bool(links_of(line.nodes))


def _uses(layout: Layout, name: str, profile: Profile) -> Counter[tuple[str, str]]:
    """Count what each pattern fits."""
    uses: Counter[tuple[str, str]] = Counter()
    sections = []
    for row in layout.rows:
        if row.claimed:
            uses[_KEYS[row.claimed.kind], row.claimed.found.pattern] += 1
            sections += [title_of(row.claimed.found)] if row.claimed.kind == "section" else []
    for key in _TITLED:
        for title in sections:
            uses.update((key, pattern.source) for pattern in _first(_stated(profile, key), [title]))
    uses.update(("title", pattern.source) for pattern in _first(profile.patterns.title, layout.titles))
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    uses.update(("file", pattern.source) for pattern in _first(profile.patterns.file, [stem]))
    return uses


def _first(patterns: Sequence[Pattern], texts: Iterable[str]) -> list[Pattern]:
    """Give the pattern that fits the first text that one fits; none where none does."""
    tries = ((pattern, text) for text in texts if text for pattern in patterns)
    return next(([pattern] for pattern, text in tries if match_text(pattern, text)), [])
