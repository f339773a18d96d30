"""The process that converts documents for a worker: it has limits, and may hang or die; the worker goes on.

It is a plain program: workers of an engine are often daemons, which may have no children by multiprocessing.
"""

from __future__ import annotations

import gc
import hashlib
import math
import subprocess
import sys
from contextlib import suppress
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import TypeAlias

from issue_normalizer.batch.convert import Task
from issue_normalizer.batch.entry import ConversionOptions, convert_source, pack
from issue_normalizer.batch.lifeline import Lifeline, without_interrupts
from issue_normalizer.batch.workers import serve
from issue_normalizer.cluster.settings import Bounds

# What comes back: the record and the texts of an entry as `pack` gives them, and the digest of its Markdown.
Converted: TypeAlias = tuple[bytes, bytes, bytes]

DIGEST = 8  # bytes: they tell apart what scrapes of one series and date came out as
_THRESHOLD = 50_000  # objects: a conversion of one page makes fewer, and no garbage worth a search


class Guard:
    """A child that converts; see `workers.Child`."""

    def __init__(self, options: ConversionOptions, bounds: Bounds, lifeline: Lifeline) -> None:
        self.connection, theirs = Pipe()
        ends = (theirs.fileno(), lifeline.theirs.fileno())
        command = [sys.executable, "-m", __name__, *map(str, ends)]
        with without_interrupts():
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=ends)  # noqa: S603
        theirs.close()
        self.connection.send((options, bounds))

    def end(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.wait()
        self.connection.close()


def convert(task: Task, options: ConversionOptions, bounds: Bounds) -> Converted:
    """Convert a source within its time of the processor; that by the clock is the parent's to tell."""
    limit_time(bounds)
    return converted(task, options)


def converted(task: Task, options: ConversionOptions) -> Converted:
    """Convert a source."""
    entry = convert_source(task[0], options)
    return (*pack(entry), digest_of(entry.markdown))


def digest_of(markdown: str) -> bytes:
    """Give what tells whether two scrapes came out as the same text."""
    return hashlib.sha256(markdown.encode()).digest()[:DIGEST]


def limit_time(bounds: Bounds) -> None:
    """Have the kernel end this process once it took so much more time of the processor (getrlimit(2))."""
    if not bounds.seconds:
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = math.ceil(used.ru_utime + used.ru_stime + bounds.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # the signal that ends it would dump its memory


def limit_memory(bounds: Bounds) -> None:
    """Have the kernel give this process no more address space; a worker's own limit does not see it."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = bounds.memory if hard < 0 else min(bounds.memory, hard)
    with suppress(ValueError):  # macOS has it, and may not let it be set
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def main(ends: list[str]) -> None:
    """Do what comes through the first of two file descriptors, until the parent is gone."""
    gc.set_threshold(_THRESHOLD)
    theirs, lifeline = (Connection(int(end)) for end in ends)
    options, bounds = theirs.recv()
    limit_memory(bounds)
    serve(partial(convert, options=options, bounds=bounds), theirs, Lifeline(lifeline, None))


if __name__ == "__main__":
    main(sys.argv[1:])
