"""The lines of the manifest: a record for each input of the run, and for what stands from runs before."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence

from msgspec import Struct

from issue_normalizer.batch.convert import Done
from issue_normalizer.batch.entry import Record
from issue_normalizer.batch.homes import Home
from issue_normalizer.batch.manifest import KEYS, MAKERS, Standing, input_of

# What a record says of its outcome where there is none.
NOTHING: Record = {"output": None, "written": None, "made_of": [], "filled": [], "kept_earlier": None}


class Written(Struct, frozen=True):
    """An issue as it stands after the run; `chosen` is the scrape it is made from, None if it stays."""

    home: Home
    chosen: Done | None
    made_of: frozenset[str]
    filled: Sequence[Record]
    checksums: dict[str, str]


class Kept(Struct, frozen=True):
    """An issue that a poorer, refused or other input left as it was, and what that lacks."""

    path: str
    lost: list[str]


def inputs_of(done: Iterable[Done]) -> set[tuple[str | None, str]]:
    """Give what tells the inputs of a run apart, in both the ways that records may name them."""
    return {each for one in done for each in ((one.place, one.member), (None, one.name))}


def new_records(
    done: Sequence[Done],
    written: Sequence[Written],
    kept: Mapping[tuple[str, str], Kept],
    record_of: Callable[[Done], Record],
) -> Iterable[Record]:
    """Give the records of a run's own inputs; `kept` tells by name and key which left an issue as it was."""
    outcome: dict[tuple[str, str], Record] = {}
    for one in written:
        maker = _maker(one)
        for scrape in one.home.scrapes:
            is_maker = scrape is maker
            outcome[scrape.name, scrape.key] = {
                "status": "chosen" if is_maker else "superseded",
                "output": one.home.path,
                **(_made(one) if is_maker else {}),
            }
    for each in done:
        kept_one = kept.get((each.name, each.key))
        told = {"kept_earlier": {"output": kept_one.path, "lost": kept_one.lost} if kept_one else None}
        yield record_of(each) | NOTHING | outcome.get((each.name, each.key), {}) | told


def old_records(
    records: Iterable[Record], written: Sequence[Written], missing: Container[str], done: Sequence[Done]
) -> Iterable[Record]:
    """Give the earlier records that stay: inputs that this run did not read, makers of what stands.

    What is `missing` stands no more, and is known: its files may come back.
    """
    by_path = {one.home.path: one for one in written}
    met = inputs_of(done)
    for record in records:
        home = by_path.get(record["output"] or "")
        is_met = input_of(record) in met
        is_maker = record["status"] in MAKERS
        if home and _stays_maker(record, home):
            yield record | {"status": "earlier" if is_met else "chosen"} | _made(home)
        elif is_maker and record["output"] in missing:
            yield record | {"status": "earlier" if is_met else record["status"]}
        elif not is_met and record["status"] != "earlier":
            status = "superseded" if is_maker else record["status"]
            yield record | {"status": status, "written": None, "made_of": [], "filled": []}


def _stays_maker(record: Record, one: Written) -> bool:
    standing = one.home.standing
    return _maker(one) is None and standing is not None and record is standing.maker


def _maker(one: Written) -> Done | None:
    """Give the scrape of the run that an issue is made from: the chosen one, else one of the same bytes."""
    if one.chosen:
        return one.chosen
    assert one.home.standing is not None  # noqa: S101 - without a choice, what stands stays
    sha256 = one.home.standing.maker["sha256"]
    return next((scrape for scrape in one.home.scrapes if scrape.sha256 == sha256), None)


def _made(one: Written) -> Record:
    return made(one.home.path, one.checksums, one.made_of, one.filled)


def made(path: str, checksums: Record, made_of: Iterable[str], filled: Iterable[Record]) -> Record:
    """Give what the record of a scrape says of the issue that is made from it."""
    return {"output": path, "written": checksums, "made_of": sorted(made_of), "filled": list(filled)}


def has_no_source(path: str, sources: Sequence[Record], elsewhere: Mapping[str, str]) -> bool:
    """Tell whether no source of an issue is left: each is gone, or its bytes make another issue now."""
    own = [record for record in sources if record["output"] == path]
    return all(elsewhere.get(record["sha256"], path) != path or record["is_gone"] for record in own)


def last_records(records: Iterable[Record]) -> dict[tuple[str | None, str], Record]:
    """Give the record of each input in the run before; what it was earlier does not count."""
    return {input_of(record): record for record in records if record["status"] != "earlier"}


def sorted_records(records: Iterable[Record]) -> list[Record]:
    """Sort records by name, and their keys; of one name, what is there now stands first."""
    return sorted(
        map(in_order, records),
        key=lambda one: (one["name"], one["source"] or "", one["status"] == "earlier", one["sha256"]),
    )


def in_order(record: Record) -> Record:
    """Give a record with its keys in their order."""
    return {key: record[key] for key in KEYS}


def kept_by(record: Record | None, standing: Mapping[str, Standing]) -> Standing | None:
    """Give the issue that an input, by its record of the run before, was made into or had left as it was."""
    if record is None:
        return None
    if record["kept_earlier"]:
        return standing.get(record["kept_earlier"]["output"])
    found = standing.get(record["output"] or "")
    return (
        found
        if found and record["sha256"] in found.made_of and record["status"] in (*MAKERS, "superseded")
        else None
    )
