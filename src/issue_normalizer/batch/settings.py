"""How a batch is run, and the forms that it writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from issue_normalizer.batch.convert import Pace
from issue_normalizer.batch.entry import ConversionOptions
from issue_normalizer.batch.layout import DEFAULT as DEFAULT_LAYOUT
from issue_normalizer.batch.sources import Filter
from issue_normalizer.errors import UsageError
from issue_normalizer.exports import FORMS as EXPORTS

_OWN_FORMS = ("md", "json", "jsonl")  # what an archive reads its issues from
FORMS = (*_OWN_FORMS, *EXPORTS)


def check_forms(names: Sequence[str]) -> Sequence[str]:
    """Give the forms that are named, each once. Raises UsageError for one that there is not.

    Where only exports are named, the issues stand in one file beside them: an archive knows itself by it.
    """
    wanted = tuple(dict.fromkeys(names))
    if unknown := [form for form in wanted if form not in FORMS]:
        raise UsageError(f"there is no output form {unknown[0]!r}; choose from {','.join(FORMS)}")
    return wanted if set(wanted) & set(_OWN_FORMS) else (*wanted, "jsonl")


class BatchSettings(Struct, frozen=True):
    """How a batch is run.

    `forms` are the forms that issues are written in, `layout` says where a new one is written. `force` are
    patterns of outputs and inputs that are taken whatever is lost. `prune` takes away what has no source any
    more; `is_dry` writes nothing.
    """

    out: Path
    pace: Pace = Pace()
    forms: Sequence[str] = ("md",)
    merge: bool = False
    options: ConversionOptions = ConversionOptions()
    layout: str = DEFAULT_LAYOUT
    wanted: Filter = Filter()
    force: tuple[str, ...] = ()
    prune: bool = False
    is_dry: bool = False
