"""`normalize formats`, `schema` and `explain`: what can be read, what comes out, and how it came to be."""

from __future__ import annotations

import sys

import click

from issue_normalizer.cli.input import ReadingOptions, name_of, own_settings, read_input
from issue_normalizer.cli.options import PATH, color_option, form_option, from_option, reading_options
from issue_normalizer.cli.output import fail, in_colour, write_stdout
from issue_normalizer.errors import NormalizeError
from issue_normalizer.limits import DEFAULT


@click.command("formats")
@click.argument("file", required=False, type=PATH)
def formats_command(file: str | None) -> None:
    """List the readers. With FILE, show each one's score for it: the highest reads it."""
    from issue_normalizer.decoding import decode
    from issue_normalizer.readers.detection import READERS, scores

    if file is None:
        rows = [
            f"{reader.name:10} {reader.reads}\n{'':10}   known by: {reader.looks_for}" for reader in READERS
        ]
        write_stdout("\n".join(rows) + "\n")
        return
    try:
        text = decode(read_input(file, DEFAULT)).text
    except NormalizeError as error:
        fail(name_of(file), str(error), 3)
    rows = [f"{score:4.2f}  {reader.name:10} known by: {reader.looks_for}" for reader, score in scores(text)]
    write_stdout("\n".join(rows) + "\n")


# name -> module and record
SCHEMAS = {
    "issue": ("issue_normalizer.issue", "Issue"),
    "report": ("issue_normalizer.report", "Report"),
    "check": ("issue_normalizer.check.formats.json", "CheckForm"),
    "settings": ("issue_normalizer.settings", "Settings"),
    "profile": ("issue_normalizer.profiles.form", "ProfileFile"),
    "profile-check": ("issue_normalizer.profile_check.form", "ProfileCheck"),
    "diagnostics": ("issue_normalizer.cli.diagnostic_forms", "DiagnosticsForm"),
    "explanation": ("issue_normalizer.cli.explanation_form", "Explanation"),
}


@click.command("schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="issue", metavar="[NAME]")
def schema_command(name: str) -> None:
    """Print the JSON Schema (2020-12) of a form that is read or written.

    NAME is issue (the canonical JSON, the default), report, check, settings, profile, profile-check,
    diagnostics or explanation.
    """
    import json
    from importlib import import_module

    from issue_normalizer.forms import schema_of

    module, record = SCHEMAS[name]
    form = getattr(import_module(module), record)
    write_stdout(json.dumps(schema_of(form), ensure_ascii=False, indent=2) + "\n")


@click.command("explain")
@click.argument("file", default="-", type=PATH, metavar="[FILE]")
@from_option
@reading_options
@form_option
@color_option
def explain_command(file: str, format_: str | None, reading: ReadingOptions, form: str, color: str) -> None:
    """Show how FILE is read: reader and profile with the reason, outline, diagnostics, account."""
    from issue_normalizer.cli.explanation import explain

    result = reading.convert(name_of(file), read_input(file, reading.limits), format_, own_settings())
    if form == "json":
        from issue_normalizer.cli.explanation_form import write_explanation

        write_stdout(write_explanation(name_of(file), result))
    else:
        text = explain(name_of(file), result)
        write_stdout(text if in_colour(sys.stdout, color) else click.unstyle(text))
    if any(found.severity == "error" for found in result.diagnostics):
        sys.exit(1)
