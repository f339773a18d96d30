"""Work on several processes: one that hangs or dies is replaced, its task told, and the rest goes on."""

from __future__ import annotations

import math
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, Protocol, TypeVar

from msgspec import Struct

from issue_normalizer.batch.lifeline import Lifeline, end_with, without_interrupts

T = TypeVar("T")
R = TypeVar("R")


class Failure(Struct, frozen=True):
    """Why a task has no result."""

    reason: str


class Child(Protocol):
    """A process that does what comes through its connection, as `serve` does."""

    connection: Connection

    def end(self) -> None:
        """End the process at once."""


class _Process:
    """A child by way of multiprocessing."""

    def __init__(self, work: Callable[[T], R], lifeline: Lifeline) -> None:
        context = multiprocessing.get_context()
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(work, theirs, lifeline), daemon=True)
        with without_interrupts():
            self.process.start()
        theirs.close()

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class _Worker(Generic[T, R]):
    """A child, and the tasks that it has not done yet; it works on the first of them."""

    def __init__(self, child: Child, seconds: float) -> None:
        self.child, self.seconds = child, seconds
        self.tasks: deque[T] = deque()
        self.deadline = math.inf

    def give(self, tasks: Sequence[T]) -> None:
        """Hand tasks over; where the process is gone, `take` tells."""
        self.tasks = deque(tasks)
        self._restart_clock()
        with suppress(OSError):
            self.child.connection.send(tasks)

    def take(self) -> tuple[T, R | Failure]:
        """Take the result of the first task, or why there is none."""
        result: R | Failure
        if not self.child.connection.poll():
            result = Failure(f"it took longer than {self.seconds:g} seconds, see --timeout")
        else:
            try:
                result = self.child.connection.recv()
            except (EOFError, OSError):
                result = Failure("the process that read it died, perhaps for want of memory")
        self._restart_clock()
        return self.tasks.popleft(), result

    def _restart_clock(self) -> None:
        self.deadline = time.monotonic() + self.seconds if self.seconds else math.inf


def serve(work: Callable[[T], R], connection: Connection, lifeline: Lifeline) -> None:
    """Do what comes until the other end is closed; end with the parent, whatever it is that is done."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told too, and ends this
    end_with(lifeline)
    with suppress(EOFError, OSError):
        while True:
            for task in connection.recv():
                connection.send(_result(work, task))


def _result(work: Callable[[T], R], task: T) -> R | OSError:
    """Do a task; what the system refuses (a full disk) is told to the parent, and ends the run there."""
    try:
        return work(task)
    except OSError as error:
        return error


def run_all(
    work: Callable[[T], R], bundles: Iterable[Sequence[T]], jobs: int, seconds: float
) -> Iterator[tuple[T, R | Failure]]:
    """Do all tasks of all bundles on so many processes; see `run_on`. `work` must be picklable."""
    return run_on(partial(_Process, work), bundles, jobs, seconds)


def run_on(
    start: Callable[[Lifeline], Child], bundles: Iterable[Sequence[T]], jobs: int, seconds: float
) -> Iterator[tuple[T, Any | Failure]]:
    """Do all tasks of all bundles on so many children; give each task with its result, as it is done.

    The tasks must be picklable. `seconds` is what one task may take, 0 for any time. One child keeps their
    order.
    """
    waiting = iter(bundles)
    again: list[Sequence[T]] = []  # what a process that was ended has left
    workers: list[_Worker[T, Any]] = []
    lifeline = Lifeline.made()
    try:
        while True:
            while (idle := _idle(workers)) or len(workers) < jobs:
                bundle = again.pop() if again else next(waiting, None)
                if bundle is None:
                    break
                if idle is None:
                    workers.append(idle := _Worker(start(lifeline), seconds))
                idle.give(bundle)
            busy = [worker for worker in workers if worker.tasks]
            if not busy:
                return
            for worker in _ready(busy):
                task, result = worker.take()
                if isinstance(result, OSError):
                    raise result
                if isinstance(result, Failure):
                    workers.remove(worker)
                    worker.child.end()
                    again += [tuple(worker.tasks)] if worker.tasks else []
                yield task, result
    finally:
        for worker in workers:
            worker.child.end()
        lifeline.close()


def _idle(workers: Sequence[_Worker[T, R]]) -> _Worker[T, R] | None:
    return next((worker for worker in workers if not worker.tasks), None)


def _ready(busy: Sequence[_Worker[T, R]]) -> list[_Worker[T, R]]:
    """Wait until a process has a result, has died, or is late; give those."""
    first = min(worker.deadline for worker in busy)
    left = None if first == math.inf else max(0.0, first - time.monotonic())
    speaking = set(wait([worker.child.connection for worker in busy], left))
    now = time.monotonic()
    return [worker for worker in busy if worker.child.connection in speaking or worker.deadline <= now]
