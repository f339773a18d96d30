"""What is wrong with the data of a profile, all of it at once, each with its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_args

from msgspec import Struct, structs

from issue_normalizer.forms import FormError, read_as
from issue_normalizer.issue import Kind
from issue_normalizer.profiles.form import ProfileFile
from issue_normalizer.profiles.pattern_text import Close, Hole, Literally, PatternError
from issue_normalizer.profiles.patterns import Pattern, compile_pattern, compile_text, match
from issue_normalizer.profiles.places import Path
from issue_normalizer.profiles.samples import samples_of

MAX_PATTERNS = 256
_LINES = ("sections", "items", "facts")
_IN_TITLES = frozenset(("_", "n", "date", "number", "tags"))
# The holes that a key's patterns may have; None for any.
_HOLES: Mapping[str, frozenset[str] | None] = {
    "title": frozenset(("number", "date", "series", "topics", "_")),
    "file": frozenset(("number", "date", "series", "topics", "_")),
    "sections": frozenset(("section", "tags", "url", "n", "number", "date", "_")),
    "items": None,
    "facts": None,
    **dict.fromkeys(("skip", "only", "lead", "colophon", "archive"), _IN_TITLES),
    "match": frozenset(("number", "date", "series", "topics", "title", "_")),
}
# Holes that no item's or fact's line has.
_ELSEWHERE = frozenset(("section", "series", "topics"))
_NEEDED: Mapping[str, tuple[str, ...]] = {"sections": ("section",), "items": ("title", "summary", "n")}
_NO_TEXT = frozenset(("tags", "date", "number", "url", "n"))
_REGEX = re.compile(r"\\[dwsbDWS]|(?<![}\w])\.[*+]|\(\?|\[[0-9a-z]-[0-9a-z]\]|^\^|\$$")


class Mistake(Struct, frozen=True, order=True):
    """What is wrong: the line of the file, a code, and what to do."""

    line: int
    code: str
    message: str


def mistakes_in(data: Mapping[str, Any], places: Mapping[Path, int]) -> list[Mistake]:
    """List what is wrong with the data of a profile, in the order of the lines."""
    return sorted({*_shape(data, places), *_patterns(data, places)})


def _line(places: Mapping[Path, int], *path: str | int) -> int:
    """Give the line of a value, else that of the nearest one around it."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)


def _shape(data: Mapping[str, Any], places: Mapping[Path, int]) -> Iterator[Mistake]:
    fields = [field.encode_name for field in structs.fields(ProfileFile)]
    for key, given in data.items():
        value = given
        if key not in fields:
            near = difflib.get_close_matches(key, fields, 1, 0.5)
            instead = f"; did you mean {near[0]}?" if near else f"; choose from {', '.join(fields)}"
            yield Mistake(_line(places, key), "unknown-key", f"there is no key {key}{instead}")
            continue
        if key == "kinds" and isinstance(given, dict):
            value = {kind: titles for kind, titles in given.items() if kind in get_args(Kind)}
            for kind in given.keys() - set(get_args(Kind)):
                known = ", ".join(get_args(Kind))
                line = _line(places, key, kind)
                yield Mistake(line, "unknown-kind", f"there is no kind {kind}; choose from {known}")
        try:
            read_as({key: value}, ProfileFile)
        except FormError as error:
            yield _misfit(key, error, places)


def _misfit(key: str, error: FormError, places: Mapping[Path, int]) -> Mistake:
    steps = [int(step) if step.isdigit() else step for step in re.findall(r"\w+", error.place)]
    code, what = "wrong-type", f"{key}: {error.reason}"
    if error.unknown:
        code, what = "unknown-key", f"there is no key {error.unknown} in {key}"
        steps.append(error.unknown)
    return Mistake(_line(places, *steps), code, f"{what}; see `normalize schema profile`")


def _patterns(data: Mapping[str, Any], places: Mapping[Path, int]) -> Iterator[Mistake]:
    """Check each pattern, then which of them can be reached."""
    order = str(data.get("dates", ""))
    right: list[tuple[str, int, Pattern]] = []
    count = 0
    for key, line, source in _sources(data, places):
        count += 1
        try:
            pattern = _checked(key, source, order)
        except PatternError as error:
            yield Mistake(line, error.code, f"{source!r}: {error}")
        else:
            right.append((key, line, pattern))
    if count > MAX_PATTERNS:
        yield Mistake(1, "too-long", f"there are {count} patterns; a profile has at most {MAX_PATTERNS}")
    yield from _unreachable([found for found in right if found[0] in _LINES])


def _sources(data: Mapping[str, Any], places: Mapping[Path, int]) -> Iterator[tuple[str, int, str]]:
    """List the texts of all patterns, each with its key and line."""
    for key in _HOLES:
        value = data.get(key, ())
        steps: Iterable[tuple[tuple[str | int, ...], object]] = ()
        if isinstance(value, str):
            steps = [((), value)]
        elif isinstance(value, list):
            steps = (((index,), source) for index, source in enumerate(value))
        elif isinstance(value, dict):
            steps = (((name,), source) for name, source in value.items())
        for path, source in steps:
            if isinstance(source, str):
                yield key, _line(places, key, *path), source


def _checked(key: str, source: str, order: str) -> Pattern:
    """Compile a pattern of a key. Raises PatternError for the first thing that is wrong with it."""
    if not source.strip():
        raise PatternError("empty-pattern", "it is empty; write a line of an issue, or leave it out")
    if sign := _regex_in(source):
        raise PatternError("looks-like-regex", f"{sign} is no pattern here; write {{number}} or {{_}}")
    pattern = (compile_pattern if key in _LINES else compile_text)(source, order)
    parts = [part for line in pattern.lines for part in line.parts]
    holes = [part.name for part in parts if isinstance(part, Hole)]
    holes += [part.name for one in parts for part in getattr(one, "target", ()) if isinstance(part, Hole)]
    if not parts:
        raise PatternError("empty-pattern", "it has a mark and nothing else; write what stands behind it")
    allowed = _HOLES[key]
    for hole in holes:
        if hole in _ELSEWHERE if allowed is None else hole not in allowed:
            instead = "a word of your own" if allowed is None else ", ".join(sorted(allowed))
            raise PatternError("unknown-hole", f"{{{hole}}} has no place in {key}; it takes {instead}")
        if hole not in ("_", "url") and holes.count(hole) > 1:
            raise PatternError("repeated-hole", f"{{{hole}}} stands twice; write {{_}} for one")
    _need(key, holes)
    _check_order(parts)
    return pattern


def _regex_in(source: str) -> str | None:
    """Give what is of a regular expression; a single asterisk behind a full stop is no emphasis."""
    if sign := _REGEX.search(source):
        return sign[0]
    return ".*" if ".*" in source and source.count("*") == 1 else None


def _need(key: str, holes: Sequence[str]) -> None:
    needed = _NEEDED.get(key, ())
    if needed and not set(needed) & set(holes):
        wanted = " or ".join(f"{{{hole}}}" for hole in needed[:2])
        raise PatternError("missing-hole", f"a pattern in {key} needs {wanted}")
    if key == "facts" and not holes:
        raise PatternError("missing-hole", "a fact needs a hole, such as {url} or a word of your own")


def _check_order(parts: Sequence[object]) -> None:
    """Raise PatternError for two texts side by side, or a summary that something follows."""
    before: str | None = None
    has_summary = False
    for part in parts:
        if isinstance(part, Hole):
            if has_summary:
                raise PatternError("late-summary", "{summary} takes the rest: no other hole stands behind it")
            if before and before not in _NO_TEXT and part.name not in _NO_TEXT:
                message = (
                    f"nothing tells where {{{before}}} ends and {{{part.name}}} begins; write a sign between"
                )
                raise PatternError("adjacent-holes", message)
            has_summary = part.name == "summary"
            before = part.name
        elif isinstance(part, (Literally, Close)) or not isinstance(part, Hole):
            before = None


def _unreachable(found: Sequence[tuple[str, int, Pattern]]) -> Iterator[Mistake]:
    """Tell patterns of which each line is claimed by one that is tried before."""
    order = {"items": 0, "sections": 1, "facts": 2}
    tried = sorted(found, key=lambda one: (one[2].is_bare, order[one[0]]))
    for index, (key, line, pattern) in enumerate(tried):
        if key == "facts":
            continue  # a fact counts below an item only, where the same line may be one
        samples = samples_of(pattern)
        for other_key, other_line, other in tried[:index]:
            if other_key != "facts" and all(match(other, sample) for sample in samples):
                where = f"in line {other_line}" if other_line != line else "before it"
                message = f"{other.source!r} {where} claims all lines of {pattern.source!r}; put it behind"
                yield Mistake(line, "unreachable", message)
                break
