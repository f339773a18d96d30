"""A batch from its inputs to a folder of issues: an archive, which only grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from issue_normalizer.batch.aside import fits
from issue_normalizer.batch.convert import Done, convert_all, light, read_all
from issue_normalizer.batch.entry import Record, key_of, passed_over
from issue_normalizer.batch.files import FORMS as FILE_FORMS
from issue_normalizer.batch.files import Files, recover
from issue_normalizer.batch.index import Missing
from issue_normalizer.batch.layout import check_layout
from issue_normalizer.batch.manifest import is_of_old_layout, read_manifest
from issue_normalizer.batch.migrate import Migration, migrate, remove_old_store
from issue_normalizer.batch.settings import BatchSettings
from issue_normalizer.batch.sources import Inputs, find_inputs, link_source, place_of, real_path
from issue_normalizer.batch.store import Store
from issue_normalizer.batch.update import EVERYTHING, IssueOutcome, Update


class BatchSummary(Struct, frozen=True):
    """What a batch did, in numbers; `codes` names the inputs that a warning or error occurs in, by its code.

    `statuses` counts inputs by what became of them; `told` is what became of single issues, `changed` are the
    files that changed. Where `is_done` is false, nothing could be done, and nothing was.
    """

    inputs: int
    issues: int
    superseded: int
    statuses: Counter[str]
    changed: Sequence[str]
    filled: int
    codes: Mapping[str, Sequence[str]]
    has_error: bool
    missing: Sequence[Missing]
    aside: int
    told: Sequence[IssueOutcome]
    is_done: bool


def _unheard(_: Inputs) -> None:
    """Tell nobody of the inputs."""


class BatchWatcher(Struct, frozen=True):
    """Who is told while a batch runs: what is done, that another run is waited for, what there is to do."""

    done: Callable[[Record], None]
    waiting: Callable[[], None]
    found: Callable[[Inputs], None] = _unheard


def run_batch(patterns: Sequence[str], settings: BatchSettings, watcher: BatchWatcher) -> BatchSummary:
    """Convert all inputs into the output folder. Raises UsageError for inputs that are not there."""
    check_layout(settings.layout)
    out = real_path(settings.out)
    inputs = find_inputs(patterns, out, settings.wanted)
    watcher.found(inputs)
    store = Store(out)
    with store.opened(watcher.waiting):
        if not settings.is_dry:
            recover(out)
        sources = read_all(inputs, out, settings.wanted, settings.options.limits)

        def tell(record: Record) -> None:
            if record["status"] == "converted" and not settings.is_dry:
                store.keep()  # now that there is an issue in it
            watcher.done(record)

        done = convert_all(sources, store, settings.options, settings.pace, tell)
        done = [*(_taken(one, settings.force) for one in done), *_passed(inputs, out, watcher.done)]
        migration = _migration(out, settings.layout)
        files = Files(out, _moved_files(out, migration), is_dry=settings.is_dry)
        update = Update(migration.records, done, settings, store, files)
        is_done = bool(update.pruned) or any(one.status == "converted" for one in done)
        if is_done:
            told = [
                IssueOutcome("moved", new, f"it was {old}") for new, old in sorted(migration.moved.items())
            ]
            update.told += told
            with closing(files):
                update.write()
        else:
            update.tell_refused()
        if is_done and not settings.is_dry:
            store.keep()
            store.save()
            files.commit()
            remove_old_store(out)
            keys = [
                *(one.key for one in done),
                *(key_of(one["sha256"], one["name"], settings.options) for one in migration.records),
            ]
            store.keep_only(keys, [sha256 for one in update.written for sha256 in one.checksums.values()])
        return _summary(done, update, files, inputs, is_done=is_done)


def _passed(inputs: Inputs, out: Path, tell: Callable[[Record], None]) -> list[Done]:
    """Give what was passed over as what is dealt with, and tell it."""
    records = [
        passed_over(link_source(name, path, place_of(path.parent, out))) for name, path in inputs.passed
    ]
    for record in records:
        tell(record)
    return [light(record, record["name"]) for record in records]


def _taken(one: Done, force: Sequence[str]) -> Done:
    """Take what looks like no issue for one, where it is named."""
    named = tuple(pattern for pattern in force if pattern != EVERYTHING)
    is_named = one.status == "not-an-issue" and fits(one.name, named)
    return replace(one, status="converted") if is_named else one


def _migration(out: Path, layout: str) -> Migration:
    records = read_manifest(out)
    return migrate(out, records, layout) if is_of_old_layout(records) else Migration(records, {})


def _moved_files(out: Path, migration: Migration) -> dict[str, str]:
    """Give the files that get another place, by the new one."""
    names = {f"{new}.{form}": f"{old}.{form}" for new, old in migration.moved.items() for form in FILE_FORMS}
    return {new: old for new, old in names.items() if (out / old).is_file()}


def _summary(
    done: Sequence[Done], update: Update, files: Files, inputs: Inputs, *, is_done: bool
) -> BatchSummary:
    superseded = sum(len(one.home.scrapes) - 1 for one in update.written if one.home.scrapes)
    return BatchSummary(
        len(done) - len(inputs.passed),
        len(update.overview.listed),
        superseded,
        Counter(one.status for one in done),
        files.changed,
        sum(len(one.filled) for one in update.written if one.home.scrapes),
        _by_code(done),
        any(each.has_error for each in done),
        update.overview.missing,
        inputs.aside,
        update.told,
        is_done,
    )


def _by_code(done: Sequence[Done]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for one in done:
        for code in one.codes:
            names.setdefault(code, []).append(one.name)
    return names
