"""An archive in the forms that other programs read: a database, a table, a feed; one file each."""

from __future__ import annotations

from collections.abc import Container
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from issue_normalizer.batch.entry import Entry
    from issue_normalizer.batch.files import Files


class Export(Protocol):
    """Takes in the issues of an archive one by one, and writes its file at the end."""

    def __init__(self, files: Files) -> None:
        """Begin a file."""

    def add(self, path: str, entry: Entry) -> None:
        """Take in an issue; `path` is where it stands in the archive, without ending."""

    def finish(self) -> None:
        """End the file."""


# form -> its file in the archive, and the module with its `Writer`
FORMS = {
    "sqlite": ("issues.sqlite", "issue_normalizer.exports.sqlite"),
    "csv": ("items.csv", "issue_normalizer.exports.table"),
    "atom": ("index.atom", "issue_normalizer.exports.atom"),
}


def begin(asked: Container[str], files: Files, out: Path) -> list[Export]:
    """Begin the exports that are asked for, and those that an earlier run wrote: these are kept up."""
    wanted = [module for form, (name, module) in FORMS.items() if form in asked or (out / name).is_file()]
    return [import_module(module).Writer(files) for module in wanted]
