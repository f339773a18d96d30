"""`normalize formats` and `normalize schema`: what can be read, and what comes out."""

from __future__ import annotations

import click

from issue_normalizer.cli.output import fail, write_stdout
from issue_normalizer.errors import NormalizeError


@click.command("formats", short_help="List the formats that can be read, and how they are told apart.")
@click.argument("file", required=False)
def formats_command(file: str | None) -> None:
    """List the readers. With FILE, show each one's score for it: the highest reads it."""
    from pathlib import Path

    from issue_normalizer.decoding import decode
    from issue_normalizer.readers.detection import READERS, scores

    if file is None:
        rows = [
            f"{reader.name:10} {reader.reads}\n{'':10}   known by: {reader.looks_for}" for reader in READERS
        ]
        write_stdout("\n".join(rows) + "\n")
        return
    try:
        text = decode(Path(file).read_bytes()).text
    except OSError as error:
        fail(file, f"it cannot be read: {error.strerror}", 3)
    except NormalizeError as error:
        fail(file, str(error), 3)
    rows = [f"{score:4.2f}  {reader.name:10} known by: {reader.looks_for}" for reader, score in scores(text)]
    write_stdout("\n".join(rows) + "\n")


@click.command("schema", short_help="Print the JSON Schema of the output.")
@click.argument("name", type=click.Choice(["issue", "report"]), default="issue")
def schema_command(name: str) -> None:
    """Print the JSON Schema (2020-12) of the canonical JSON, or of the report."""
    from importlib.resources import files

    write_stdout(files("issue_normalizer.schemas").joinpath(f"{name}.json").read_text("utf-8"))
