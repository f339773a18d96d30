"""`out/` shows what becomes of each fixture; `python tests/make_out.py` rewrites it."""

from __future__ import annotations

from pathlib import Path

from cases import OUT, every_input, inputs, output_of
from issue_normalizer import normalize


@every_input()
def test_is_up_to_date(path: Path) -> None:
    assert output_of(path).read_bytes().decode() == normalize(path.read_bytes())


def test_holds_nothing_else() -> None:
    assert {path for path in OUT.rglob("*") if path.is_file()} == {output_of(path) for path in inputs()}
