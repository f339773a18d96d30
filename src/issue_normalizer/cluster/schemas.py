"""The tables of a dataset. Columns are only added, at the end; a change of meaning is another version."""

from __future__ import annotations

import pyarrow as pa

_LABELLED = pa.list_(pa.struct([("label", pa.string()), ("text", pa.string())]))
_LINKS = pa.list_(pa.struct([("label", pa.string()), ("url", pa.string())]))


def _schema(name: str, version: int, columns: list[tuple[str, object]]) -> pa.Schema:
    return pa.schema(columns, {"schema": f"{name}/{version}"})


# An issue, once; in each object sorted by series, date and path. `made_from` is the page it is made from.
ISSUES = _schema(
    "issues",
    1,
    [
        ("path", pa.string()),
        ("series", pa.string()),
        ("date", pa.string()),
        ("number", pa.string()),
        ("title", pa.string()),
        ("tagline", pa.string()),
        ("lead", pa.string()),
        ("address", pa.string()),
        ("items", pa.int64()),
        ("links", pa.int64()),
        ("text", pa.int64()),
        ("made_from", pa.string()),
        ("is_merged", pa.bool_()),
        ("markdown", pa.string()),
        ("json", pa.string()),
    ],
)
# An item, with the keys of its line in `items.jsonl`.
ITEMS = _schema(
    "items",
    1,
    [
        ("path", pa.string()),
        ("series", pa.string()),
        ("date", pa.string()),
        ("number", pa.string()),
        ("issue", pa.string()),
        ("section", pa.string()),
        ("kind", pa.string()),
        ("place", pa.string()),
        ("title", pa.string()),
        ("url", pa.string()),
        ("publisher", pa.string()),
        ("tags", pa.list_(pa.string())),
        ("arxiv", pa.string()),
        ("arxiv_id", pa.string()),
        ("arxiv_version", pa.int64()),
        ("repository", pa.string()),
        ("fields", _LABELLED),
        ("links", _LINKS),
        ("summary", pa.string()),
    ],
)
# An input, as in the manifest, its diagnostics aside; in each object sorted by name.
PAGES = _schema(
    "pages",
    1,
    [
        ("name", pa.string()),
        ("source", pa.string()),
        ("member", pa.string()),
        ("sha256", pa.string()),
        ("format", pa.string()),
        ("status", pa.string()),
        ("reason", pa.string()),
        ("path", pa.string()),
        ("series", pa.string()),
        ("date", pa.string()),
        ("title", pa.string()),
        ("address", pa.string()),
        ("items", pa.int64()),
        ("links", pa.int64()),
        ("text", pa.int64()),
        ("kept", pa.int64()),
        ("structure", pa.int64()),
        ("dropped", pa.int64()),
        ("lost", pa.int64()),
        ("made_of", pa.list_(pa.string())),
        ("filled", pa.string()),
    ],
)
# A diagnostic of a page; in each object in the order of pages.
DIAGNOSTICS = _schema(
    "diagnostics",
    1,
    [
        ("page", pa.string()),
        ("code", pa.string()),
        ("severity", pa.string()),
        ("message", pa.string()),
        ("line", pa.int64()),
        ("column", pa.int64()),
        ("where", pa.string()),
    ],
)
# An issue that others list; `path` is null where no page holds it.
NAMED = _schema(
    "named",
    1,
    [
        ("series", pa.string()),
        ("date", pa.string()),
        ("url", pa.string()),
        ("named_by", pa.int64()),
        ("path", pa.string()),
    ],
)

TABLES = {
    "issues": ISSUES,
    "items": ITEMS,
    "pages": PAGES,
    "diagnostics": DIAGNOSTICS,
    "named": NAMED,
}
