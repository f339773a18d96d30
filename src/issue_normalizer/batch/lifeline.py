"""A process ends when the one that started it is gone: killed, crashed or done.

The parent alone holds the writing end of a pipe through which nothing is ever sent; that end closes with it,
however it ends. Who started a process is no sign: under `forkserver` that is the server, which lives on.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from msgspec import Struct


class Lifeline(Struct, frozen=True):
    """A pipe between a process and those it starts; only `theirs` goes to a process that is not forked."""

    theirs: Connection
    own: Connection | None

    @classmethod
    def made(cls) -> Lifeline:
        """Make one for the processes that this one starts."""
        return cls(*Pipe(duplex=False))

    def __reduce__(self) -> tuple[type[Lifeline], tuple[Connection, None]]:
        return Lifeline, (self.theirs, None)

    def close(self) -> None:
        """Close both ends: the processes that have it end."""
        for end in (self.theirs, self.own):
            if end:
                end.close()


def end_with(lifeline: Lifeline) -> None:
    """End this process as soon as its parent is gone.

    Linux kills it, whatever it does. Elsewhere a thread waits for that: code in C that holds Python's lock
    goes on until it gives it back.
    """
    if lifeline.own:
        lifeline.own.close()  # a copy that came with the fork: it would keep the pipe open
    if sys.platform != "linux" or not _is_killed_with(lifeline.theirs):
        threading.Thread(target=_wait_for_end, args=(lifeline.theirs,), daemon=True).start()


def _is_killed_with(end: Connection) -> bool:
    """Have the kernel send SIGKILL when the other end closes (fcntl(2): F_SETSIG, O_ASYNC).

    The end is opened anew, for who is told belongs to the open file, which all processes share. False
    where there is no `/proc` to do it.
    """
    import fcntl

    try:
        handle = os.open(f"/proc/self/fd/{end.fileno()}", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    fcntl.fcntl(handle, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(handle, fcntl.F_SETFL, fcntl.fcntl(handle, fcntl.F_GETFL) | os.O_ASYNC)
    if end.poll():  # it was closed before
        os.kill(os.getpid(), signal.SIGKILL)
    return True


def _wait_for_end(end: Connection) -> None:
    end.poll(None)
    os._exit(1)


@contextmanager
def without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back while a process starts: it would be told in the middle of its imports."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
