"""Writes the package's TOML data as JSON into wheels: there, no start of the command parses TOML."""

from __future__ import annotations

import json
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface[Any]):
    """Adds a JSON file beside each TOML file of the package; in the source tree there is none to go stale."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files, and name them as part of the wheel."""
        if version == "editable":
            return
        self._made = tempfile.TemporaryDirectory()
        source = Path(self.root, "src")
        for number, path in enumerate(sorted(source.rglob("*.toml"))):
            made = Path(self._made.name, f"{number}.json")
            made.write_text(json.dumps(tomllib.loads(path.read_text("utf-8")), ensure_ascii=False), "utf-8")
            build_data["force_include"][str(made)] = path.relative_to(source).with_suffix(".json").as_posix()

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Take the files away again."""
        if version != "editable":
            self._made.cleanup()
