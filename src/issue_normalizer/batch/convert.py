"""Sources -> entries, on one process or several. What is known from an earlier run is not converted again."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeAlias

from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.entry import Options, Record, convert_source, key_of, save
from issue_normalizer.batch.sources import read
from issue_normalizer.batch.store import Store
from issue_normalizer.batch.workers import Failure, run_all

# A record, and the key of its entry; a source that is to be converted, and the same key.
Keyed: TypeAlias = tuple[Record, str]
Task: TypeAlias = tuple[Source, str]

_BUNDLE = 16  # sources that go to a process at once,
_BUNDLE_BYTES = 1 << 20  # or so many bytes


class Pace(NamedTuple):
    """How many processes convert, and how many seconds one document may take: 0 for any time."""

    jobs: int = 1
    seconds: float = 60


class Done(NamedTuple):
    """An input that is dealt with: what is held of it in memory; its record stands in the store.

    `issue` is None where it was refused. `told` counts its diagnostics, `codes` are those of warnings
    and errors. `unread` is the record of what could not even be read: nothing is stored of it.
    """

    name: str
    key: str
    issue: Record | None
    told: int
    codes: frozenset[str]
    has_error: bool
    unread: Record | None = None


def convert_all(
    files: Iterable[tuple[str, Path]],
    store: Store,
    options: Options,
    pace: Pace,
    tell: Callable[[Record], None],
) -> list[Done]:
    """Convert all sources of all files; `tell` is given the record of each. Sorted by name."""
    sources = _named_apart(source for name, path in files for source in read(name, path, options.limits))
    done: list[Done] = []
    for record, key in _results(sources, store, options, *pace):
        tell(record)
        done.append(_light(record, key))
    return sorted(done, key=lambda one: (one.name, one.key))


def _named_apart(sources: Iterable[Source]) -> Iterator[Source]:
    """Give a number to a name that was there before: an archive may hold two members of one name."""
    counts: Counter[str] = Counter()
    for source in sources:
        counts[source.name] += 1
        count = counts[source.name]
        yield source if count == 1 else source._replace(name=f"{source.name}#{count}")


def _light(record: Record, key: str) -> Done:
    found = record["diagnostics"]
    return Done(
        record["name"],
        key,
        record["issue"],
        len(found),
        frozenset(sys.intern(one["code"]) for one in found if one["severity"] != "info"),
        any(one["severity"] == "error" for one in found),
        record if record.get("unread") else None,
    )


def _results(
    sources: Iterable[Source], store: Store, options: Options, jobs: int, seconds: float
) -> Iterator[Keyed]:
    """Give what is known, and what the workers make of the rest."""
    known: list[Keyed] = []
    work = partial(_work, options=options, store=store)
    bundles = _bundles(sources, store, options, known)
    for (source, key), result in run_all(work, bundles, jobs, seconds):
        yield from known
        known.clear()
        if isinstance(result, Failure):
            yield convert_source(source._replace(error=result.reason), options).record, key
        else:
            yield result, key
    yield from known


def _bundles(
    sources: Iterable[Source], store: Store, options: Options, known: list[Keyed]
) -> Iterator[list[Task]]:
    """Bundle what is to be converted, for going to a process at once; the rest is added to `known`."""
    bundle: list[Task] = []
    size = 0
    for source in sources:
        key = key_of(source.data, options)
        if found := _known(source, key, store):
            known.append(found)
            continue
        bundle.append((source, key))
        size += len(source.data)
        if len(bundle) >= _BUNDLE or size >= _BUNDLE_BYTES:
            yield bundle
            bundle, size = [], 0
    if bundle:
        yield bundle


def _known(source: Source, key: str, store: Store) -> Keyed | None:
    """Give what an earlier run made of the same bytes, under the name they have now."""
    record = None if source.error else store.record(key)
    return (record | {"name": source.name}, key) if record else None


def _work(task: Task, options: Options, store: Store) -> Record:
    """Convert a source and keep the entry; only the record goes back, so that memory stays flat."""
    source, key = task
    entry = convert_source(source, options)
    if not source.error:
        save(entry, store.path_of(key), store.staging)
    return entry.record
