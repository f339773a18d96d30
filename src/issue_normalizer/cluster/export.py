"""The tables of a dataset -> the very folder that `batch` gives for the same archives."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from issue_normalizer.batch.entry import Entry, Record
from issue_normalizer.batch.files import FORMS, STAGING, Files, checksum, recover
from issue_normalizer.batch.manifest import NAME as MANIFEST
from issue_normalizer.batch.overview import Overview
from issue_normalizer.batch.sources import place_of, real_path
from issue_normalizer.batch.store import FOLDER
from issue_normalizer.cluster.issue_rows import issue_order
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.page_rows import record_of
from issue_normalizer.cluster.run import part_of, summary_of
from issue_normalizer.errors import RefusedError, UsageError
from issue_normalizer.safe import for_terminal

_ROWS = 8  # that are read at once of each object

Row = dict[str, Any]


def export(dataset: str, out: Path, forms: Sequence[str]) -> list[str]:
    """Write the issues of a dataset, and what speaks of them; give the names of the files.

    Raises UsageError for a dataset that is not finished, or a folder that holds anything; RefusedError where
    there is no issue; OSError for what cannot be read or written.
    """
    objects, out = Objects(dataset), real_path(out)
    summary = summary_of(objects)
    if summary is None:
        raise UsageError(f"{dataset}: it holds no finished run; end it with `normalize cluster run`")
    if not summary.rows["issues"]:
        raise RefusedError("it holds no issue; nothing is written")
    _check_empty(out)
    _allow_open_files()
    files = Files(out, {}, is_dry=False)
    with closing(files):
        checksums = _write_issues(objects, summary.run, files, forms)
        for page, told in _in_order(_pages(objects, name) for name in _table(objects, "pages", summary.run)):
            page["source"] = _seen_from(out, page["source"])
            line = json.dumps(record_of(page, told, checksums), ensure_ascii=False)
            files.append(MANIFEST, f"{line}\n")
        files.finish(MANIFEST)
    files.commit()
    files.staging.rmdir()
    (out / FOLDER).rmdir()
    return files.changed


def _check_empty(out: Path) -> None:
    """Raise UsageError for a folder that holds anything but what an export that was killed has left."""
    known = {out / FOLDER, out / FOLDER / STAGING}
    if out.is_dir():
        recover(out)
    if out.exists() and (not out.is_dir() or {*out.iterdir(), *out.glob(f"{FOLDER}/*")} - known):
        raise UsageError(f"{out}: it is not empty; name another folder")


def _allow_open_files() -> None:
    """Have the system allow as many open files as it may: all objects of a table are merged at once."""
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _table(objects: Objects, table: str, run: str) -> list[str]:
    """List the objects of a table that a run wrote: one that did not end may have left others."""
    return [name for name in objects.names(table) if name.startswith(f"{table}/{part_of(run)}-")]


def _write_issues(
    objects: Objects, run: str, files: Files, forms: Sequence[str]
) -> dict[str, dict[str, str]]:
    """Write the issues, each in its forms; give the checksums of the files of each."""
    overview = Overview(files, forms, with_lines="jsonl" in forms)
    checksums: dict[str, dict[str, str]] = {}
    parts = [_rows(objects, name) for name in _table(objects, "issues", run)]
    for row in heapq.merge(*parts, key=issue_order):
        path = _checked(row["path"])
        archive = [(one["date"], one["url"]) for one in json.loads(row["json"])["archive"]]
        entry = Entry({"issue": row}, row["markdown"], row["json"], archive)
        texts = {"md": entry.markdown.encode(), "json": entry.json.encode()}
        written = {form: texts[form] for form in FORMS if form in forms}
        for form, data in written.items():
            files.write(f"{path}.{form}", data)
        checksums[path] = {form: checksum(data) for form, data in written.items()}
        checksums[path] |= overview.add(path, entry)
    overview.finish()
    return checksums


def _checked(path: str) -> str:
    """Give an issue's path. Raises RefusedError for one that no run writes: it may lead out of the folder."""
    is_odd = for_terminal(path) != path or bool({"\\", ":"} & set(path))
    if is_odd or any(part[:1] in ("", ".") for part in path.split("/")):
        raise RefusedError(f"an issue's path is {path!r}, which leads elsewhere; nothing is written")
    return path


def _in_order(parts: Iterable[Iterator[tuple[Row, list[Record]]]]) -> Iterator[tuple[Row, list[Record]]]:
    return heapq.merge(*parts, key=lambda one: str(one[0]["name"]))


def _pages(objects: Objects, name: str) -> Iterator[tuple[Row, list[Record]]]:
    """Read the pages of an object, each with its diagnostics."""
    told = groupby(_rows(objects, name.replace("pages/", "diagnostics/", 1)), itemgetter("page"))
    next_page, found = next(told, (None, iter(())))
    for page in _rows(objects, name):
        own: list[Record] = []
        if page["name"] == next_page:
            own = [{key: one[key] for key in one if key != "page"} for one in found]
            next_page, found = next(told, (None, iter(())))
        yield page, own


def _rows(objects: Objects, name: str) -> Iterator[Row]:
    """Read the rows of an object, a few at a time."""
    with objects.open(name) as stream, pq.ParquetFile(stream, pre_buffer=False) as file:
        for batch in file.iter_batches(_ROWS, use_threads=False):
            yield from batch.to_pylist()


def _seen_from(out: Path, source: str) -> str | None:
    """Give where an archive is, as seen from the folder; its address, where that is on no disk of ours."""
    return source if "://" in source else place_of(Path(source), out)
