"""Objects under one address, on any file system that fsspec knows: whole or not there, and never changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO, Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from issue_normalizer.atomic import write_new
from issue_normalizer.errors import UsageError

_BLOCK = 8 << 20  # bytes that a reader fetches at once


def file_system(address: str) -> tuple[Any, str]:
    """Give the file system of an address, and the path in it. Raises UsageError where it is not known."""
    try:
        found, path = fsspec.core.url_to_fs(address, use_listings_cache=False)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{address}: {' '.join(str(error).split())}") from None
    return found, path.rstrip("/")


def is_local(system: object) -> bool:
    """Tell whether a file system is that of this machine."""
    return isinstance(system, LocalFileSystem)


def open_object(system: Any, path: str) -> IO[bytes]:  # noqa: ANN401 - fsspec has no types
    """Open an object to be read from its start to its end."""
    opened: IO[bytes] = system.open(path, "rb", block_size=_BLOCK, cache_type="readahead")
    return opened


class Objects:
    """The objects below an address, each by its name from there on. All calls raise OSError."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.system, self.root = file_system(address)

    def put(self, name: str, data: bytes) -> bytes:
        """Write an object whole, unless one is there; give what is there now."""
        path = f"{self.root}/{name}"
        try:
            if is_local(self.system):
                write_new(Path(path), data)
            else:
                self.system.pipe_file(path, data, mode="create")  # S3: If-None-Match
        except FileExistsError:
            return self.read(name)
        except OSError:
            if self.has(name):  # two that write at once: one of them is told of a conflict
                return self.read(name)
            raise
        return data

    def read(self, name: str) -> bytes:
        """Read an object."""
        data: bytes = self.system.cat_file(f"{self.root}/{name}")
        return data

    def find(self, name: str) -> bytes | None:
        """Read an object, if it is there."""
        try:
            return self.read(name)
        except (FileNotFoundError, NotADirectoryError):
            return None

    def has(self, name: str) -> bool:
        """Tell whether an object is there."""
        return bool(self.system.exists(f"{self.root}/{name}"))

    def open(self, name: str) -> IO[bytes]:
        """Open an object for reads here and there; one that is small is fetched whole."""
        path = f"{self.root}/{name}"
        cache = "all" if self.system.size(path) <= _BLOCK else "none"
        opened: IO[bytes] = self.system.open(path, "rb", cache_type=cache)
        return opened

    def names(self, folder: str) -> list[str]:
        """List the names below a folder, sorted."""
        start = len(self.root) + 1
        try:
            return sorted(path[start:] for path in self.system.find(f"{self.root}/{folder}"))
        except FileNotFoundError:
            return []

    def remove(self, folder: str) -> None:
        """Remove all below a folder, or one object."""
        path = f"{self.root}/{folder}"
        if self.system.exists(path):
            self.system.rm(path, recursive=True)


def absolute(address: str) -> str:
    """Give an address as other processes know it: a path of this machine from its root on."""
    system, path = file_system(address)
    return os.path.abspath(path) if is_local(system) else address.rstrip("/")  # noqa: PTH100 - links stay
