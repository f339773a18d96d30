"""The settings of a project: what `normalize.toml` or a table of `pyproject.toml` may say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, Struct
from msgspec.structs import replace

from issue_normalizer.check.model import Kind, Weight
from issue_normalizer.diagnostics import Code
from issue_normalizer.errors import UsageError
from issue_normalizer.forms import FormError, read_as
from issue_normalizer.options import Page

OWN_FILE = "normalize.toml"
PROJECT_FILE = "pyproject.toml"
TABLE = "issue-normalizer"


class Settings(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The content of normalize.toml, or of the table [tool.issue-normalizer] in pyproject.toml."""

    baseline: (
        Annotated[
            str,
            Meta(
                min_length=1,
                description="The folder or file that `normalize check` compares with, "
                "seen from the settings file.",
            ),
        ]
        | None
    ) = None
    fail_on: Annotated[frozenset[Weight], Meta(description="The weights of changes that fail a check.")] = (
        frozenset({"loss"})
    )
    ignore: Annotated[frozenset[Kind], Meta(description="Kinds of changes that are not told.")] = frozenset()
    exclude: Annotated[
        tuple[str, ...], Meta(description="Patterns of files that are no inputs, such as README.md.")
    ] = ()
    include: Annotated[
        tuple[str, ...], Meta(description="Patterns of files that alone are inputs of `normalize batch`.")
    ] = ()
    layout: (
        Annotated[
            str,
            Meta(
                min_length=1,
                description="Where `normalize batch` writes a new issue, such as {series}/{date}.",
            ),
        ]
        | None
    ) = None
    select_codes: Annotated[
        frozenset[Code] | None, Meta(description="The codes of diagnostics that alone are told.")
    ] = None
    ignore_codes: Annotated[frozenset[Code], Meta(description="Codes of diagnostics that are not told.")] = (
        frozenset()
    )
    page: Annotated[tuple[Page, ...], Meta(description="Selectors for the pages of sites.")] = ()
    profiles: Annotated[
        tuple[str, ...],
        Meta(description="Files of profiles, or patterns of them, seen from the settings file."),
    ] = ()
    weights: Annotated[dict[Kind, Weight], Meta(description="What changes of a kind weigh here.")] = {}


def settings_of(config: str | None) -> Settings:
    """Read the settings of a file that is named, else those that hold here. Raises UsageError."""
    return read_settings(Path(config)) if config else find_settings(Path.cwd())


def find_settings(folder: Path) -> Settings:
    """Read the settings that hold in a folder: the nearest `normalize.toml` or `pyproject.toml` upwards.

    Only a `pyproject.toml` with a table `[tool.issue-normalizer]` counts. Raises UsageError for settings
    that are wrong.
    """
    for above in (folder, *folder.parents):
        own, project = above / OWN_FILE, above / PROJECT_FILE
        if own.is_file():
            return read_settings(own)
        if project.is_file() and TABLE in _tool(project):
            return read_settings(project)
    return Settings()


def read_settings(path: Path) -> Settings:
    """Read the settings of a file: all of it, or a project's table. Raises UsageError: file and key."""
    in_table = path.name == PROJECT_FILE or TABLE in _tool(path)
    values = _tool(path).get(TABLE, {}) if in_table else _load(path)
    where = f"{path}: tool.{TABLE}" if in_table else str(path)
    try:
        settings = read_as(values, Settings)
    except FormError as error:
        key = error.place.removeprefix("$").removeprefix(".")
        raise UsageError(f"{where}: {key}: {error.reason}" if key else f"{where}: {error.reason}") from None
    profiles = tuple([os.path.relpath(path.parent / pattern) for pattern in settings.profiles])
    settings = replace(settings, profiles=profiles)
    if settings.baseline is None:
        return settings
    return replace(settings, baseline=os.path.relpath(path.parent / settings.baseline))


def option(key: str, value: object, name: str) -> Any:  # noqa: ANN401 - each setting has a type of its own
    """Read a value of the command line as that of a setting. Raises UsageError: `name` is the option's."""
    try:
        settings = read_as({key: value}, Settings)
    except FormError as error:
        raise UsageError(f"{name}: {error.reason}") from None
    return getattr(settings, key.replace("-", "_"))


def _tool(path: Path) -> dict[str, Any]:
    tool = _load(path).get("tool", {})
    return tool if isinstance(tool, dict) else {}


def _load(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: it cannot be read: {error.strerror}") from None
    except ValueError as error:  # TOML or UTF-8 that is none
        raise UsageError(f"{path}: it is no TOML: {error}") from None
