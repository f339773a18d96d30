"""What `normalize batch` tells: as it goes, and at the end on one screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from issue_normalizer.cli.output import Telling, show_diagnostics, tell, write_line
from issue_normalizer.cli.progress import Progress
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.wording import counted, listed

if TYPE_CHECKING:
    from issue_normalizer.batch.entry import Record
    from issue_normalizer.batch.run import BatchSummary
    from issue_normalizer.batch.sources import Inputs

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
        tell("another run works on the folder; waiting for it to end")

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
        self.progress.clear()
        if record["reason"]:
            tell(record["reason"], name)
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
            write_line(f"{kind}: {one.path}{f' ({one.more})' if one.more else ''}")
        if len(found) > len(shown):
            write_line(f"{kind}: and {len(found) - len(shown)} more")


def show_summary(
    summary: BatchSummary, out: str, shown: Callable[[str], str], telling: Telling, *, is_dry: bool
) -> None:
    """Show what was done, on one screen; `shown` gives the names of inputs as they were typed."""
    files = counted(len(summary.changed), "file")
    inputs, issues = counted(summary.inputs, "input"), counted(summary.issues, "issue")
    write_line(f"{inputs}, {issues}, {files} {'would change' if is_dry else 'changed'} in {out}")
    if is_dry:
        for name in summary.changed[:_MOST]:
            write_line(f"  would write {name}")
        if len(summary.changed) > _MOST:
            write_line(f"  and {len(summary.changed) - _MOST} more")
    tell_others(summary.statuses, summary.superseded, summary.aside)
    codes = [(code, names) for code, names in summary.codes.items() if telling.wants(code)]
    for code, names in sorted(codes, key=lambda one: (-len(one[1]), one[0]))[:_MOST]:
        write_line(f"  {code}: {counted(len(names), 'input')}: {listed(list(map(shown, names)), _NAMES)}")
    if summary.filled:
        write_line(f"  {counted(summary.filled, 'thing was', 'things were')} filled from other scrapes")
    if summary.missing:
        write_line(f"  never scraped: {listed([one.date for one in summary.missing], _MOST)}")


def tell_others(statuses: Mapping[str, int], superseded: int, aside: int = 0) -> None:
    """Tell of inputs that became no issue of their own."""
    kinds = (
        (superseded, "other scrape of the same issues", "other scrapes of the same issues"),
        (statuses.get("refused", 0), "refused", "refused"),
        (statuses.get("not-an-issue", 0), "no issue"),
    )
    if told := [counted(*kind) for kind in kinds if kind[0]]:
        write_line(f"  {', '.join(told)}")
    if aside:
        one = "style sheet, script or file of a saved page is no input"
        many = "style sheets, scripts and files of saved pages are no inputs"
        write_line(f"  {counted(aside, one, many)}")
    if passed := statuses.get("passed-over", 0):
        write_line(f"  {counted(passed, 'link was', 'links were')} passed over")
