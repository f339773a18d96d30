"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from issue_normalizer.cli.output import fail


def write_files(files: Sequence[tuple[str, str]]) -> None:
    """Write files, each whole or not at all; none where one of them cannot be written.

    A link is followed, a file keeps its mode, and what is no regular file (`/dev/null`, a pipe) is
    written to as it is.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for target, text in files:
            path = Path(target).resolve()
            if path.exists() and not path.is_file() and not path.is_dir():
                path.write_bytes(text.encode("utf-8"))
            else:
                staged.append((_stage(path, text), path))
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as error:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        fail(str(error.filename2 or error.filename or ""), f"it cannot be written: {error.strerror}", 3)


def _stage(path: Path, text: str) -> Path:
    """Write a text beside its place; the temporary file's name comes back."""
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(text.encode("utf-8"))
    Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    return Path(temporary)


def _umask() -> int:
    """Read the mask for new files; there is no way but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
