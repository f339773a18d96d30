"""The files of an archive: all changes of a run are written aside first, then put in their place at once.

What is to be moved where stands in a list, written whole before the first move. A run that is killed while
it moves is finished by the next; one that is killed before has changed nothing.
"""

from __future__ import annotations

import hashlib
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BufferedWriter
from pathlib import Path
from types import FrameType
from typing import Literal

import msgspec
from msgspec import Struct

from issue_normalizer.atomic import stage, write_bytes
from issue_normalizer.batch.store import FOLDER
from issue_normalizer.errors import UsageError

FORMS = ("md", "json")  # those in which an issue has a file of its own
STAGING = "staging"
_LIST = "moves.json"

State = Literal["same", "changed", "edited"]


class _Steps(Struct, frozen=True):
    """What a run does to the files: renames by the old name, what was made aside by its place, removals."""

    renames: dict[str, str]
    moves: dict[str, str]
    removals: list[str]


def checksum(data: bytes) -> str:
    """Give the checksum that tells whether an output is what was written last."""
    return hashlib.sha256(data).hexdigest()


class Files:
    """The output files of a run; `moved` tells where a file stands that gets another place."""

    def __init__(self, out: Path, moved: Mapping[str, str], *, is_dry: bool) -> None:
        self.out, self.moved, self.is_dry = out, dict(moved), is_dry
        self.staging = out / FOLDER / STAGING
        self.moves: dict[str, str] = {}
        self.removals: list[str] = []
        self.parts: dict[str, BufferedWriter] = {}
        self.changed: list[str] = []

    def put(self, name: str, text: str, last: str | None, *, forced: bool) -> State:
        """Write a file, if it would change; one that is not what was written `last` is left alone."""
        data = text.encode("utf-8")
        if self.read(name) == data:
            return "same"
        if not forced and self.is_edited(name, last):
            return "edited"
        self.write(name, data)
        return "changed"

    def write(self, name: str, data: bytes) -> None:
        """Write a file that is made anew in each run."""
        if self.read(name) == data:
            return
        self.changed.append(name)
        if not self.is_dry:
            self.moves[name] = self._stage(name, data).name

    def append(self, name: str, text: str) -> None:
        """Add to a file that is too large to be held in memory; `finish` ends it."""
        if self.is_dry:
            return
        if name not in self.parts:
            self.parts[name] = self._stage(name, b"").open("ab")
        self.parts[name].write(text.encode("utf-8"))

    def finish(self, name: str) -> None:
        """End a file that was added to; one that nothing was added to is empty."""
        self.append(name, "")
        if self.is_dry:
            return
        with self.parts.pop(name) as stream:
            part = Path(stream.name)
        self.adopt(name, part)

    def aside(self, name: str) -> Path | None:
        """Give a place to make a file in that another library writes; None where nothing is written."""
        if self.is_dry:
            return None
        path = self._stage(name, b"")
        path.unlink()
        return path

    def adopt(self, name: str, part: Path) -> None:
        """Take a file that was made aside, if it would change what stands."""
        import filecmp

        path = self.out / name
        if path.is_file() and filecmp.cmp(part, path, shallow=False):
            part.unlink()
        else:
            self.moves[name] = part.name
            self.changed.append(name)

    def is_edited(self, name: str, last: str | None) -> bool:
        """Tell whether a file is there and is not what was written `last`."""
        there = self.read(name)
        return there is not None and checksum(there) != last

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        if self.read(name) is not None:
            self.removals.append(name)
            self.changed.append(name)

    def close(self) -> None:
        """Close what was not finished."""
        for stream in self.parts.values():
            stream.close()

    def commit(self) -> None:
        """Put everything in its place. Raises OSError; what it left is done by the next run."""
        if self.is_dry or not (self.moves or self.removals or self.moved):
            return
        steps = _Steps({old: new for new, old in self.moved.items()}, self.moves, self.removals)
        with _uninterrupted():
            write_bytes(self.out / FOLDER / _LIST, msgspec.json.encode(steps))
            recover(self.out)

    def read(self, name: str) -> bytes | None:
        """Read a file as it stands now; None where it cannot be read."""
        try:
            return (self.out / self.moved.get(name, name)).read_bytes()
        except OSError:
            return None

    def _stage(self, name: str, data: bytes) -> Path:
        self.staging.mkdir(parents=True, exist_ok=True)
        return stage(self.out / name, data, self.staging)


def recover(out: Path) -> None:
    """Finish what a run that was killed had begun to move, and take away what it left."""
    folder = out / FOLDER
    if (folder / _LIST).is_file():
        steps = _read_steps(folder / _LIST)
        for old, new in steps.renames.items():
            if (out / old).exists():
                _move(out / old, out / new)
                _remove_empty((out / old).parent, out)
        for name, part in steps.moves.items():
            if (folder / STAGING / part).exists():
                _move(folder / STAGING / part, out / name)
        for name in steps.removals:
            (out / name).unlink(missing_ok=True)
            _remove_empty((out / name).parent, out)
        (folder / _LIST).unlink()
    if (folder / STAGING).is_dir():
        for path in (folder / STAGING).iterdir():
            path.unlink(missing_ok=True)


def _read_steps(path: Path) -> _Steps:
    """Read what is to be moved. Raises UsageError where that cannot be known."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Steps)
    except msgspec.DecodeError:
        raise UsageError(f"{path}: it is damaged; remove it, and all is written anew") from None


def _move(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    path.replace(target)


def _remove_empty(folder: Path, out: Path) -> None:
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back: moving files takes moments."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        caught.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if caught:
        raise KeyboardInterrupt
