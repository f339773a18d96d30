"""What `normalize batch` tells: as it goes, and at the end on one screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from issue_normalizer.check.formats.outcome import number
from issue_normalizer.cli.output import Telling, show_diagnostics, write_line
from issue_normalizer.cli.progress import Progress
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.safe import for_terminal

if TYPE_CHECKING:
    from issue_normalizer.batch.entry import Record
    from issue_normalizer.batch.run import BatchSummary
    from issue_normalizer.batch.sources import Inputs

__all__ = ["Voice", "number", "show_summary", "tell_outcomes"]

_MOST = 12  # lines of each kind in the summary
_NAMES = 4  # inputs that are named with a code
_BRIEF = frozenset(("updated",))  # what is no news
_IN_FULL = ("removed", "kept-earlier", "edited", "missing")


class Voice:
    """Tells what is wrong as it happens, and on a terminal how far the run is."""

    def __init__(self, telling: Telling, sources: Sequence[str]) -> None:
        self.telling = telling
        self.typed = {Path(source): source for source in sources}
        self.progress = Progress("inputs")
        self.paths: dict[str, str] = {}
        self.refused = self.warned = 0
        self.kept: list[tuple[str, Sequence[Diagnostic]]] = []

    @property
    def count(self) -> int:
        """How many inputs are done."""
        return self.progress.count

    def found(self, inputs: Inputs) -> None:
        """Take in which files there are, and by which paths they were given."""
        self.paths = {name: self._as_typed(path) for name, path in (*inputs.files, *inputs.passed)}
        self.progress = Progress("inputs", len(inputs.files))

    def _as_typed(self, path: Path) -> str:
        """Give a path with its start as the call has it: `./scrapes/a.html`."""
        for start in (path, *path.parents):
            if start in self.typed:
                rest = path.relative_to(start).as_posix()
                return self.typed[start] if rest == "." else f"{self.typed[start].rstrip('/')}/{rest}"
        return str(path)

    def waiting(self) -> None:
        """Tell that another run is waited for."""
        write_line("normalize: another run works on the folder; waiting for it to end")

    def shown(self, name: str) -> str:
        """Give an input's name as it was typed: an archive has one name, and its members paths in it."""
        at = len(name)
        while at > 0:
            if name[:at] in self.paths:
                return self.paths[name[:at]] + name[at:]
            at = name.rfind("/", 0, at)
        return name

    def done(self, record: Record) -> None:
        """Tell what is wrong with an input; what is told in another form waits for the end."""
        found = [_diagnostic(one) for one in record["diagnostics"]]
        self.warned += any(one.severity != "info" for one in self.telling.wanted(found))
        self.refused += record["status"] == "refused"
        name = self.shown(record["name"])
        self.clear()
        if record["reason"]:
            write_line(for_terminal(f"normalize: {name}: {record['reason']}"))
        if self.telling.form != "text":
            self.kept.append((name, found))
        else:
            told = found if self.telling.verbose else [one for one in found if one.severity == "error"]
            show_diagnostics([(name, told)], self.telling)
        self.progress.step(f", {self.warned} with warnings, {self.refused} refused")

    def end(self) -> None:
        """Tell what waited."""
        if self.telling.form != "text":
            show_diagnostics(self.kept, self.telling)

    def clear(self) -> None:
        """Take the line of progress away."""
        self.progress.clear()


def _diagnostic(told: Record) -> Diagnostic:
    column = told.get("column", 0)  # an earlier version stored none
    return Diagnostic(told["code"], told["message"], told["line"], told["where"], column)


def tell_outcomes(summary: BatchSummary) -> None:
    """Tell what became of single issues; of what is many times the same, how many."""
    kinds = dict.fromkeys(one.kind for one in summary.told if one.kind not in _BRIEF)
    for kind in kinds:
        found = [one for one in summary.told if one.kind == kind]
        shown = found if kind in _IN_FULL else found[:_MOST]
        for one in shown:
            write_line(for_terminal(f"{kind}: {one.path}{f' ({one.more})' if one.more else ''}"))
        if len(found) > len(shown):
            write_line(f"{kind}: and {len(found) - len(shown)} more")


def show_summary(
    summary: BatchSummary, out: str, shown: Callable[[str], str], telling: Telling, *, is_dry: bool
) -> None:
    """Show what was done, on one screen; `shown` gives the names of inputs as they were typed."""
    files = number(len(summary.changed), "file", "files")
    inputs, issues = number(summary.inputs, "input", "inputs"), number(summary.issues, "issue", "issues")
    lines = [f"{inputs}, {issues}, {files} {'would change' if is_dry else 'changed'} in {out}"]
    if is_dry:
        lines += [f"  would write {name}" for name in summary.changed[:_MOST]]
        lines += [f"  and {len(summary.changed) - _MOST} more"] if len(summary.changed) > _MOST else []
    lines += _others(summary)
    codes = {code: names for code, names in summary.codes.items() if telling.wants(code)}
    lines += [_code(code, names, shown) for code, names in sorted(codes.items(), key=_commonest)[:_MOST]]
    if summary.filled:
        things = number(summary.filled, "thing was", "things were")
        lines.append(f"  {things} filled from other scrapes")
    if summary.missing:
        lines.append(f"  never scraped: {_listed([one.date for one in summary.missing], _MOST)}")
    for line in lines:
        write_line(for_terminal(line))


def _others(summary: BatchSummary) -> list[str]:
    """Tell of inputs that became no issue of their own."""
    lines = []
    refused, no_issues = summary.statuses["refused"], summary.statuses["not-an-issue"]
    others = (
        (summary.superseded, "other scrape of the same issues", "other scrapes of the same issues"),
        (refused, "refused", "refused"),
        (no_issues, "no issue", "no issues"),
    )
    if any(count for count, _, _ in others):
        lines.append("  " + ", ".join(number(*each) for each in others if each[0]))
    if summary.aside:
        aside = number(
            summary.aside,
            "style sheet, script or file of a saved page is no input",
            "style sheets, scripts and files of saved pages are no inputs",
        )
        lines.append(f"  {aside}")
    if passed := summary.statuses["passed-over"]:
        lines.append(f"  {number(passed, 'link was', 'links were')} passed over")
    return lines


def _commonest(counted: tuple[str, Sequence[str]]) -> tuple[int, str]:
    code, names = counted
    return -len(names), code


def _code(code: str, names: Sequence[str], shown: Callable[[str], str]) -> str:
    return f"  {code}: {number(len(names), 'input', 'inputs')}: {_listed(list(map(shown, names)), _NAMES)}"


def _listed(names: Sequence[str], most: int) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"
