"""One issue, one form: whatever shape an issue was scraped in, its output has the same bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import TWINS, converted, twin_folders
from issue_normalizer.pipeline import write
from make_twins import SOURCES, source_of
from shapes import FILES, SHAPES, Source

FOLDERS = twin_folders()
PAIRS = [
    pytest.param(folder / "raw.md", path, id=f"{folder.name}-{path.name}")
    for folder in FOLDERS
    for path in sorted(folder.iterdir())
    if path.name != "raw.md"
]


@pytest.mark.parametrize("to", ["md", "json"])
@pytest.mark.parametrize(("raw", "twin"), PAIRS)
def test_twins_agree(raw: Path, twin: Path, to: str) -> None:
    assert write(converted(twin).issue, to) == write(converted(raw).issue, to)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_a_folder_holds_at_least_five_shapes(folder: Path) -> None:
    assert (folder / "raw.md").is_file()
    assert len(list(folder.iterdir())) >= 5


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("name", sorted(SOURCES))
def test_files_are_what_the_generator_makes(name: str, shape: str) -> None:
    path = TWINS / name / FILES[shape]
    assert path.read_text("utf-8") == SHAPES[shape](source_of(name))


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"raw"}))
def test_shapes_differ_from_the_source(shape: str) -> None:
    source = Source("---\ntitle: a\n---\n\n# One 2020-01-01\n\nText with https://example.org/。\n")
    page = SHAPES[shape](source)
    assert page != source.markdown
    assert "One 2020-01-01" in page
