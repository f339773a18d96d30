"""Plan a run of `normalize cluster` over many pages, with made-up metadata: tasks, objects, rows, memory.

    python benchmarks/scale.py [--pages 1e6,1e7,1e8,1e9]

The driver is the real one; an engine of no workers makes up what each task would give. What a task holds is
told by its rows and the bytes a row: a task's memory is that of its worker.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from typing import Any

from issue_normalizer.cluster.choose import Bucket
from issue_normalizer.cluster.naming import Names
from issue_normalizer.cluster.plan import Archive, Plan
from issue_normalizer.cluster.regroup import Step
from issue_normalizer.cluster.run import Run
from issue_normalizer.cluster.settings import Settings
from issue_normalizer.cluster.settle import Settling
from issue_normalizer.cluster.shards import Job
from issue_normalizer.cluster.slices import Slice
from issue_normalizer.cluster.stages import Watcher

ARCHIVE_PAGES = 40_000  # what crawlers put into a file of some gigabyte
CONVERTED = 0.9  # of pages: the rest are refused, or no issues
SCRAPES = 1.8  # of an issue
NAMED = 4  # earlier issues that an issue lists
RENAMED = 0.01  # of issues
NARROW = 130  # bytes of a narrow row, packed
HELD = 1_500  # bytes of a narrow row as Python holds it
ARROW = 400  # bytes of one in a table of Arrow, with the copy that sorting makes
WIDE = 60_000  # bytes of a page as a slice holds it: texts, rows, their columns


class Fake:
    """An engine that makes up results, and counts what tasks would hold."""

    def __init__(self, pages: int) -> None:
        self.pages = pages
        self.tasks: Counter[str] = Counter()
        self.shuffled = 0
        self.most: Counter[str] = Counter()  # bytes that a task of a stage holds

    def map(self, _: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        """Make up a result for each task."""
        for task in tasks:
            yield task.name, self.result(task.argument)

    def result(self, argument: Any) -> Any:  # noqa: ANN401
        """Make up what a task gives."""
        kind = type(argument)
        stage = kind.__name__
        self.tasks[stage] += 1
        rows = sum(piece.rows for piece in getattr(argument, "pieces", ()))
        if kind is Step:
            self.shuffled += rows * NARROW
            self.most[stage] = max(self.most[stage], rows * ARROW)
            return _parted(rows, 1 << argument.bits)
        if kind is Job:
            self.most[stage] = max(self.most[stage], argument.settings.shard_pages * 10_000)
            return _shards(argument, self.pages)
        self.most[stage] = max(self.most[stage], rows * HELD)
        if kind is Bucket:
            return {"names": int(rows / SCRAPES)}
        if kind is Names:
            return {"renames": int(rows * RENAMED)}
        if kind is Settling:
            outcomes = int(self.pages * CONVERTED / _buckets(self.tasks))
            self.most[stage] = max(self.most[stage], outcomes * HELD)
            return {"outcomes": outcomes, "issues": 0, "items": 0, "named": 0}
        if kind is Slice:
            held = len(argument.shards) * Settings().shard_pages
            self.most[stage] = max(self.most[stage], held * WIDE)
            issues = int(held * CONVERTED / SCRAPES)
            return {"pages": held, "issues": issues, "items": 20 * issues, "named": (1 + NAMED) * issues}
        return rows // 2  # of Named

    def close(self) -> None:
        """Nothing is held."""


def _buckets(tasks: Counter[str]) -> int:
    return tasks["Bucket"]


def _parted(rows: int, buckets: int) -> list[list[int]]:
    """Spread rows over buckets as a hash does."""
    share, rest = divmod(rows, buckets)
    return [[n, share + (n < rest)] for n in range(buckets) if share + (n < rest)]


def _shards(job: Job, pages: int) -> list[dict[str, Any]]:
    size = job.settings.shard_pages
    held = min(ARCHIVE_PAGES, pages)
    return [
        {
            "archive": job.archive.id,
            "shard": number,
            "pages": size,
            "scrapes": int(size * CONVERTED),
            "statuses": {"converted": int(size * CONVERTED), "refused": size - int(size * CONVERTED)},
            "broken": [],
        }
        for number in range(held // size)
    ]


def simulate(pages: int) -> None:
    """Run a driver, and print a line of what it did."""
    start = time.process_time()
    archives = tuple(
        Archive(f"crawl/{n:06}.warc.gz", f"s3://bucket/crawl/{n:06}.warc.gz", 10**9, f"{n:016x}")
        for n in range(max(1, pages // ARCHIVE_PAGES))
    )
    engine = Fake(pages)
    watcher = Watcher(lambda _stage, _count: None, lambda: None)
    Run(f"memory://{pages}", Plan(archives, "f" * 16), Settings(), engine, watcher).summary()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    most = {name: f"{size / 1e6:.0f}" for name, size in engine.most.items()}
    took, moved = time.process_time() - start, engine.shuffled / 1e9
    print(f"{pages:,} pages: {sum(engine.tasks.values()):,} tasks {dict(engine.tasks)}")
    print(f"  {moved:.1f} GB regrouped; driver {held:.0f} MiB, {took:.0f} s; MB a task {most}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", default="1e6,1e7,1e8,1e9", help="how many (1e6,1e7,1e8,1e9)")
    options = parser.parse_args()
    for count in options.pages.split(","):  # each in a process of its own, for its memory to be told
        child = get_context("spawn").Process(target=simulate, args=(int(float(count)),))
        child.start()
        child.join()
