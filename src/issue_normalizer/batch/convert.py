"""Sources -> entries, on one process or several. What is known from an earlier run is not converted again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path
from typing import NamedTuple

from issue_normalizer.batch.entry import Options, Record, convert_source, key_of, save
from issue_normalizer.batch.sources import Source, read
from issue_normalizer.batch.store import Store

_AHEAD = 3  # bundles a process that are read before one is done
_BUNDLE = 16  # sources that go to a process at once,
_BUNDLE_BYTES = 1 << 20  # or so many bytes


class Done(NamedTuple):
    """An input that is dealt with: its record, and the key of its entry."""

    record: Record
    key: str


def convert_all(
    files: Iterable[tuple[str, Path]], store: Store, options: Options, jobs: int, tell: Callable[[Done], None]
) -> list[Done]:
    """Convert all sources of all files; `tell` is called with each as it is done. Sorted by name."""
    sources = (source for name, path in files for source in read(name, path))
    done: list[Done] = []
    results = _on_one(sources, store, options) if jobs == 1 else _on_many(sources, store, options, jobs)
    for one in results:
        done.append(one)
        tell(one)
    return sorted(done, key=lambda one: (one.record["name"], one.key))


def _on_one(sources: Iterable[Source], store: Store, options: Options) -> Iterator[Done]:
    for source in sources:
        key = key_of(source.data, options)
        yield _known(source, key, store) or Done(_work(source, options, store, key), key)


def _on_many(sources: Iterable[Source], store: Store, options: Options, jobs: int) -> Iterator[Done]:
    running: set[Future[list[Done]]] = set()
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


def _finished(running: set[Future[list[Done]]]) -> Iterator[Done]:
    for future in wait(running, return_when=FIRST_COMPLETED).done:
        running.remove(future)
        yield from future.result()


def _work_all(bundle: Sequence[tuple[Source, str]], options: Options, store: Store) -> list[Done]:
    return [Done(_work(source, options, store, key), key) for source, key in bundle]


def _known(source: Source, key: str, store: Store) -> Done | None:
    """Give what an earlier run made of the same bytes, under the name they have now."""
    record = None if source.error else store.record(key)
    return Done(record | {"name": source.name}, key) if record else None


def _work(source: Source, options: Options, store: Store, key: str) -> Record:
    """Convert a source and keep the entry; only the record goes back, so that memory stays flat."""
    entry = convert_source(source, options)
    if not source.error:
        save(entry, store.path_of(key), store.staging)
    return entry.record
