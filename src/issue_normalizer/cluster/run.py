"""A run from web archives to tables; see `docs/scale.md` for what goes from stage to stage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import DecodeError, Struct, json

from issue_normalizer.cluster.choose import Bucket, choose
from issue_normalizer.cluster.coverage import NamedBucket, cover
from issue_normalizer.cluster.engines import Engine
from issue_normalizer.cluster.naming import NamesBucket, name
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.parquet import written
from issue_normalizer.cluster.plan import Plan
from issue_normalizer.cluster.regroup import Fragment, bits_for
from issue_normalizer.cluster.schemas import TABLES
from issue_normalizer.cluster.scrapes import lean
from issue_normalizer.cluster.settings import ClusterSettings
from issue_normalizer.cluster.settle import Settling, settle
from issue_normalizer.cluster.shards import Job, convert_archive
from issue_normalizer.cluster.slices import PAGES_MOST, Slice, slices_of, tabulate
from issue_normalizer.cluster.stage import RUNS, SUCCESS, run_folder, shard_name
from issue_normalizer.cluster.stages import Stages, StageWatcher, made
from issue_normalizer.cluster.tasks import Result
from issue_normalizer.cluster.versions import versions
from issue_normalizer.errors import UsageError

BUCKET_ROWS = 32_768  # narrow rows that a task has in memory
_LEAST = 32  # rows or pages below which no more workers are asked for
_PART_LETTERS = 12  # of a run's id
# An object of a table, or what a writer that was killed left of it on a disk.
_PART = re.compile(rf"\.?([0-9a-f]{{{_PART_LETTERS}}})-m?\d{{6,}}\.parquet(?:\.\w+)?")


class RunSummary(Struct, frozen=True):
    """What a run gave: rows of each table, pages by what became of them, archives that are damaged, and how.

    `versions` are those that made it.
    """

    run: str
    rows: dict[str, int]
    statuses: dict[str, int]
    superseded: int
    broken: dict[str, str]
    versions: dict[str, str]


def summary_of(objects: Objects) -> RunSummary | None:
    """Read what the finished run of a dataset gave; None where none is finished.

    Raises UsageError for what is no summary.
    """
    known = objects.find(SUCCESS)
    try:
        return None if known is None else json.decode(known, type=RunSummary)
    except DecodeError:
        what = "it is not of this program; choose another dataset"
        raise UsageError(f"{objects.address}/{SUCCESS}: {what}") from None


def finished(dataset: str, plan: Plan, *, replace: bool) -> RunSummary | None:
    """Give what a plan gave, if it is done already; None where there is something to do.

    Raises UsageError where another plan's tables are there, which are not to be replaced, or what is none.
    """
    objects = Objects(dataset)
    earlier = summary_of(objects)
    if earlier and earlier.run == plan.id:
        return earlier
    for found, part in _parts(objects):
        if part is None:
            raise UsageError(f"{dataset}/{found}: it is no part of a dataset; choose another for --out")
    if earlier and not replace:
        what = "it holds the tables of other archives, settings or versions"
        raise UsageError(f"{dataset}: {what}; choose another dataset, or replace them with --replace")
    return None


def part_of(run: str) -> str:
    """Give what the objects of a run's tables are called, before their number."""
    return run[:_PART_LETTERS]


def _parts(objects: Objects) -> Iterator[tuple[str, str | None]]:
    """List what stands in the folders of tables, each with the part it is of; None for what is no table."""
    for table in TABLES:
        for found in objects.names(table):
            match = _PART.fullmatch(found.removeprefix(f"{table}/"))
            yield found, match[1] if match else None


class Run:
    """A run over a dataset; `part` is what the objects of its tables are called, before their number."""

    def __init__(
        self, dataset: str, plan: Plan, settings: ClusterSettings, engine: Engine, watcher: StageWatcher
    ) -> None:
        self.plan, self.settings = plan, settings
        self.objects = Objects(dataset)
        self.folder = run_folder(plan.id)
        self.part = part_of(plan.id)
        self.stages = Stages(dataset, self.folder, engine, watcher)

    def summary(self) -> RunSummary:
        """Do all that is not done."""
        known = summary_of(self.objects)
        if known and known.run == self.plan.id:
            return known
        shards = self._shards()
        slice_bits = bits_for(sum(shard["pages"] for shard in shards), PAGES_MOST, _LEAST)
        slices = slices_of([shard["pages"] for shard in shards], slice_bits)
        chosen, issue_bits = self._chosen(shards, slices)
        self._remove_earlier()
        settled = self._settled(chosen, issue_bits, slice_bits)
        tabulated = self._tabulated(shards, slices, settled, slice_bits)
        counts = Counter(dict.fromkeys(TABLES, 0))
        counts["named"] = self._named([*made(settled, "named"), *made(tabulated, "named")])
        for _, rows in (*settled, *tabulated):
            counts.update({table: rows.get(table, 0) for table in TABLES if table != "named"})
        return self._end(shards, counts)

    def _shards(self) -> list[Result]:
        """Convert all archives; give what each shard holds, in the order of archives."""
        jobs = [Job(archive, self.settings) for archive in self.plan.archives]
        return [shard for _, found in self.stages.do("convert", convert_archive, jobs) for shard in found]

    def _chosen(
        self, shards: Sequence[Result], slices: Sequence[int]
    ) -> tuple[list[tuple[Bucket, Result]], int]:
        """Find issues in buckets of scrapes; give those with the bits that tell them."""
        scrapes = [
            Fragment(f"{shard_name(shard['archive'], shard['shard'])}.scrapes", shard["scrapes"], stamp)
            for shard, stamp in zip(shards, slices, strict=True)
        ]
        bits = bits_for(sum(piece.rows for piece in scrapes), BUCKET_ROWS, _LEAST)
        needed = lean(self.settings.layout, merge=self.settings.merge)
        buckets = [
            Bucket(number, pieces, self._name("issues", number), self.settings.layout, self.settings.merge)
            for number, pieces in self.stages.regrouped("scrapes", scrapes, bits, needed)
        ]
        return self.stages.do("choose", choose, buckets), bits

    def _settled(
        self, chosen: Sequence[tuple[Bucket, Result]], bits: int, slice_bits: int
    ) -> list[tuple[Settling, Result]]:
        """Name the issues, and tell what became of their scrapes."""
        wanted = made(chosen, "names")
        name_bits = bits_for(sum(piece.rows for piece in wanted), BUCKET_ROWS, _LEAST)
        names = [
            NamesBucket(pieces, self._name("names", number), bits)
            for number, pieces in self.stages.regrouped("wanted", wanted, name_bits)
        ]
        renames = dict(
            self.stages.regrouped("renames", made(self.stages.do("name", name, names), "renames"), bits)
        )
        settling = [
            Settling(
                one.name, one.number, renames.get(one.number, ()), slice_bits, f"{self.part}-m{one.number:06}"
            )
            for one, _ in chosen
        ]
        return self.stages.do("settle", settle, settling)

    def _tabulated(
        self,
        shards: Sequence[Result],
        slices: Sequence[int],
        settled: Sequence[tuple[Settling, Result]],
        bits: int,
    ) -> list[tuple[Slice, Result]]:
        """Write the tables of pages, and of what they hold, by slices."""
        outcomes = dict(self.stages.regrouped("outcomes", made(settled, "outcomes"), bits))
        held: dict[int, list[tuple[str, int]]] = {}
        for shard, number in zip(shards, slices, strict=True):
            held.setdefault(number, []).append((shard["archive"], shard["shard"]))
        wanted = [
            Slice(
                tuple(found),
                outcomes.get(number, ()),
                f"{self.part}-{number:06}",
                self._name("slices", number),
            )
            for number, found in sorted(held.items())
        ]
        return self.stages.do("tables", tabulate, wanted)

    def _named(self, said: Sequence[Fragment]) -> int:
        """Write the table of what is named; give its rows."""
        bits = bits_for(sum(piece.rows for piece in said), BUCKET_ROWS, _LEAST)
        buckets = [
            NamedBucket(pieces, f"{self.part}-{number:06}", self._name("named", number))
            for number, pieces in self.stages.regrouped("said", said, bits)
        ]
        return sum(rows for _, rows in self.stages.do("cover", cover, buckets))

    def _remove_earlier(self) -> None:
        """Take away what other runs left; from here on, the dataset is not whole until this one ends.

        Results go before tables: a result says that its table is there.
        """
        known = summary_of(self.objects)
        if known and known.run != self.plan.id:  # else another driver has ended this very run meanwhile
            self.objects.remove(SUCCESS)
        runs = {"/".join(found.split("/")[:3]) for found in self.objects.names(RUNS)}
        for folder in sorted(runs - {self.folder}):
            self.objects.remove(folder)
        for found, part in _parts(self.objects):
            if part not in (None, self.part):
                self.objects.remove(found)

    def _end(self, shards: Sequence[Result], counts: Counter[str]) -> RunSummary:
        """Give each table an object, say that all is there, and take away what nobody needs any more."""
        for table, schema in TABLES.items():
            if not counts[table]:
                self.objects.put(f"{table}/{self.part}-000000.parquet", written([], schema))
        statuses: Counter[str] = Counter()
        broken: dict[str, str] = {}
        names = {archive.id: archive.address for archive in self.plan.archives}
        for shard in shards:
            statuses.update(shard["statuses"])
            broken.update((names[shard["archive"]], why) for why in shard["broken"])
        superseded = statuses["converted"] - counts["issues"]
        summary = RunSummary(self.plan.id, dict(counts), dict(statuses), superseded, broken, versions())
        stands = json.decode(self.objects.put(SUCCESS, json.encode(summary)), type=RunSummary)
        if stands.run != self.plan.id:
            what = "a run of other archives, settings or versions ended meanwhile"
            raise UsageError(f"{self.objects.address}: {what}; replace its tables with --replace")
        self.objects.remove(self.folder)
        return stands

    def _name(self, kind: str, number: int) -> str:
        return f"{self.folder}/{kind}/{number:06}"
