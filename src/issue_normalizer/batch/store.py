"""What a batch keeps beside its output, in `DIR/.normalize`: converted inputs, and a lock.

One file of SQLite. Everything in it can be made again: a run that was killed leaves it whole, for SQLite
writes all of a change or nothing, and a file that is damaged is made anew.
"""

from __future__ import annotations

import errno
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from issue_normalizer.atomic import update
from issue_normalizer.batch.entry import Entry, Record, unpack, unpack_record

FOLDER = ".normalize"
_FILE = "store.sqlite"
_SCHEMA = """
    PRAGMA auto_vacuum = FULL;
    CREATE TABLE entry (
        key TEXT PRIMARY KEY, record BLOB NOT NULL, texts BLOB NOT NULL, sum INTEGER NOT NULL
    );
    CREATE TABLE written (sha256 TEXT PRIMARY KEY, key TEXT NOT NULL);
    PRAGMA user_version = 1;
"""
_VERSION = 1
_SAVE = 1.0  # seconds of work that a killed run may lose


class Store:
    """The kept entries of an output folder.

    It is held in memory until `keep` is called: a run that finds nothing to do leaves nothing behind.
    """

    def __init__(self, out: Path) -> None:
        self.folder = out / FOLDER
        self.database = sqlite3.connect(":memory:")
        self.database.executescript(_SCHEMA)
        self.known: sqlite3.Connection | None = None
        self.saved = time.monotonic()

    @contextmanager
    def opened(self, waiting: Callable[[], None]) -> Iterator[None]:
        """Open what was kept, and keep other runs out; `waiting` is called where another run is at work."""
        with self._locked(waiting), _as_os_errors(self.folder):
            if (self.folder / _FILE).is_file():
                self.known = _opened(self.folder / _FILE)
            try:
                yield
            finally:
                try:
                    self.save()
                finally:
                    for database in {id(one): one for one in (self.database, self.known) if one}.values():
                        database.close()

    def keep(self) -> None:
        """Write to the file from now on, what was added so far too."""
        if self.known is None:
            update(self.folder / ".gitignore", b"*\n")
            self.known = _opened(self.folder / _FILE)
        if self.database is not self.known:
            for table in ("entry", "written"):
                rows = self.database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - a fixed name
                for row in rows:
                    marks = ",".join("?" * len(row))
                    self.known.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)  # noqa: S608
            self.database.close()
            self.database = self.known

    def put(self, key: str, record: bytes, texts: bytes) -> None:
        """Add an entry, as `pack` gave it."""
        row = (key, record, texts, zlib.crc32(texts))
        self.database.execute("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)", row)
        if time.monotonic() - self.saved > _SAVE:
            self.save()

    def put_written(self, sha256: str, key: str) -> None:
        """Note which entry an output of this checksum shows."""
        self.database.execute("INSERT OR REPLACE INTO written VALUES (?, ?)", (sha256, key))

    def save(self) -> None:
        """Have what was added on disk, where it goes there."""
        self.database.commit()
        self.saved = time.monotonic()

    def record(self, key: str) -> Record | None:
        """Give the record of an entry, if it is there and whole."""
        row = self._row("SELECT record, texts, sum FROM entry WHERE key = ?", key)
        try:
            return unpack_record(row[0]) if row and zlib.crc32(row[1]) == row[2] else None
        except (ValueError, zlib.error):
            return None

    def get(self, key: str) -> Entry:
        """Give an entry that is there."""
        row = self._row("SELECT record, texts, sum FROM entry WHERE key = ?", key)
        if row is None:
            raise KeyError(key)
        return unpack(row[0], row[1])

    def written(self, sha256: str) -> Entry | None:
        """Give the entry that an output of this checksum shows, if it is there and whole."""
        row = self._row(
            "SELECT record, texts, sum FROM written JOIN entry USING (key) WHERE written.sha256 = ?", sha256
        )
        try:
            return unpack(row[0], row[1]) if row else None
        except (ValueError, zlib.error):
            return None

    def keep_only(self, keys: Iterable[str], written: Iterable[str]) -> None:
        """Remove the entries that no input has any more, and no output shows."""
        self.database.execute("CREATE TEMP TABLE used (name TEXT PRIMARY KEY)")
        self.database.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((name,) for name in written))
        self.database.execute("DELETE FROM written WHERE sha256 NOT IN used")
        self.database.execute("INSERT OR IGNORE INTO used SELECT key FROM written")
        self.database.executemany("INSERT OR IGNORE INTO used VALUES (?)", ((name,) for name in keys))
        self.database.execute("DELETE FROM entry WHERE key NOT IN used")
        self.database.execute("DROP TABLE used")
        self.save()

    def _row(self, query: str, name: str) -> tuple[bytes, bytes, int] | None:
        for database in (self.database, self.known):
            row = database.execute(query, (name,)).fetchone() if database else None
            if row:
                return row[0], row[1], row[2]
        return None

    @contextmanager
    def _locked(self, waiting: Callable[[], None]) -> Iterator[None]:
        from filelock import FileLock, Timeout

        made = [one for one in (self.folder, *self.folder.parents) if not one.exists()]
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
        try:
            yield
        finally:
            lock.release()
            self._leave(made)

    def _leave(self, made: list[Path]) -> None:
        """Take away the folders that this run made and left empty but for the lock."""
        if made and [path.name for path in self.folder.iterdir()] in ([], ["lock"]):
            (self.folder / "lock").unlink(missing_ok=True)
            for folder in made:
                if any(folder.iterdir()):
                    return
                folder.rmdir()


@contextmanager
def _as_os_errors(folder: Path) -> Iterator[None]:
    """Tell what SQLite cannot write, for want of room or of rights, as the system tells it of other files."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(errno.EIO, str(error), str(folder)) from None


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file; one that is damaged, or of another version, is made anew."""
    database = sqlite3.connect(path)
    try:
        if database.execute("PRAGMA user_version").fetchone() == (_VERSION,):
            database.execute("PRAGMA quick_check").fetchone()
            return database
    except sqlite3.DatabaseError:
        pass
    database.close()
    path.unlink(missing_ok=True)
    Path(f"{path}-journal").unlink(missing_ok=True)
    database = sqlite3.connect(path)
    database.executescript(_SCHEMA)
    return database
