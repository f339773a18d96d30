"""Pages that do harm to the process that converts them, and a clock that jumps as soon as one hangs.

Python loads this at its start where it stands on PYTHONPATH: in the workers of an engine, and their guards.
`NORMALIZE_HANGING` names a folder, where the child of a process notes that it hangs.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

FOLDER = os.environ.get("NORMALIZE_HANGING")


def harm(convert):
    """Give a conversion that does what a page says."""

    def converted(data: bytes, **options: object) -> object:
        from issue_normalizer.errors import RefusedError

        if b"please hang" in data:
            Path(str(FOLDER), str(os.getppid())).touch()
            threading.Event().wait()
        if b"please die" in data:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"please spin" in data:  # until the kernel has enough
            os.kill(os.getpid(), signal.SIGXCPU)
        if b"please swell" in data:
            bytearray(1 << 46)
        if b"please tell" in data:
            import resource

            limits = (resource.getrlimit(which)[0] for which in (resource.RLIMIT_AS, resource.RLIMIT_CPU))
            raise RefusedError(" ".join(map(str, limits)))
        return convert(data, **options)

    return converted


def set_clock(workers: object) -> None:
    """Have the clock of a process stand still while its child works; it jumps each time the child hangs.

    It jumps while results are waited for: a child may hang before the one before is taken.
    """
    own = Path(os.environ["NORMALIZE_HANGING"], str(os.getpid()))
    wait = workers.wait
    now = 0.0

    def wait_or_hang(ends: object, _: float | None) -> object:
        nonlocal now
        while not (found := wait(ends, 0.02)):
            if own.exists():
                own.unlink()
                now += 1e9
                break
        return found

    workers.wait = wait_or_hang
    workers.time = SimpleNamespace(monotonic=lambda: now)


if FOLDER and "issue_normalizer.cluster.guard" in sys.orig_argv:
    from issue_normalizer.batch import entry

    entry.convert = harm(entry.convert)
elif FOLDER:
    from issue_normalizer.batch import workers as _workers

    set_clock(_workers)
