"""The Python interface: what `issue_normalizer` offers, beside the records that it gives."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from issue_normalizer.errors import UsageError
from issue_normalizer.limits import DEFAULT, Limits
from issue_normalizer.options import Options
from issue_normalizer.pipeline import Result, write
from issue_normalizer.pipeline import convert as _convert
from issue_normalizer.profiles.sources import NONE, ProfileFiles, find_files, pages_of, read_known

if TYPE_CHECKING:
    from issue_normalizer.batch.run import BatchSummary
    from issue_normalizer.check.formats.outcome import Outcome
    from issue_normalizer.issue import Issue

PathLike: TypeAlias = str | os.PathLike[str]

_FORMS = ("md", "json")


def convert(
    data: bytes | str,
    *,
    format: str | None = None,  # noqa: A002 - the word users know from --from FORMAT
    base_url: str | None = None,
    name: str | None = None,
    profile: PathLike | None = None,
    repair: bool = False,
    limits: Limits = DEFAULT,
) -> Result:
    """Read an input of any shape: the issue, its Markdown, how it was read, what was noticed.

    `format` forces a reader, `base_url` is what relative links resolve against where nothing else tells,
    `name` is the name of the input's file: a date in it counts where the document has none. `profile` is the
    file of a profile to read it with. `repair` mends what an earlier tool broke.

    Raises RefusedError for what holds no document or exceeds `limits`, UsageError for an unknown format or
    a wrong profile, TypeError for a value of another type.
    """
    _check_data(data)
    for option, value in (("format", format), ("base_url", base_url), ("name", name)):
        _check_text(option, value)
    if not isinstance(repair, bool):
        raise TypeError(f"repair must be True or False, not {_kind(repair)}")
    if not isinstance(limits, Limits):
        raise TypeError(f"limits must be issue_normalizer.Limits, not {_kind(limits)}")
    known = read_known(_profiles(profile))
    return _convert(
        data,
        format=format,
        base_url=base_url,
        name=name,
        known=known,
        repair=repair,
        options=Options(pages=pages_of(known)),
        limits=limits,
    )


def normalize(
    data: bytes | str, *, to: str = "md", profile: PathLike | None = None, name: str | None = None
) -> str:
    """Convert an input of any shape to canonical Markdown (`to="md"`) or JSON (`to="json"`).

    Raises as `convert` does.
    """
    if to not in _FORMS:
        raise UsageError(f"there is no output form {to!r}; choose md or json")
    result = convert(data, name=name, profile=profile)
    return result.markdown if to == "md" else write(result.issue, to)


def read(data: bytes | str, *, profile: PathLike | None = None, name: str | None = None) -> Issue:
    """Read an input of any shape as an `Issue`; raises as `convert` does."""
    return convert(data, profile=profile, name=name).issue


def batch(  # noqa: PLR0913 - each is an option of the command
    sources: PathLike | Iterable[PathLike],
    out: PathLike,
    *,
    to: Iterable[str] = ("md",),
    jobs: int = 1,
    merge: bool = False,
    profile: PathLike | None = None,
    base_url: str | None = None,
    repair: bool = False,
    keep_furniture: bool = False,
    layout: str | None = None,
    include: Iterable[str] = (),
    exclude: Iterable[str] = (),
    force: Iterable[str] = (),
    prune: bool = False,
    dry_run: bool = False,
    timeout: float = 60,
    limits: Limits = DEFAULT,
) -> BatchSummary:
    """Convert files, folders, patterns and archives into the folder `out`, as `normalize batch` does.

    Settings files are not read. Gives what was done, in numbers; `is_done` is false where nothing could be
    done. Raises UsageError for sources that are not there, OSError for what cannot be written, TypeError for
    a value of another type.
    """
    from pathlib import Path

    from issue_normalizer.batch.convert import Pace
    from issue_normalizer.batch.entry import ConversionOptions
    from issue_normalizer.batch.layout import DEFAULT as LAYOUT
    from issue_normalizer.batch.run import BatchWatcher, run_batch
    from issue_normalizer.batch.settings import BatchSettings, check_forms
    from issue_normalizer.batch.sources import Filter

    files = _profiles(profile)
    reading = Options(keep_furniture, pages_of(read_known(files)))
    settings = BatchSettings(
        Path(_path("out", out)),
        Pace(jobs or os.cpu_count() or 1, timeout),
        check_forms(_texts("to", to)),
        merge,
        ConversionOptions(base_url, repair, limits, reading, files),
        layout or LAYOUT,
        Filter(_texts("include", include), _texts("exclude", exclude)),
        _texts("force", force),
        prune,
        dry_run,
    )
    return run_batch(_paths("sources", sources), settings, BatchWatcher(lambda _: None, lambda: None))


def check(
    new: PathLike | Iterable[PathLike],
    baseline: PathLike,
    *,
    fail_on: Iterable[str] = ("loss",),
    ignore: Iterable[str] = (),
    exclude: Iterable[str] = (),
    profile: PathLike | None = None,
    jobs: int = 1,
) -> Outcome:
    """Compare new scrapes with the same issues of a baseline, as `normalize check` does.

    Settings files are not read. `jobs` is how many processes read, 0 one a core. Gives each issue with its
    changes; `has_failed` tells whether any weighs what `fail_on` names. Raises UsageError for what is not
    there, or for an unknown weight or kind, TypeError for a value of another type.
    """
    from pathlib import Path

    from issue_normalizer.batch.entry import ConversionOptions
    from issue_normalizer.batch.sources import is_there
    from issue_normalizer.check.formats.outcome import Outcome
    from issue_normalizer.check.policy import applied
    from issue_normalizer.check.run import compare_all
    from issue_normalizer.check.scrapes import is_whole, read_scrapes
    from issue_normalizer.settings import Settings, option

    folder, inputs = Path(_path("baseline", baseline)), _paths("new", new)
    if not is_there(folder):
        raise UsageError(f"{folder}: there is no such baseline; check the name")
    settings = Settings(
        fail_on=option("fail-on", list(_texts("fail_on", fail_on)), "fail_on"),
        ignore=option("ignore", list(_texts("ignore", ignore)), "ignore"),
        exclude=_texts("exclude", exclude),
    )
    files = _profiles(profile)
    options = ConversionOptions(reading=Options(pages=pages_of(read_known(files))), profiles=files)
    jobs = jobs or os.cpu_count() or 1
    scrapes, known = read_scrapes(inputs, folder, settings.exclude, options, jobs)
    found = compare_all(scrapes, known, is_whole=is_whole(inputs))
    return Outcome([applied(settings, one) for one in found], str(folder), settings.fail_on)


def _profiles(profile: PathLike | None) -> ProfileFiles:
    """Give the profile that inputs are read with; without one, those that ship with the package count."""
    return NONE if profile is None else find_files(_path("profile", profile), ())


def _check_data(data: object) -> None:
    if isinstance(data, os.PathLike):
        raise TypeError(f"data must be bytes or text, not {_kind(data)}; give what the file holds")
    if not isinstance(data, (bytes, str)):
        raise TypeError(f"data must be bytes or text, not {_kind(data)}")


def _check_text(option: str, value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{option} must be text or None, not {_kind(value)}")


def _path(option: str, value: object) -> str:
    if not isinstance(value, (str, os.PathLike)):
        raise TypeError(f"{option} must be a path, not {_kind(value)}")
    return os.fspath(value)


def _paths(option: str, value: PathLike | Iterable[PathLike]) -> list[str]:
    if isinstance(value, (str, os.PathLike)):
        return [_path(option, value)]
    if not isinstance(value, Iterable):
        raise TypeError(f"{option} must be a path or several, not {_kind(value)}")
    return [_path(f"each of {option}", one) for one in value]


def _texts(option: str, value: Iterable[str]) -> tuple[str, ...]:
    """Give a list of texts; one text alone is one, and not its letters."""
    if isinstance(value, str):
        return (value,)
    texts = tuple(value) if isinstance(value, Iterable) else (value,)
    for one in texts:
        if not isinstance(one, str):
            raise TypeError(f"{option} must be a list of texts, not of {_kind(one)}")
    return texts


def _kind(value: object) -> str:
    return type(value).__name__
