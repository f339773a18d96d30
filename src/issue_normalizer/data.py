"""The package's own data: TOML in the source, and the same as JSON in a wheel, where no parser is loaded."""

from __future__ import annotations

from typing import Any


def read_data(path: str) -> dict[str, Any]:
    """Read a file of data by its path, without the suffix; `hatch_build.py` writes the JSON."""
    try:
        with open(f"{path}.json", "rb") as stream:  # noqa: PTH123 - pathlib costs start-up time
            written = stream.read()
    except FileNotFoundError:
        import tomllib

        with open(f"{path}.toml", "rb") as stream:  # noqa: PTH123
            return tomllib.load(stream)
    from msgspec import json

    found: dict[str, Any] = json.decode(written)
    return found
