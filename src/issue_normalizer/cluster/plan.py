"""What there is to do: the web archives of a source, each with an id that changes with all it depends on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any

from msgspec import Struct, json

from issue_normalizer.batch.sources import WEB_ARCHIVES, Filter, free
from issue_normalizer.cluster.objects import file_system, is_local
from issue_normalizer.cluster.settings import Settings
from issue_normalizer.cluster.versions import versions
from issue_normalizer.errors import UsageError
from issue_normalizer.issue import SCHEMA
from issue_normalizer.safe import for_terminal

STAGES = 2  # the version of what stages leave to each other
_ID = 16  # letters of a checksum: 64 bits


class Archive(Struct, frozen=True):
    """A web archive: the name it goes by, its address, and the id of what comes out of it."""

    name: str
    address: str
    size: int
    id: str


class Plan(Struct, frozen=True):
    """The archives of a run by name, and an id for the whole."""

    archives: tuple[Archive, ...]
    id: str


def make_plan(source: str, settings: Settings) -> Plan:
    """Plan a run. Raises UsageError for a source that is not there, or holds no web archive."""
    archives = [
        Archive(name, address, size, archive_id((name, address, tag, size), settings))
        for name, address, tag, size in sorted(_listed(source, settings.wanted))
        if address.lower().endswith(WEB_ARCHIVES)
    ]
    if not archives:
        endings = " or ".join(WEB_ARCHIVES)
        raise UsageError(
            f"{source}: it holds no web archive, or none that is wanted; their names end in {endings}"
        )
    return Plan(tuple(archives), run_id(archives, settings))


def archive_id(archive: tuple[str, str, str, int], settings: Settings) -> str:
    """Give the id of an archive, by name, address, ETag and size: others, or other settings, are another."""
    how = (settings.options, settings.match, settings.wanted, settings.shard_pages, settings.bounds)
    return _checksum((archive, how))


def run_id(archives: Iterable[Archive], settings: Settings) -> str:
    """Give the id of a run."""
    return _checksum(([one.id for one in archives], settings.layout, settings.merge))


def _checksum(value: object) -> str:
    return hashlib.sha256(json.encode((value, sorted(versions().items()), SCHEMA, STAGES))).hexdigest()[:_ID]


def _listed(source: str, wanted: Filter) -> Iterator[tuple[str, str, str, int]]:
    """List the objects of a source, as `batch` does files, and by the same names."""
    system, path = file_system(source)
    try:
        found = [
            (start, place, facts)
            for start in _starts(system, path)
            for place, facts in sorted(system.find(start, detail=True).items())
        ]
    except OSError as error:
        raise UsageError(f"{source}: it cannot be listed: {error.strerror or error}") from None
    if not found:
        raise UsageError(f"{source}: there is no such object or folder; check the address")
    taken: set[str] = set()
    known: set[str] = set()
    for start, place, facts in found:
        name = for_terminal(_name(place, start))
        is_hidden = any(part.startswith(".") for part in place[len(start) :].split("/"))
        if facts["type"] == "file" and not is_hidden and place not in known and wanted.takes(name):
            known.add(place)
            own = free(name, taken)
            taken.add(own)
            yield own, _address(system, place), _tag(facts), facts["size"]


def _starts(system: Any, path: str) -> list[str]:  # noqa: ANN401 - fsspec has no types
    """Give what is named: an object, a folder, or those that a pattern fits, hidden ones where it says so."""
    if not set("*?[") & set(path) or system.exists(path):
        return [path]
    asked = path.split("/")
    return [
        place
        for place in sorted(system.glob(path))
        if not any(
            part.startswith(".") > said.startswith(".")
            for part, said in zip_longest(place.split("/"), asked, fillvalue="")
        )
    ]


def _name(place: str, start: str) -> str:
    """Name an object by its own name, one in a folder that is named by its path from that folder on."""
    return place[start.rfind("/") + 1 :]


def _address(system: Any, place: str) -> str:  # noqa: ANN401 - fsspec has no types
    return place if is_local(system) else str(system.unstrip_protocol(place))


def _tag(facts: dict[str, Any]) -> str:
    """Give what changes with an object's content: its ETag, else when it was written."""
    tags = (facts.get(key) for key in ("ETag", "etag", "mtime", "LastModified"))
    return str(next((tag for tag in tags if tag is not None), ""))
