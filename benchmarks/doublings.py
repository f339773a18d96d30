"""Time of hostile inputs of n, 2n, 4n and 8n: what is linear grows by 2 for each doubling.

    python benchmarks/doublings.py [--full] [--everywhere] [WORD...]

WORD limits the kinds to those whose name holds one. With `--full`, the largest input repeats its text 100,000
times, and blanks and entities a million times. With `--everywhere`, Markdown is also tried in titles, facts,
tables and the other places of an issue.

Prints a table; the exit status is 1 where a growth exceeds the limit, or an input neither converts nor is
refused within the time limit. Each kind runs in a process of its own, with limited memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from itertools import pairwise

from hostile import HEAD, Kind, all_kinds

from issue_normalizer.errors import RefusedError
from issue_normalizer.pipeline import convert

LIMIT = 2.3  # growth a doubling
SECONDS = 300  # for all four sizes
MEMORY = 3 << 30
FLOOR = 0.02  # seconds; what is faster is not measured well


def measure(kind: Kind, factor: int) -> tuple[float, str]:
    """Give the processor time of one size, and how it ended; short ones are repeated."""
    data = kind.make(kind.size * factor).encode("utf-8", "surrogatepass")
    best = float("inf")
    spent = 0.0
    end = "converted"
    while spent < 0.1:
        start = time.process_time()
        try:
            convert(data, format=kind.reader)
        except RefusedError as error:
            end = f"refused: {error}"
        took = time.process_time() - start
        best, spent = min(best, took), spent + max(took, 0.01)
    return best, end


def _run(kind: Kind, results: object) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for factor in (1, 2, 4, 8):
        try:
            results.send(measure(kind, factor))  # type: ignore[attr-defined]
        except BaseException as error:  # noqa: BLE001 - the table tells it
            results.send((-1.0, f"{type(error).__name__}: {error}"[:200]))  # type: ignore[attr-defined]
            return


def measured(kind: Kind) -> tuple[list[float], str]:
    """Measure a kind at four sizes: (times, how the last one ended)."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_run, args=(kind, there))
    process.start()
    there.close()
    times: list[float] = []
    end, deadline = "", time.monotonic() + SECONDS
    while len(times) < 4:
        if not here.poll(max(0.0, deadline - time.monotonic())):
            end = f"not done within {SECONDS} s"
            break
        try:
            took, end = here.recv()
        except EOFError:
            end = "the process died"
            break
        if took < 0:
            break
        times.append(took)
    process.terminate()
    process.join()
    return times, end


def growth(times: list[float]) -> float:
    """Give the largest growth of a doubling among times that are long enough to be measured."""
    return max((late / early for early, late in pairwise(times) if late > FLOOR), default=0.0)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Measure how time grows with nasty input.")
    parser.add_argument("words", nargs="*", metavar="WORD")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--everywhere", action="store_true")
    given = parser.parse_args()
    kinds = all_kinds(full=given.full, everywhere=given.everywhere)
    if given.words:
        kinds = [kind for kind in kinds if any(word in kind.name for word in given.words)]
    return table(kinds)


def table(kinds: list[Kind]) -> int:
    """Measure kinds and print the table; 1 where one grows too fast."""
    failed = 0
    convert(HEAD + "**a** http://a.cn <b>c</b>")  # what is imported once is not measured
    print("| kind | 8n is | time of 8n | growth a doubling |\n|---|---|---|---|")
    for kind in kinds:
        times, end = measured(kind)
        if growth(times) > LIMIT:  # chance, or not: each size counts with the better of two times
            times = [min(pair) for pair in zip(times, measured(kind)[0], strict=False)]
        grown = growth(times)
        is_bad = len(times) < 4 or grown > LIMIT
        failed += is_bad
        size = len(kind.make(kind.size * 8).encode("utf-8", "surrogatepass"))
        shown = f"{grown:.1f}" if grown else f"below {FLOOR} s"
        ending = "" if end == "converted" else f" ({end})"
        told = f"{shown} **!** {[round(t, 3) for t in times]}" if is_bad else shown
        last = times[-1] if times else -1
        print(f"| {kind.name} | {size / 1000:.0f} kB | {last:.2f} s | {told}{ending} |", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
