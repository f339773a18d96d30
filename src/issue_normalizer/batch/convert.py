"""Sources -> entries, on one process or several. What is known from an earlier run is not converted again."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import NamedTuple, TypeAlias

from issue_normalizer.batch.entry import Options, Record, convert_source, key_of, save
from issue_normalizer.batch.sources import Source, read
from issue_normalizer.batch.store import Store

# A record, and the key of its entry.
Keyed: TypeAlias = tuple[Record, str]

_AHEAD = 3  # bundles a process that are read before one is done
_BUNDLE = 16  # sources that go to a process at once,
_BUNDLE_BYTES = 1 << 20  # or so many bytes


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
    jobs: int,
    tell: Callable[[Record], None],
) -> list[Done]:
    """Convert all sources of all files; `tell` is given the record of each. Sorted by name."""
    sources = _named_apart(source for name, path in files for source in read(name, path))
    results = _on_one(sources, store, options) if jobs == 1 else _on_many(sources, store, options, jobs)
    done: list[Done] = []
    for record, key in results:
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


def _on_one(sources: Iterable[Source], store: Store, options: Options) -> Iterator[Keyed]:
    for source in sources:
        key = key_of(source.data, options)
        yield _known(source, key, store) or (_work(source, options, store, key), key)


def _on_many(sources: Iterable[Source], store: Store, options: Options, jobs: int) -> Iterator[Keyed]:
    running: set[Future[list[Keyed]]] = set()
    bundle: list[tuple[Source, str]] = []
    with ProcessPoolExecutor(jobs) as pool:
        for source in sources:
            key = key_of(source.data, options)
            if known := _known(source, key, store):
                yield known
                continue
            bundle.append((source, key))
            if len(bundle) >= _BUNDLE or sum(len(one.data) for one, _ in bundle) >= _BUNDLE_BYTES:
                running.add(pool.submit(_work_all, bundle, options, store))
                bundle = []
            if len(running) >= jobs * _AHEAD:
                yield from _finished(running)
        if bundle:
            running.add(pool.submit(_work_all, bundle, options, store))
        while running:
            yield from _finished(running)


def _finished(running: set[Future[list[Keyed]]]) -> Iterator[Keyed]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        running.remove(future)
        yield from future.result()


def _work_all(bundle: Sequence[tuple[Source, str]], options: Options, store: Store) -> list[Keyed]:
    return [(_work(source, options, store, key), key) for source, key in bundle]


def _known(source: Source, key: str, store: Store) -> Keyed | None:
    """Give what an earlier run made of the same bytes, under the name they have now."""
    record = None if source.error else store.record(key)
    return (record | {"name": source.name}, key) if record else None


def _work(source: Source, options: Options, store: Store, key: str) -> Record:
    """Convert a source and keep the entry; only the record goes back, so that memory stays flat."""
    entry = convert_source(source, options)
    if not source.error:
        save(entry, store.path_of(key), store.staging)
    return entry.record
