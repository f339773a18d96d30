"""What a batch keeps beside its output, in `DIR/.normalize`: converted inputs, and a lock.

Everything in it can be made again: a run that was killed at any moment leaves whole entries only, and
the next one goes on from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from issue_normalizer.atomic import update
from issue_normalizer.batch.entry import Entry, Record, load, load_record

FOLDER = ".normalize"


class Store:
    """The kept entries of an output folder; `staging` is where files stand that are half written."""

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        self.staging = self.folder / "staging"
        self.staging.mkdir(parents=True, exist_ok=True)
        update(self.folder / ".gitignore", b"*\n")

    def path_of(self, key: str) -> Path:
        """Give the file of an entry."""
        return self.folder / "entries" / key[:2] / key

    def record(self, key: str) -> Record | None:
        """Give the record of an entry, if it is there and whole."""
        return load_record(self.path_of(key))

    def get(self, key: str, *, with_json: bool = True) -> Entry:
        """Give an entry that is there."""
        return load(self.path_of(key), with_json=with_json)

    @contextmanager
    def locked(self, waiting: Callable[[], None]) -> Iterator[None]:
        """Keep other runs out of the folder; `waiting` is called where another run has it."""
        from filelock import FileLock, Timeout

        lock = FileLock(self.folder / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
        try:
            for path in self.staging.iterdir():  # what a killed run left
                path.unlink(missing_ok=True)
            yield
        finally:
            lock.release()

    def keep_only(self, keys: Iterable[str]) -> None:
        """Remove the entries that no input has any more."""
        used = {self.path_of(key) for key in keys}
        for path in (self.folder / "entries").glob("*/*"):
            if path not in used:
                path.unlink(missing_ok=True)
