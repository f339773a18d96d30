"""Files are written whole or not at all: beside their place first, then moved onto it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def stage(path: Path, data: bytes, folder: Path | None = None) -> Path:
    """Write data beside a file's place; the temporary file's name comes back. A file keeps its mode.

    `folder`, on the same file system, is where the temporary file stands instead. Raises OSError,
    which names the file itself.
    """
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:60]}.", dir=folder or path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from None
    return Path(temporary)


def write_bytes(path: Path, data: bytes, folder: Path | None = None) -> None:
    """Write a file whole or not at all; its folder is made where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = stage(path, data, folder)
    try:
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def write_new(path: Path, data: bytes) -> None:
    """Write a file whole, if none is there. Raises FileExistsError where one is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = stage(path, data)
    try:
        os.link(temporary, path)  # of two that write at once, one is told
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists():
            raise FileExistsError(17, "it is there", str(path)) from None
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def update(path: Path, data: bytes, folder: Path | None = None) -> bool:
    """Write a file if its content would change; tell whether it did. Else its time stays."""
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except OSError:
        pass
    write_bytes(path, data, folder)
    return True


def _umask() -> int:
    """Read the mask for new files; there is no way but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
