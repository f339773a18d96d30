"""An archive -> its shards: so many of its pages each, converted and kept, and a narrow row a scrape."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import IO, Any, cast

from msgspec import Struct, json

from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.convert import Task as Conversion
from issue_normalizer.batch.convert import bundled, light, named, refused, source_key
from issue_normalizer.batch.entry import Entry, pack, passed_over, unpack_record
from issue_normalizer.batch.sources import link_source
from issue_normalizer.batch.web_archive import web_archive
from issue_normalizer.batch.workers import Failure, run_on
from issue_normalizer.cluster.guard import Converted, Guard, digest_of
from issue_normalizer.cluster.objects import Objects, file_system, open_object
from issue_normalizer.cluster.parquet import RowWriter, wide_rows, written
from issue_normalizer.cluster.plan import WebArchive
from issue_normalizer.cluster.scrapes import row_of
from issue_normalizer.cluster.settings import ClusterSettings
from issue_normalizer.cluster.stage import FOLDER, PAGES, SCRAPES, shard_name

_GROUP = 64  # pages in a row group: what a reader of one page must fetch


class Job(Struct, frozen=True):
    """An archive to convert."""

    archive: WebArchive
    settings: ClusterSettings

    @property
    def name(self) -> str:
        """What tells that all of it is converted, in any run."""
        return f"{FOLDER}/archives/{self.archive.id}/all"


class CheckedStream:
    """What is read of an object. Its reader may take an error for damage: it is kept, to tell them apart."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.error: Exception | None = None

    def read(self, size: int = -1) -> bytes:
        """Read as the stream does."""
        try:
            return self.stream.read(size)
        except Exception as error:
            self.error = error
            raise

    def seek(self, place: int) -> int:
        """Go to a place."""
        return self.stream.seek(place)

    def tell(self) -> int:
        """Give the place."""
        return self.stream.tell()

    def check(self) -> None:
        """Raise what kept it from being read."""
        if self.error:
            raise self.error


def convert_archive(objects: Objects, job: Job) -> list[dict[str, Any]]:
    """Convert an archive, but for shards that are there; give what each shard holds, in order."""
    if job.archive.is_link:
        return [_kept(objects, job, 0, [_passed(job.archive)])]
    shards: dict[int, dict[str, Any]] = {}
    system, path = file_system(job.archive.address)
    with open_object(system, path) as opened:
        results = _converted(objects, job, CheckedStream(opened), shards)
        for number, found in groupby(results, lambda one: one[0]):
            shards[number] = _kept(objects, job, number, (each[1:] for each in found))
    return [shards[number] for number in sorted(shards)]


def _passed(archive: WebArchive) -> tuple[Conversion, Converted]:
    """Give a link as a page that tells why it is not followed."""
    path = Path(archive.address)
    source = link_source(archive.name, path, str(path.parent))
    return (source, ""), (*pack(Entry(passed_over(source))), digest_of(""))


def _converted(
    objects: Objects, job: Job, stream: CheckedStream, known: dict[int, dict[str, Any]]
) -> Iterator[tuple[int, Conversion, Converted]]:
    """Give each page of the shards that are not there, with its shard; the others become `known`."""
    options, bounds = job.settings.options, job.settings.bounds
    numbers: deque[int] = deque()

    def missing() -> Iterator[Conversion]:
        for place, source in enumerate(_sources(stream, job)):
            number, row = divmod(place, job.settings.shard_pages)
            if row == 0 and (summary := objects.find(f"{shard_name(job.archive.id, number)}.json")):
                known[number] = json.decode(summary)
            if number not in known:
                numbers.append(number)
                yield source, source_key(source, options)

    start = partial(Guard, options, bounds)
    for task, result in run_on(start, bundled(missing()), 1, bounds.seconds):
        if isinstance(result, Failure):
            entry = refused(task[0], result, options)
            result = (*pack(entry), digest_of(entry.markdown))  # noqa: PLW2901
        yield numbers.popleft(), task, result


def _sources(stream: CheckedStream, job: Job) -> Iterator[Source]:
    """Read the pages that are wanted, each by a name of its own."""
    archive, settings = job.archive, job.settings
    is_wanted = re.compile(settings.match or "").search
    pages = web_archive(archive.name, cast("IO[bytes]", stream), archive.size, settings.options.limits)
    fitting = (page for page in pages if not page.address or is_wanted(page.address))
    for page in named(archive.name, archive.address, fitting, settings.wanted, Counter()):
        stream.check()
        yield page
    stream.check()


def _kept(
    objects: Objects, job: Job, number: int, found: Iterable[tuple[Conversion, Converted]]
) -> dict[str, Any]:
    """Keep a shard; give what it holds, and what of the archive itself could not be read.

    All is made from the pages that stand: those of another try may differ, where one took too long.
    """
    pages = RowWriter(PAGES, _GROUP, "none")
    keys, broken = [], []
    for (source, key), (packed, texts, digest) in found:
        pages.add({"record": packed, "texts": texts, "digest": digest})
        keys.append(key)
        if source.error and source.name == job.archive.name and not job.archive.is_link:
            broken.append(source.error)
    name = shard_name(job.archive.id, number)
    stands = objects.put(f"{name}.pages", pages.finish())
    place = {"archive": job.archive.id, "shard": number}
    scrapes = []
    statuses: Counter[str] = Counter()
    for row, (key, (packed, digest)) in enumerate(
        zip(keys, wide_rows(stands, ["record", "digest"]), strict=True)
    ):
        record = unpack_record(packed)
        statuses[record["status"]] += 1
        if record["status"] == "converted":
            scrapes.append(row_of(light(record, key), digest) | place | {"row": row})
    objects.put(f"{name}.scrapes", written(scrapes, SCRAPES))
    summary = {**place, "pages": pages.count, "scrapes": len(scrapes), "statuses": statuses, "broken": broken}
    objects.put(f"{name}.json", json.encode(summary))
    return summary
