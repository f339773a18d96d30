"""What stages leave to each other: the names of objects, and the columns of narrow rows."""

from __future__ import annotations

import pyarrow as pa

from issue_normalizer.cluster.guard import DIGEST

FOLDER = "_stage"
RUNS = f"{FOLDER}/runs"
SUCCESS = "_SUCCESS"

# Where a row goes when it is regrouped: the bucket is told by the first bits.
AT = ("at", pa.uint32())
# A scrape: an archive's id, the number of a shard in it, a row in that; and the slice of the tables it is in.
PLACE = [("archive", pa.string()), ("shard", pa.int32()), ("row", pa.int32())]
SLICE = ("slice", pa.int32())

PAGES = pa.schema([("record", pa.binary()), ("texts", pa.binary()), ("digest", pa.binary(DIGEST))])
SCRAPES = pa.schema(
    [
        AT,
        *PLACE,
        ("name", pa.string()),
        ("key", pa.string()),  # where nothing else tells the issue
        ("is_dated", pa.bool_()),  # series and date tell it
        ("sha256", pa.binary(32)),
        ("digest", pa.binary(DIGEST)),
        ("series", pa.string()),
        ("date", pa.string()),
        ("title", pa.string()),
        ("address", pa.string()),
        ("items", pa.int64()),
        ("links", pa.int64()),
        ("text", pa.int64()),
        ("told", pa.int64()),
    ]
)
# An issue: the bucket it was found in, and which it is there. `first` to `nth` order issues as `batch` does.
ISSUE = [("bucket", pa.int32()), ("issue", pa.int32())]
NAMES = pa.schema(
    [
        AT,
        *ISSUE,
        ("first", pa.string()),
        ("second", pa.string()),
        ("third", pa.string()),
        ("nth", pa.int32()),
        ("wanted", pa.string()),
    ]
)
RENAMES = pa.schema([AT, *ISSUE, ("path", pa.string())])
ISSUES = pa.schema(
    [
        ("issue", pa.int32()),
        ("wanted", pa.string()),
        ("made_of", pa.list_(pa.string())),  # where several scrapes went into it
        ("filled", pa.string()),  # JSON
        ("record", pa.binary()),  # where it was healed: the entry, as pages have it
        ("texts", pa.binary()),
        ("scrapes", pa.list_(pa.struct([*PLACE, SLICE]))),  # best first
    ]
)
OUTCOMES = pa.schema(
    [
        AT,
        *PLACE,
        ("path", pa.string()),
        ("is_chosen", pa.bool_()),
        ("is_healed", pa.bool_()),
        ("made_of", pa.list_(pa.string())),
        ("filled", pa.string()),
    ]
)
# What an issue says of one of its series: that it is there itself (`path`), or was named, and by whom.
NAMED = pa.schema(
    [
        AT,
        ("series", pa.string()),
        ("date", pa.string()),
        ("path", pa.string()),
        ("is_there", pa.bool_()),
        ("by_date", pa.string()),
        ("nth", pa.int32()),
        ("url", pa.string()),
    ]
)


def shard_name(archive: str, number: int) -> str:
    """Give the name of a shard's objects, without ending."""
    return f"{FOLDER}/archives/{archive}/{number:06}"


def run_folder(run: str) -> str:
    """Give the folder of what only one run needs."""
    return f"{RUNS}/{run}"
