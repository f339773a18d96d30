"""The package's data as a wheel holds it: JSON beside TOML, which it goes before."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

import issue_normalizer
from issue_normalizer.data import read_data

PACKAGE = Path(issue_normalizer.__path__[0])


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.toml")), ids=lambda path: path.stem)
def test_json_says_the_same(path: Path, tmp_path: Path) -> None:
    stated = tomllib.loads(path.read_text("utf-8"))
    (tmp_path / "data.json").write_text(json.dumps(stated), "utf-8")
    assert read_data(str(path.with_suffix(""))) == read_data(str(tmp_path / "data")) == stated


def test_json_goes_first(tmp_path: Path) -> None:
    (tmp_path / "data.toml").write_text('sign = "toml"', "utf-8")
    assert read_data(str(tmp_path / "data")) == {"sign": "toml"}
    (tmp_path / "data.json").write_text('{"sign": "json"}', "utf-8")
    assert read_data(str(tmp_path / "data")) == {"sign": "json"}
