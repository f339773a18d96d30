"""Measure this program beside other converters, and write the table and the plot.

    pip install . --group bench && python benchmarks/run.py

Every figure is the median of rounds in which each tool had its turn; behind a ratio stands the range of
the rounds. `--quick` takes fewer rounds, `--show` prints the tables and writes nothing.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from make_pages import main as make_pages
from measure import Run, call_times, process_run, process_runs, ratio
from pages import SUFFIXES, page
from plot import draw
from tools import OURS, commands, in_process

_SIZES = (15_000, 30_000, 100_000, 1_000_000)
_USUAL = 30_000
_ROUNDS = 7
_README = Path(__file__).with_name("README.md")
_START, _END = "<!-- measured: by run.py -->", "<!-- end of what is measured -->"
_BATCH = 600  # pages

Times = dict[str, list[float]]


def in_process_times(form: str, size: int, rounds: int) -> Times:
    """Time every tool on one page, inside this process."""
    text = page(form, size)
    calls: dict[str, Callable[[], object]] = {
        name: lambda convert=convert: convert(text)  # type: ignore[misc]
        for name, convert in in_process(form).items()
    }
    return call_times(calls, max(3, rounds // 3) if size > 200_000 else rounds)


def whole_runs(form: str, size: int, folder: Path, rounds: int) -> dict[str, list[Run]]:
    """Run every tool's command on one page."""
    path = folder / f"page{SUFFIXES[form]}"
    path.write_text(page(form, size), "utf-8")
    return process_runs(commands(form, path), max(3, rounds // 3) if size > 200_000 else rounds)


def batch_lines(folder: Path, rounds: int) -> Iterator[str]:
    """Convert a folder of pages with one process and with two, in turns."""
    make_pages(_BATCH, folder / "pages")
    (normalize,) = (command[0] for name, command in commands("html", folder).items() if name == OURS)
    runs: dict[str, list[Run]] = {"1": [], "2": []}
    for turn in range(rounds):
        for jobs, some in runs.items():
            out = folder / f"out-{turn}-{jobs}"
            sources = [str(folder / "pages"), "--out", str(out)]
            some.append(process_run([normalize, "batch", "-q", *sources, "-j", jobs]))
    one, two = ([_BATCH / run.clock for run in some] for some in runs.values())
    cost, of_two = ([run.seconds for run in some] for some in runs.values())
    yield "| batch of small pages | pages a second | against one process | processor time against one |"
    yield "|---|---|---|---|"
    yield f"| one process | {median(one):.0f} | | |"
    yield f"| two processes | {median(two):.0f} | {ratio(two, one)} | {ratio(of_two, cost)} |"


def in_process_lines(form: str, measured: dict[int, Times]) -> Iterator[str]:
    """Write a table: our time as a multiple of each tool's, a column for each size."""
    yield f"| {form}, in-process: normalize ÷ tool | " + " | ".join(map(_size, measured)) + " |"
    yield "|---|" + "---|" * len(measured)
    for name in next(iter(measured.values())):
        if name != OURS:
            yield (
                f"| {name} | "
                + " | ".join(str(ratio(times[OURS], times[name])) for times in measured.values())
                + " |"
            )
    yield "| normalize, ms | " + " | ".join(f"{median(t[OURS]) * 1e3:.2f}" for t in measured.values()) + " |"
    yield (
        "| normalize, ms a 10 kB | "
        + " | ".join(f"{median(times[OURS]) * 1e7 / size:.2f}" for size, times in measured.items())
        + " |"
    )


def process_lines(form: str, measured: dict[int, dict[str, list[Run]]]) -> Iterator[str]:
    """Write a table: our command's time as a multiple of each other's, and memory."""
    sizes = list(measured)
    yield (
        f"| {form}, as a command: normalize ÷ tool | "
        + " | ".join(f"{_size(size)} time | {_size(size)} MiB" for size in sizes)
        + " |"
    )
    yield "|---|" + "---|---|" * len(sizes)
    for name in next(iter(measured.values())):
        cells = []
        for runs in measured.values():
            ours, theirs = ([run.seconds for run in runs[tool]] for tool in (OURS, name))
            cells.append(f"{median(ours) * 1e3:.0f} ms" if name == OURS else str(ratio(ours, theirs)))
            cells.append(f"{median(run.peak for run in runs[name]):.0f}")
        yield f"| {name} | " + " | ".join(cells) + " |"


def _size(size: int) -> str:
    return f"{size // 1000} kB" if size < 1_000_000 else f"{size // 1_000_000} MB"


def main() -> None:
    """Measure all, print it, and write it unless told otherwise."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="take fewer rounds")
    parser.add_argument("--show", action="store_true", help="print the tables, and write nothing")
    options = parser.parse_args()
    rounds = 3 if options.quick else _ROUNDS
    tables: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = {"html": (_USUAL, 1_000_000), "markdown": (_USUAL,), "dump": (_USUAL,)}
        for form, some in sizes.items():
            runs = {size: whole_runs(form, size, folder, rounds) for size in some}
            tables.append("\n".join(process_lines(form, runs)))
        tables.append("\n".join(batch_lines(folder, max(3, rounds // 2))))
    measured = {form: {size: in_process_times(form, size, rounds) for size in _SIZES} for form in SUFFIXES}
    tables[:0] = ["\n".join(in_process_lines(form, times)) for form, times in measured.items()]
    text = "\n\n".join(tables)
    print(text)
    if not options.show:
        before, _, rest = _README.read_text("utf-8").partition(_START)
        after = rest.partition(_END)[2]
        _README.write_text(f"{before}{_START}\n\n{text}\n\n{_END}{after}", "utf-8")
        draw(measured, _README.with_name("speed.svg"))


if __name__ == "__main__":
    main()
