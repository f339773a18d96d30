"""Files are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from issue_normalizer.atomic import stage
from issue_normalizer.cli.output import fail_to_write


def write_files(files: Sequence[tuple[str, str]]) -> None:
    """Write files, each whole or not at all; none where one of them cannot be written.

    A link is followed, a file keeps its mode, and what is no regular file (`/dev/null`, a pipe) is
    written to as it is.
    """
    staged: list[tuple[Path, Path]] = []
    target = ""
    try:
        for target, text in files:
            path = Path(os.path.realpath(target))
            if _is_special(Path(target)):
                with Path(target).open("ab") as stream:
                    stream.write(text.encode("utf-8"))
            else:
                staged.append((stage(path, text.encode("utf-8")), path))
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as error:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        fail_to_write(error, target)


def _is_special(path: Path) -> bool:
    """Tell whether a path is that of a device or a pipe, such as `/dev/stderr`, wherever that leads."""
    is_device = len(path.parts) > 1 and path.is_absolute() and path.parts[1] in {"dev", "proc"}
    return path.exists() and not path.is_dir() and (is_device or not path.is_file())
