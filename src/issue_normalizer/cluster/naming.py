"""The names that issues want -> those they get: of several that want one, all but the first are numbered.

Only names that differ in such numbers can stand in each other's way: they are a family, and come together.
"""

from __future__ import annotations

import re
import unicodedata
from operator import itemgetter
from typing import Any

from msgspec import Struct

from issue_normalizer.batch.homes import OWN_FILES
from issue_normalizer.batch.names import unique
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import rows_of, written
from issue_normalizer.cluster.regroup import Fragment, at_of
from issue_normalizer.cluster.stage import RENAMES

_NUMBER = re.compile(r"(?:-(?:[2-9]|[1-9]\d+))+\Z")  # as `unique` writes them

_order = itemgetter("first", "second", "third", "nth")


class NamesBucket(Struct, frozen=True):
    """A bucket of names, where the others that are given go, and the bits of the buckets of issues."""

    pieces: tuple[Fragment, ...]
    name: str
    bits: int


def family(path: str) -> str:
    """Give what all names have in common that a path may clash with."""
    return _NUMBER.sub("", unicodedata.normalize("NFC", path.casefold()))


def name(objects: Objects, names: NamesBucket) -> dict[str, int]:
    """Give names in the order in which `batch` does; tell how many issues get another than they want."""
    taken = {own.casefold() for own in OWN_FILES}
    renamed: list[dict[str, Any]] = []
    for one in sorted(rows_of(objects.read(piece.name) for piece in names.pieces), key=_order):
        path = unique(one["wanted"], taken)
        if path != one["wanted"]:
            at = at_of(one["bucket"], names.bits)
            renamed.append({"at": at, "bucket": one["bucket"], "issue": one["issue"], "path": path})
    objects.put(f"{names.name}.renames", written(renamed, RENAMES))
    return {"renames": len(renamed)}
