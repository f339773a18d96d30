"""Measure `normalize cluster` beside `normalize batch`, on web archives of small pages.

    python benchmarks/cluster.py [--pages 10000] [--rounds 1] [FOLDER]

In each round, `batch -j 2` and `cluster --engine dask -j 2` convert the same archives, then `cluster` twice
as many.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from make_pages import dated
from measure import Run, process_run, ratio

ARCHIVES = 20
_START = date(1990, 1, 1)


def write_archives(count: int, folder: Path) -> Path:
    """Write web archives that hold `count` pages of as many issues."""
    folder.mkdir(parents=True)
    for archive in range(ARCHIVES):
        with (folder / f"{archive:02}.warc.gz").open("wb") as stream:
            for number in range(archive, count, ARCHIVES):
                stream.write(gzip.compress(_record(number), 6))
    return folder


def _record(number: int) -> bytes:
    day = (_START + timedelta(days=number)).isoformat()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + dated(number)[1].encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://pages.example/{day}\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def _command(name: str, source: Path, out: Path) -> list[str]:
    how = {"batch": ["batch", "-j", "2"], "cluster": ["cluster", "run", "--engine", "dask", "-j", "2"]}[name]
    return [sys.executable, "-m", "issue_normalizer", *how, "-q", str(source), "--out", str(out)]


def main(count: int, rounds: int, folder: Path) -> None:
    """Print a line for each run, and what they say of each other."""
    few = write_archives(count, folder / "few")
    many = write_archives(2 * count, folder / "many")
    out = folder / "out"
    commands = {
        f"batch, {count} pages": _command("batch", few, out),
        f"cluster, {count} pages": _command("cluster", few, out),
        f"cluster, {2 * count} pages": _command("cluster", many, out),
    }
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(process_run(command))
            shutil.rmtree(out)
            last = runs[name][-1]
            print(
                f"{name}: {last.clock:.0f} s, {last.seconds:.0f} s of processors, {last.peak:.0f} MiB",
                flush=True,
            )
    batch, cluster, double = runs.values()
    for what, of in (("clock", lambda run: run.clock), ("processors", lambda run: run.seconds)):
        times = [[of(run) for run in found] for found in (batch, cluster, double)]
        print(f"pages a second against batch, by the {what}: {ratio(times[0], times[1])}")
        print(f"twice the pages take so many times as long, by the {what}: {ratio(times[2], times[1])}")
    print(f"the largest process: {max(run.peak for run in (*cluster, *double)):.0f} MiB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, default=10_000, help="how many (10000)")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is run (1)")
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where archives are written")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        main(options.pages, options.rounds, Path(name))
