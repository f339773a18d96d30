"""Work on several processes: one that hangs or dies is replaced, its task told, and the rest goes on."""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Generic, NamedTuple, TypeVar

_LOOK = 1.0  # seconds after which a process looks whether its parent is there
T = TypeVar("T")
R = TypeVar("R")


class Failure(NamedTuple):
    """Why a task has no result."""

    reason: str


class _Worker(Generic[T, R]):
    """A process, and the tasks that it has not done yet; it works on the first of them."""

    def __init__(self, work: Callable[[T], R], seconds: float) -> None:
        context = multiprocessing.get_context()
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(work, theirs, os.getpid()), daemon=True)
        self.process.start()
        theirs.close()
        self.seconds = seconds
        self.tasks: deque[T] = deque()
        self.deadline = math.inf

    def give(self, tasks: Sequence[T]) -> None:
        """Hand tasks over; where the process is gone, `take` tells."""
        self.tasks = deque(tasks)
        self._restart_clock()
        with suppress(OSError):
            self.connection.send(tasks)

    def take(self) -> tuple[T, R | Failure]:
        """Take the result of the first task, or why there is none."""
        result: R | Failure
        if not self.connection.poll():
            result = Failure(f"it took longer than {self.seconds:g} seconds, see --timeout")
        else:
            try:
                result = self.connection.recv()
            except (EOFError, OSError):
                result = Failure("the process that read it died, perhaps for want of memory")
        self._restart_clock()
        return self.tasks.popleft(), result

    def stop(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join()
        self.connection.close()

    def _restart_clock(self) -> None:
        self.deadline = time.monotonic() + self.seconds if self.seconds else math.inf


def _serve(work: Callable[[T], R], connection: Connection, parent: int) -> None:
    """Do what comes until the other end is closed, or its process is gone.

    A process that was forked holds copies of the other ends of those before it: they tell nothing.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told too, and ends this
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        while os.getppid() == parent:
            if connection.poll(_LOOK):
                for task in connection.recv():
                    connection.send(_result(work, task))
    except (EOFError, OSError):
        return


def _result(work: Callable[[T], R], task: T) -> R | OSError:
    """Do a task; what the system refuses (a full disk) is told to the parent, and ends the run there."""
    try:
        return work(task)
    except OSError as error:
        return error


def _end_with(parent: int) -> None:
    """End this process once its parent is gone, whatever it does meanwhile."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def run_all(
    work: Callable[[T], R], bundles: Iterable[Sequence[T]], jobs: int, seconds: float
) -> Iterator[tuple[T, R | Failure]]:
    """Do all tasks of all bundles on so many processes; give each task with its result, as it is done.

    `work` and the tasks must be picklable. `seconds` is what one task may take, 0 for any time.
    """
    waiting = iter(bundles)
    again: list[Sequence[T]] = []  # what a process that was ended has left
    workers: list[_Worker[T, R]] = []
    try:
        while True:
            while (idle := _idle(workers)) or len(workers) < jobs:
                bundle = again.pop() if again else next(waiting, None)
                if bundle is None:
                    break
                if idle is None:
                    workers.append(idle := _Worker(work, seconds))
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
                    worker.stop()
                    again += [tuple(worker.tasks)] if worker.tasks else []
                yield task, result
    finally:
        for worker in workers:
            worker.stop()


def _idle(workers: Sequence[_Worker[T, R]]) -> _Worker[T, R] | None:
    return next((worker for worker in workers if not worker.tasks), None)


def _ready(busy: Sequence[_Worker[T, R]]) -> list[_Worker[T, R]]:
    """Wait until a process has a result, has died, or is late; give those."""
    first = min(worker.deadline for worker in busy)
    left = None if first == math.inf else max(0.0, first - time.monotonic())
    speaking = set(wait([worker.connection for worker in busy], left))
    now = time.monotonic()
    return [worker for worker in busy if worker.connection in speaking or worker.deadline <= now]
