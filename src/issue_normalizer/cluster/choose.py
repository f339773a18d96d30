"""Scrapes of a bucket -> issues: which are scrapes of one, which is it made from, as `batch` decides."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Any

from msgspec import Struct, json

from issue_normalizer.batch.decide import healed
from issue_normalizer.batch.entry import pack
from issue_normalizer.batch.grouping import Key, clusters, group, to_merge
from issue_normalizer.batch.layout import path_of
from issue_normalizer.cluster.naming import family
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.pages import Pages
from issue_normalizer.cluster.parquet import rows_of, written
from issue_normalizer.cluster.regroup import Fragment
from issue_normalizer.cluster.scrapes import Scraped, hashed, scrapes_of
from issue_normalizer.cluster.stage import ISSUES, NAMES
from issue_normalizer.identity.issues import is_same


class Bucket(Struct, frozen=True):
    """A bucket of scrapes, and where what comes of it goes, without ending."""

    number: int
    pieces: tuple[Fragment, ...]
    name: str
    layout: str
    merge: bool


def choose(objects: Objects, bucket: Bucket) -> dict[str, int]:
    """Find the issues of a bucket, and the names that they want; give how many there are."""
    scrapes = scrapes_of(rows_of(objects.read(piece.name) for piece in bucket.pieces))
    issues: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    with closing(Pages(objects)) as pages:
        for key, found in group(scrapes):
            for nth, cluster in enumerate(clusters(found, lambda one, other: _are_same(one, other, pages))):
                wanted = path_of(cluster[0].issue, bucket.layout)
                names.append(_name(bucket.number, len(issues), key, nth, wanted))
                scraped = [one.place for one in cluster]
                made = _merged(cluster, pages) if bucket.merge else {}
                issues.append({"issue": len(issues), "wanted": wanted, "scrapes": scraped, **made})
    objects.put(f"{bucket.name}.issues", written(issues, ISSUES))
    objects.put(f"{bucket.name}.names", written(names, NAMES))
    return {"names": len(names)}


def _are_same(one: Scraped, other: Scraped, pages: Pages) -> bool:
    """Tell whether two scrapes are of one issue: equal ones are, without a look at them."""
    return one.digest == other.digest or is_same(pages.entry(one).markdown, pages.entry(other).markdown)


def _name(bucket: int, issue: int, key: Key, nth: int, wanted: str) -> dict[str, Any]:
    return {
        "at": hashed(family(wanted)),
        "bucket": bucket,
        "issue": issue,
        **dict(zip(("first", "second", "third"), key, strict=True)),
        "nth": nth,
        "wanted": wanted,
    }


def _merged(cluster: Sequence[Scraped], pages: Pages) -> dict[str, Any]:
    """Fill the best scrape from those that differ from it."""
    made_of = sorted({one.sha256 for one in cluster})
    differing = to_merge(cluster, lambda one: one.digest)
    if len(differing) == 1:
        return {"made_of": made_of}
    entry, filled = healed((one.name, pages.entry(one)) for one in differing)
    if not filled:
        return {"made_of": made_of}
    record, texts = pack(entry)
    return {
        "made_of": made_of,
        "filled": json.encode(filled).decode(),
        "record": record,
        "texts": texts,
    }
