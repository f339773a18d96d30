"""Sources -> entries, on one process or several. What is known from an earlier run is not converted again."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.entry import (
    ConversionOptions,
    Entry,
    Record,
    convert_source,
    key_of,
    pack,
    record_of,
    unpack_record,
)
from issue_normalizer.batch.sources import Filter, Inputs, place_of, read
from issue_normalizer.batch.store import Store
from issue_normalizer.batch.workers import Failure, run_all
from issue_normalizer.limits import Limits

# A record, and the key of its entry; a source that is to be converted, and the same key.
Keyed: TypeAlias = tuple[Record, str]
Task: TypeAlias = tuple[Source, str]

_BUNDLE = 16  # sources that go to a process at once,
_BUNDLE_BYTES = 1 << 20  # or so many bytes


class Pace(Struct, frozen=True):
    """How many processes convert, and how many seconds one document may take: 0 for any time."""

    jobs: int = 1
    seconds: float = 60


class Done(Struct, frozen=True):
    """An input that is dealt with: what is held of it in memory; its record stands in the store.

    `issue` is what the record says of the issue, `status` whether it is one. `told` counts its diagnostics,
    `codes` are those of warnings and errors. `unread` is the record of what could not even be read: nothing
    is stored of it.
    """

    name: str
    key: str
    sha256: str
    place: str | None
    member: str
    status: str
    issue: Record | None
    told: int
    codes: frozenset[str]
    has_error: bool
    unread: Record | None = None


def convert_all(
    sources: Iterable[Source],
    store: Store,
    options: ConversionOptions,
    pace: Pace,
    tell: Callable[[Record], None],
) -> list[Done]:
    """Convert all sources; `tell` is given the record of each. Sorted by name."""
    done: list[Done] = []
    for record, key in _results(sources, store, options, pace.jobs, pace.seconds):
        tell(record)
        done.append(light(record, key))
    return sorted(done, key=lambda one: (one.name, one.key))


def read_all(inputs: Inputs, out: Path, wanted: Filter, limits: Limits) -> Iterator[Source]:
    """Read all sources of all inputs, each by a name of its own."""
    counts: Counter[str] = Counter()
    for name, path in inputs.files:
        yield from named(name, place_of(path, out), read(name, path, limits), wanted, counts)


def named(
    name: str, place: str | None, sources: Iterable[Source], wanted: Filter, counts: Counter[str]
) -> Iterator[Source]:
    """Give the sources of a file that are wanted, each by a name of its own: an archive may hold two of one.

    `counts` are the names that were there before.
    """
    for source in sources:
        if not wanted.takes(source.name):
            continue
        counts[source.name] += 1
        own = source.name if counts[source.name] == 1 else f"{source.name}#{counts[source.name]}"
        member = own.removeprefix(f"{name}/") if own.startswith(f"{name}/") else ""
        yield replace(source, name=own, place=place, member=member)


def light(record: Record, key: str) -> Done:
    """Give what is held in memory of a record."""
    found = record["diagnostics"]
    return Done(
        record["name"],
        key,
        record["sha256"],
        record["source"],
        record["member"],
        record["status"],
        record["issue"],
        len(found),
        frozenset(sys.intern(one["code"]) for one in found if one["severity"] != "info"),
        any(one["severity"] == "error" for one in found),
        record if record.get("unread") else None,
    )


def _results(
    sources: Iterable[Source], store: Store, options: ConversionOptions, jobs: int, seconds: float
) -> Iterator[Keyed]:
    """Give what is known, and what the workers make of the rest: that is kept in the store."""
    known: list[Keyed] = []
    work = partial(convert_task, options=options)
    for (source, key), result in run_all(work, _bundles(sources, store, options, known), jobs, seconds):
        yield from known
        known.clear()
        if isinstance(result, Failure):
            yield refused(source, result, options).record, key
        else:
            record = unpack_record(result[0])
            if not source.error:
                store.put(key, *result)
            yield record, key
    yield from known


def _bundles(
    sources: Iterable[Source], store: Store, options: ConversionOptions, known: list[Keyed]
) -> Iterator[list[Task]]:
    """Bundle what is to be converted, for going to a process at once; the rest is added to `known`."""

    def unknown() -> Iterator[Task]:
        for source in sources:
            key = source_key(source, options)
            if found := _known(source, key, store):
                known.append(found)
            else:
                yield source, key

    return bundled(unknown())


def bundled(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Bundle tasks for going to a process at once."""
    bundle: list[Task] = []
    size = 0
    for task in tasks:
        bundle.append(task)
        size += len(task[0].data)
        if len(bundle) >= _BUNDLE or size >= _BUNDLE_BYTES:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


def source_key(source: Source, options: ConversionOptions) -> str:
    """Give the key of a source's entry; what a server answered is part of what it says."""
    context = f"{source.status} {source.address}" if source.status or source.address else ""
    sha256 = hashlib.sha256(source.data).hexdigest()
    return key_of(sha256 + context, source.name, options)


def _known(source: Source, key: str, store: Store) -> Keyed | None:
    """Give what an earlier run made of the same bytes, under the name they have now."""
    record = None if source.error else store.record(key)
    return (record | record_of(source), key) if record else None


def refused(source: Source, failure: Failure, options: ConversionOptions) -> Entry:
    """Give the entry of a source that no process could convert."""
    return convert_source(replace(source, error=failure.reason), options)


def convert_task(task: Task, options: ConversionOptions) -> tuple[bytes, bytes]:
    """Convert a source; what goes back is packed, so that memory stays flat."""
    return pack(convert_source(task[0], options))
