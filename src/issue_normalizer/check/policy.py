"""What a check calls a failure, and what it leaves out: from a project's settings and the command line."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from issue_normalizer.check.model import KINDS, WEIGHTS, Change, Comparison, Weight
from issue_normalizer.errors import UsageError

OWN_FILE = "normalize.toml"
PROJECT_FILE = "pyproject.toml"
TABLE = "issue-normalizer"


@dataclass(frozen=True, slots=True)
class Policy:
    """The settings of a check.

    `baseline` is the folder or file to compare with, `fail_on` the weights that fail the check, `ignore`
    the kinds that are not told at all, `exclude` patterns of files that are no inputs, `weights` what
    kinds weigh here if not what they weigh by themselves. `include` (patterns of files that alone are inputs)
    and `layout` (where new issues are written) are for `normalize batch`, as is `exclude`.
    """

    baseline: Path | None = None
    fail_on: frozenset[Weight] = frozenset({"loss"})
    ignore: frozenset[str] = frozenset()
    exclude: tuple[str, ...] = ()
    weights: Mapping[str, Weight] = field(default_factory=dict)
    include: tuple[str, ...] = ()
    layout: str | None = None

    def applied(self, comparison: Comparison) -> Comparison:
        """Leave out the changes that are ignored, and weigh the others."""
        changes = [self._weighed(one) for one in comparison.changes if one.kind not in self.ignore]
        return replace(comparison, changes=tuple(changes))

    def _weighed(self, change: Change) -> Change:
        return replace(change, weight=self.weights.get(change.kind, change.weight))


def policy_of(config: str | None) -> Policy:
    """Read the settings of a file that is named, else those that hold here. Raises UsageError."""
    return read_policy(Path(config)) if config else find_policy(Path.cwd())


def find_policy(folder: Path) -> Policy:
    """Read the settings that hold in a folder: the nearest `normalize.toml` or `pyproject.toml` upwards.

    Only a `pyproject.toml` with a table `[tool.issue-normalizer]` counts. Raises UsageError for settings
    that are wrong.
    """
    for above in (folder, *folder.parents):
        own, project = above / OWN_FILE, above / PROJECT_FILE
        if own.is_file():
            return read_policy(own)
        if project.is_file() and TABLE in _tool(project):
            return read_policy(project)
    return Policy()


def read_policy(path: Path) -> Policy:
    """Read the settings of a file: all of it, or a project's table. Raises UsageError: file and key."""
    in_table = path.name == PROJECT_FILE or TABLE in _tool(path)
    values = _tool(path).get(TABLE, {}) if in_table else _load(path)
    where = f"{path}: tool.{TABLE}" if in_table else str(path)
    if not isinstance(values, dict):
        raise UsageError(f"{where} is no table; write `[tool.{TABLE}]` above its keys")
    settings = {}
    for key, value in values.items():
        if key not in _READ:
            raise UsageError(f"{where}: there is no setting {key!r}; choose from {', '.join(_READ)}")
        settings[key.replace("-", "_")] = _READ[key](value, f"{where}: {key}")
    if "baseline" in settings:
        settings["baseline"] = Path(os.path.relpath(path.parent / settings["baseline"]))
    return Policy(**settings)


def weights_of(value: Any, where: str) -> frozenset[Weight]:  # noqa: ANN401 - TOML holds anything
    """Read a list of weights. Raises UsageError."""
    names = _strings(value, where)
    for name in names:
        if name not in WEIGHTS:
            raise UsageError(f"{where}: there is no weight {name!r}; choose from {', '.join(WEIGHTS)}")
    return frozenset(weight for weight in WEIGHTS if weight in names)


def kinds_of(value: Any, where: str) -> frozenset[str]:  # noqa: ANN401
    """Read a list of kinds. Raises UsageError."""
    names = _strings(value, where)
    for name in names:
        _known_kind(name, where)
    return frozenset(names)


def _known_kind(name: str, where: str) -> None:
    if name not in KINDS:
        raise UsageError(f"{where}: there is no kind {name!r}; choose from {', '.join(KINDS)}")


def _weight_table(value: Any, where: str) -> dict[str, Weight]:  # noqa: ANN401
    if not isinstance(value, dict):
        raise UsageError(f'{where}: it is no table; write such as `{{ archive = "form" }}`')
    table: dict[str, Weight] = {}
    for kind, weight in value.items():
        _known_kind(kind, where)
        if weight not in WEIGHTS:
            choice = ", ".join(WEIGHTS)
            raise UsageError(f"{where}.{kind}: there is no weight {weight!r}; choose from {choice}")
        table[kind] = weight
    return table


def _strings(value: Any, where: str) -> Sequence[str]:  # noqa: ANN401
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UsageError(f'{where}: it is no list of names; write such as `["loss"]`')
    return value


def _patterns(value: Any, where: str) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(_strings(value, where))


def _path(value: Any, where: str) -> str:  # noqa: ANN401
    if not isinstance(value, str) or not value:
        raise UsageError(f'{where}: it is no path; write such as `"archive"`')
    return value


_READ: dict[str, Callable[[Any, str], Any]] = {
    "baseline": _path,
    "fail-on": weights_of,
    "ignore": kinds_of,
    "exclude": _patterns,
    "weights": _weight_table,
    "include": _patterns,
    "layout": _path,
}


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
