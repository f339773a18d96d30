"""Sizes and times of the command line, with their units."""

from __future__ import annotations

import click
import pytest

from issue_normalizer.cli.units import COUNT, DURATION, SIZE, Quantity, as_size


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (SIZE, "1048576", 1 << 20),
        (SIZE, "32MiB", 32 << 20),
        (SIZE, "32 mib", 32 << 20),
        (SIZE, "32M", 32 << 20),
        (SIZE, "32MB", 32_000_000),
        (SIZE, "1.5kB", 1500),
        (SIZE, "2b", 2),
        (SIZE, "1TiB", 1 << 40),
        (COUNT, "2M", 2_000_000),
        (COUNT, "7", 7),
        (DURATION, "0", 0),
        (DURATION, "90", 90),
        (DURATION, "1.5min", 90),
        (DURATION, "2 h", 7200),
        (DURATION, "500ms", 0.5),
    ],
)
def test_quantities(kind: Quantity, text: str, value: float) -> None:
    found = kind.convert(text, None, None)
    assert found == value
    assert kind is DURATION or isinstance(found, int)


@pytest.mark.parametrize(
    ("kind", "text", "word"),
    [
        (SIZE, "", "no size"),
        (SIZE, "much", "no size"),
        (SIZE, "-1", "no size"),
        (SIZE, "1 min", "no size"),
        (SIZE, "0", "less than 1"),
        (SIZE, "0.2", "less than 1"),
        (SIZE, "9" * 23, "more than any computer holds"),
        (SIZE, "9" * 4000, "more than any computer holds"),
        (SIZE, "9000000 TiB", "more than any computer holds"),
        (COUNT, "3MiB", "no number"),
        (DURATION, "3 days", "no time"),
        (DURATION, "9" * 400, "more than any computer holds"),
    ],
)
def test_what_is_none(kind: Quantity, text: str, word: str) -> None:
    with pytest.raises(click.BadParameter, match=word):
        kind.convert(text, None, None)


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 bytes"), (1023, "1023 bytes"), (32 << 20, "32MiB"), (3 << 30, "3GiB")]
)
def test_a_size_is_written_with_its_unit(size: int, text: str) -> None:
    assert as_size(size) == text
