"""What there is to do: the web archives of a source, each with an id that changes with all it depends on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Any

from msgspec import Struct, json

from issue_normalizer.batch.sources import WEB_ARCHIVES, Filter, find_inputs, free
from issue_normalizer.cluster.objects import file_system, is_local
from issue_normalizer.cluster.settings import ClusterSettings
from issue_normalizer.cluster.versions import versions
from issue_normalizer.errors import UsageError
from issue_normalizer.issue import SCHEMA
from issue_normalizer.safe import for_terminal

STAGES = 3  # the version of what stages leave to each other
_ID = 16  # letters of a checksum: 64 bits
_NOWHERE = Path(os.devnull)  # where a batch would write: no source stands in it


class WebArchive(Struct, frozen=True):
    """A web archive: the name it goes by, its address, and the id of what comes out of it.

    One that `is_link` leads to an archive or a folder, and is told, not followed: as `batch` does.
    """

    name: str
    address: str
    size: int
    id: str
    is_link: bool = False


class Plan(Struct, frozen=True):
    """The archives of a run by name, and an id for the whole."""

    archives: tuple[WebArchive, ...]
    id: str


class ListedFile(Struct, frozen=True, order=True):
    """What a source holds; `tag` changes with its content."""

    name: str
    address: str
    tag: str
    size: int
    is_link: bool = False


def make_plan(source: str, settings: ClusterSettings) -> Plan:
    """Plan a run. Raises UsageError for a source that is not there, or holds no web archive."""
    system, path = file_system(source)
    wanted = settings.wanted
    found = _in_folder(path, wanted) if is_local(system) else _in_store(system, path, source, wanted)
    archives = [
        WebArchive(one.name, one.address, one.size, archive_id(one, settings), one.is_link)
        for one in sorted(found)
        if _may_hold(one)
    ]
    if all(one.is_link for one in archives):
        endings = " or ".join(WEB_ARCHIVES)
        raise UsageError(
            f"{source}: it holds no web archive, or none that is wanted; their names end in {endings}"
        )
    return Plan(tuple(archives), run_id(archives, settings))


def _may_hold(one: ListedFile) -> bool:
    """Tell whether what is listed is an archive, or a link to one or to a folder of some."""
    return one.address.lower().endswith(WEB_ARCHIVES) or (one.is_link and os.path.isdir(one.address))  # noqa: PTH112


def archive_id(archive: ListedFile, settings: ClusterSettings) -> str:
    """Give the id of an archive, by all that is known of it: others, or other settings, are another."""
    how = (settings.options, settings.match, settings.wanted, settings.shard_pages, settings.bounds)
    return _checksum((archive, how))


def run_id(archives: Iterable[WebArchive], settings: ClusterSettings) -> str:
    """Give the id of a run."""
    return _checksum(([one.id for one in archives], settings.layout, settings.merge))


def _checksum(value: object) -> str:
    return hashlib.sha256(json.encode((value, sorted(versions().items()), SCHEMA, STAGES))).hexdigest()[:_ID]


def _in_folder(path: str, wanted: Filter) -> Iterator[ListedFile]:
    """List files and links on a disk of ours. Raises UsageError for what is not there."""
    found = find_inputs([path], _NOWHERE, wanted)
    for name, file in found.files:
        try:
            facts = file.stat()
            if file.is_dir():
                next(file.iterdir(), None)  # raises what kept the walk from listing it
        except OSError as error:
            raise UsageError(f"{for_terminal(str(file))}: it cannot be read: {error.strerror}") from None
        yield ListedFile(name, str(file), str(facts.st_mtime), facts.st_size)
    for name, file in found.passed:
        yield ListedFile(name, str(file), "", 0, is_link=True)


def _in_store(
    system: Any,  # noqa: ANN401 - fsspec has no types
    path: str,
    source: str,
    wanted: Filter,
) -> Iterator[ListedFile]:
    """List the objects of a store as `batch` does files, and by the same names."""
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
            yield ListedFile(own, str(system.unstrip_protocol(place)), _tag(facts), facts["size"])


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


def _tag(facts: dict[str, Any]) -> str:
    """Give what changes with an object's content: its ETag, else when it was written."""
    tags = (facts.get(key) for key in ("ETag", "etag", "mtime", "LastModified"))
    return str(next((tag for tag in tags if tag is not None), ""))
