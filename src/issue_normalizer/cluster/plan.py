"""What there is to do: the web archives of a source, each with an id that changes with all it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct, json

from issue_normalizer import __version__
from issue_normalizer.batch.sources import WEB_ARCHIVES
from issue_normalizer.cluster.objects import file_system, is_local
from issue_normalizer.cluster.settings import Settings
from issue_normalizer.errors import UsageError
from issue_normalizer.issue import SCHEMA
from issue_normalizer.safe import for_terminal

STAGES = 1  # the version of what stages leave to each other
_ID = 16  # letters of a checksum: 64 bits


class Archive(Struct, frozen=True):
    """A web archive: the name it goes by, its address, and the id of what comes out of it."""

    name: str
    address: str
    size: int
    id: str


class Plan(Struct, frozen=True):
    """The archives of a run by name, an id for the whole, and how many other objects the source holds."""

    archives: tuple[Archive, ...]
    id: str
    aside: int


def make_plan(source: str, settings: Settings) -> Plan:
    """Plan a run. Raises UsageError for a source that is not there, or holds no web archive."""
    found = sorted(_listed(source), key=lambda one: one[0])
    archives = [
        Archive(name, address, size, archive_id((name, address, tag, size), settings))
        for name, address, tag, size in found
        if address.lower().endswith(WEB_ARCHIVES)
    ]
    if not archives:
        endings = " or ".join(WEB_ARCHIVES)
        raise UsageError(f"{source}: it holds no web archive; their names end in {endings}")
    return Plan(tuple(archives), run_id(archives, settings), len(found) - len(archives))


def archive_id(archive: tuple[str, str, str, int], settings: Settings) -> str:
    """Give the id of an archive, by name, address, ETag and size: others, or other settings, are another."""
    how = (settings.options, settings.match, settings.wanted, settings.shard_pages, settings.bounds)
    return _checksum((archive, how))


def run_id(archives: Iterable[Archive], settings: Settings) -> str:
    """Give the id of a run."""
    return _checksum(([one.id for one in archives], settings.layout, settings.merge))


def _checksum(value: object) -> str:
    return hashlib.sha256(json.encode((value, __version__, SCHEMA, STAGES))).hexdigest()[:_ID]


def _listed(source: str) -> Iterator[tuple[str, str, str, int]]:
    """List the objects of a source: a file, a folder, or a pattern. What is hidden is left out."""
    system, path = file_system(source)
    try:
        is_pattern = bool(set("*?[") & set(source)) and not system.exists(path)
        found = system.glob(path, detail=True) if is_pattern else system.find(path, detail=True)
    except OSError as error:
        raise UsageError(f"{source}: it cannot be listed: {error.strerror or error}") from None
    if not found:
        raise UsageError(f"{source}: there is no such object or folder; check the address")
    taken: set[str] = set()
    for place, facts in sorted(found.items()):
        if facts["type"] == "file":
            name = place.rpartition("/")[2] if is_pattern or place == path else _below(path, place)
            if not any(part.startswith(".") for part in name.split("/")):
                yield _free(for_terminal(name), taken), _address(system, place), _tag(facts), facts["size"]


def _below(path: str, place: str) -> str:
    """Name an object as `batch` names a file in a folder: from that folder on."""
    return place.removeprefix(path.rpartition("/")[0]).lstrip("/")


def _free(name: str, taken: set[str]) -> str:
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}#{number}"
    taken.add(free)
    return free


def _address(system: Any, place: str) -> str:  # noqa: ANN401 - fsspec has no types
    return place if is_local(system) else str(system.unstrip_protocol(place))


def _tag(facts: dict[str, Any]) -> str:
    """Give what changes with an object's content: its ETag, else when it was written."""
    tags = (facts.get(key) for key in ("ETag", "etag", "mtime", "LastModified"))
    return str(next((tag for tag in tags if tag is not None), ""))
