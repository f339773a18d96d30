"""A batch from its inputs to a folder of issues."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from io import BufferedWriter
from pathlib import Path
from typing import NamedTuple

from issue_normalizer.atomic import stage, update
from issue_normalizer.batch.collect import Group, group
from issue_normalizer.batch.convert import Done, Pace, convert_all
from issue_normalizer.batch.entry import Entry, Options, Record
from issue_normalizer.batch.index import Coverage, Listed, Missing, index_json, index_markdown, with_path
from issue_normalizer.batch.sources import expand
from issue_normalizer.batch.store import Store
from issue_normalizer.errors import NormalizeError

FORMS = ("md", "json", "jsonl")


class Settings(NamedTuple):
    """How a batch is run. `forms` are the forms that issues are written in."""

    out: Path
    pace: Pace = Pace()
    forms: Sequence[str] = ("md",)
    merge: bool = False
    options: Options = Options()


class Summary(NamedTuple):
    """What a batch did, in numbers; `codes` counts the inputs that a warning or error occurs in."""

    inputs: int
    issues: int
    superseded: int
    refused: int
    changed: int
    filled: int
    codes: Counter[str]
    has_error: bool
    missing: list[Missing]


class Watcher(NamedTuple):
    """Who is told while a batch runs: of each input that is done, and of waiting for another run."""

    done: Callable[[Record], None]
    waiting: Callable[[], None]


def run_batch(patterns: Sequence[str], settings: Settings, watcher: Watcher) -> Summary:
    """Convert all inputs into the output folder. Raises UsageError for inputs that are not there."""
    out = settings.out.resolve()
    files = expand(patterns, out)
    store = Store(out)
    with store.locked(watcher.waiting):
        done = convert_all(files, store, settings.options, settings.pace, watcher.done)
        summary = _write_archive(out, group(done), done, store, settings)
        store.keep_only(one.key for one in done)
    return summary


def _write_archive(
    out: Path, groups: Sequence[Group], done: Sequence[Done], store: Store, settings: Settings
) -> Summary:
    """Write the issues, then what speaks of them; the manifest last, so that it never says too much."""
    files = _Files(out, store.staging)
    coverage = Coverage()
    listed: list[Listed] = []
    outcome: dict[tuple[str, str], Record] = {}
    filled_in_all = 0
    for one in groups:
        entry, filled = _entry_of(one, store, settings)
        for form, text in (("md", entry.markdown), ("json", entry.json)):
            if form in settings.forms:
                files.write(f"{one.path}.{form}", text)
        if "jsonl" in settings.forms:
            files.append("issues.jsonl", json.dumps(json.loads(entry.json), ensure_ascii=False) + "\n")
        files.append("items.jsonl", with_path(entry.items, one.path))
        coverage.add(one.series, entry.archive)
        holds = entry.record["issue"]
        listed.append(Listed(one.series, one.date, holds["title"], one.path, holds["items"], holds["links"]))
        filled_in_all += len(filled)
        for place, scrape in enumerate(one.scrapes):
            status = {"status": "superseded" if place else "chosen", "output": one.path}
            outcome[scrape.name, scrape.key] = status | ({} if place else {"filled": filled})
    missing = coverage.missing(listed)
    ending = next((f".{form}" for form in ("md", "json") if form in settings.forms), None)
    files.write("index.md", index_markdown(listed, missing, ending))
    files.write("index.json", index_json(listed, missing))
    files.finish("items.jsonl", *(["issues.jsonl"] if "jsonl" in settings.forms else []))
    for each in done:
        record = {key: value for key, value in _record_of(each, store).items() if key != "unread"}
        line = record | {"filled": []} | outcome.get((each.name, each.key), {})
        files.append("manifest.jsonl", json.dumps(line, ensure_ascii=False) + "\n")
    files.remove(_outputs(out) - {one.path for one in groups})
    files.finish("manifest.jsonl")
    return Summary(
        len(done),
        len(listed),
        sum(len(one.scrapes) - 1 for one in groups),
        sum(each.issue is None for each in done),
        files.changed,
        filled_in_all,
        Counter(code for each in done for code in each.codes),
        any(each.has_error for each in done),
        missing,
    )


def _outputs(out: Path) -> set[str]:
    """List what the last manifest names as outputs: an issue that got another name leaves none behind."""
    found: set[str] = set()
    try:
        with (out / "manifest.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                path = json.loads(line)["output"]
                inside = path and not Path(path).is_absolute() and ".." not in Path(path).parts
                found |= {path} if inside else set()
    except (OSError, ValueError, KeyError, TypeError):
        return found
    return found


def _record_of(each: Done, store: Store) -> Record:
    record = each.unread or store.record(each.key)
    assert record is not None  # noqa: S101 - narrows the type; the lock is held, the entry was just kept
    return record | {"name": each.name}


def _entry_of(one: Group, store: Store, settings: Settings) -> tuple[Entry, list[Record]]:
    """Give the issue of a group: the best scrape, healed from the others where that is asked for."""
    if not settings.merge or len(one.scrapes) == 1:
        with_json = not {"json", "jsonl"}.isdisjoint(settings.forms)
        return store.get(one.scrapes[0].key, with_json=with_json), []
    from issue_normalizer.batch.merge import heal

    entries = [(scrape.name, store.get(scrape.key)) for scrape in one.scrapes]
    try:
        return heal(entries)
    except NormalizeError:  # JSON that a reader refuses cannot be mixed with another
        return entries[0][1], []


class _Files:
    """The output files: each whole or not at all, and none that would not change."""

    def __init__(self, out: Path, staging: Path) -> None:
        self.out, self.staging = out, staging
        self.changed = 0
        self.parts: dict[str, BufferedWriter] = {}

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        self.changed += update(self.out / name, text.encode("utf-8"), self.staging)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove outputs, and the folders that are empty then."""
        for path in paths:
            for form in ("md", "json"):
                file = self.out / f"{path}.{form}"
                if file.is_file():
                    file.unlink()
                    self.changed += 1
            folder = (self.out / path).parent
            if folder != self.out and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def append(self, name: str, text: str) -> None:
        """Add to a file that is too large to be held in memory; `finish` puts it in its place."""
        if name not in self.parts:
            self.parts[name] = stage(self.out / name, b"", self.staging).open("ab")
        self.parts[name].write(text.encode("utf-8"))

    def finish(self, *names: str) -> None:
        """Put the files that were added to in their place; one that nothing was added to is empty."""
        import filecmp

        for name in names:
            self.append(name, "")
            with self.parts.pop(name) as stream:
                part = Path(stream.name)
            path = self.out / name
            if path.is_file() and filecmp.cmp(part, path, shallow=False):
                part.unlink()
            else:
                part.replace(path)
                self.changed += 1
