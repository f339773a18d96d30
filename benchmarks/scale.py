"""Plan a run of `normalize cluster` over many pages, with made-up metadata: tasks, objects, rows, memory.

    python benchmarks/scale.py [--pages 1e6,1e7,1e8,1e9]
    python benchmarks/scale.py --rows DATASET

The driver is the real one; an engine of no workers makes up what each task would give. What a task holds is
told by its rows and the bytes a row: a task's memory is that of its worker. With --rows, the bytes of a
narrow row are measured on those that a run left in its dataset.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import get_context
from typing import Any

import pyarrow as pa

from issue_normalizer.cluster.choose import Bucket
from issue_normalizer.cluster.naming import NamesBucket
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import rows_of, written
from issue_normalizer.cluster.plan import Plan, WebArchive
from issue_normalizer.cluster.regroup import Fragment, RegroupStep, regroup
from issue_normalizer.cluster.run import Run
from issue_normalizer.cluster.scrapes import lean
from issue_normalizer.cluster.settings import ClusterSettings
from issue_normalizer.cluster.settle import Settling
from issue_normalizer.cluster.shards import Job
from issue_normalizer.cluster.slices import Slice
from issue_normalizer.cluster.stage import SCRAPES, SLICE
from issue_normalizer.cluster.stages import StageWatcher

PAGES = 1_000_000_000
ARCHIVE_PAGES = 40_000  # what crawlers put into a file of some gigabyte
CONVERTED = 0.9  # of pages: the rest are refused, or no issues
SCRAPES_AN_ISSUE = 1.8  # of an issue
NAMED = 4  # earlier issues that an issue lists
RENAMED = 0.01  # of issues
NARROW = 70  # bytes of a narrow row, packed
HELD = 1_500  # bytes of a narrow row as Python holds it
ARROW = 400  # bytes of one in a table of Arrow, with the copy that sorting makes
WIDE = 20_000  # bytes of a page as a slice holds it: its entry packed, rows, their columns


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
        if kind is RegroupStep:
            self.shuffled += rows * NARROW
            self.most[stage] = max(self.most[stage], rows * ARROW)
            return _parted(rows, 1 << argument.bits)
        if kind is Job:
            self.most[stage] = max(self.most[stage], argument.settings.shard_pages * 10_000)
            return _shards(argument, self.pages)
        self.most[stage] = max(self.most[stage], rows * HELD)
        if kind is Bucket:
            return {"names": int(rows / SCRAPES_AN_ISSUE)}
        if kind is NamesBucket:
            return {"renames": int(rows * RENAMED)}
        if kind is Settling:
            outcomes = int(self.pages * CONVERTED / _buckets(self.tasks))
            self.most[stage] = max(self.most[stage], outcomes * HELD)
            return {"outcomes": outcomes, "issues": 0, "items": 0, "named": 0}
        if kind is Slice:
            held = len(argument.shards) * ClusterSettings().shard_pages
            self.most[stage] = max(self.most[stage], held * WIDE)
            issues = int(held * CONVERTED / SCRAPES_AN_ISSUE)
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
        WebArchive(f"crawl/{n:06}.warc.gz", f"s3://bucket/crawl/{n:06}.warc.gz", 10**9, f"{n:016x}")
        for n in range(max(1, pages // ARCHIVE_PAGES))
    )
    engine = Fake(pages)
    watcher = StageWatcher(lambda _stage, _count: None, lambda: None)
    Run(f"memory://{pages}", Plan(archives, "f" * 16), ClusterSettings(), engine, watcher).summary()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    most = {name: f"{size / 1e6:.0f}" for name, size in engine.most.items()}
    took, moved = time.process_time() - start, engine.shuffled / 1e9
    print(f"{pages:,} pages: {sum(engine.tasks.values()):,} tasks {dict(engine.tasks)}")
    print(f"  {moved:.1f} GB regrouped; driver {held:.0f} MiB, {took:.0f} s; MB a task {most}")


def measure_rows(dataset: str) -> None:
    """Print the bytes of a narrow row as they are left by archives, and as they are regrouped.

    The archives, shards and slices of rows are made up: those of a crawl come from any of them.
    """
    objects, crawl = Objects(dataset), Objects("memory://rows")
    chance = random.Random(1)
    archives = [f"{chance.getrandbits(64):016x}" for _ in range(PAGES // ARCHIVE_PAGES)]
    names = [name for name in objects.names("_stage/archives") if name.endswith(".scrapes")]
    stored = sum(len(objects.read(name)) for name in names)
    rows = rows_of(objects.read(name) for name in names)
    for row in rows:
        row |= {"archive": chance.choice(archives), "shard": chance.randrange(8)}
        row |= {"row": chance.randrange(5000), "slice": chance.randrange(PAGES // 5000)}
    crawl.put("in", written(rows, SCRAPES.append(pa.field(*SLICE))))
    pieces = (Fragment("in", len(rows)),)
    print(f"{len(rows):,} rows: {stored / len(rows):.0f} bytes each as archives leave them")
    for layout, merge in (("{series}/{date}", False), ("{series}/{date}", True), ("{title}", True)):
        folder = f"{layout} {merge}"
        found = regroup(crawl, RegroupStep(pieces, folder, 0, 1, lean(layout, merge=merge)))
        size = sum(len(crawl.read(f"{folder}/{bucket:03}")) for bucket, _ in found)
        how = f"--layout {layout}{' --merge' * merge}"
        print(f"  {size / len(rows):.0f} bytes as they are regrouped, {how}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", metavar="DATASET", help="measure narrow rows instead")
    parser.add_argument("--pages", default="1e6,1e7,1e8,1e9", help="how many (1e6,1e7,1e8,1e9)")
    options = parser.parse_args()
    if options.rows:
        measure_rows(options.rows)
        sys.exit()
    for count in options.pages.split(","):  # each in a process of its own, for its memory to be told
        child = get_context("spawn").Process(target=simulate, args=(int(float(count)),))
        child.start()
        child.join()
