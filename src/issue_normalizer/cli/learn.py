"""`normalize learn EXAMPLES... -o P.toml`: the draft of a profile from issues of one newsletter."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from issue_normalizer.cli.files import write_files
from issue_normalizer.cli.output import fail, fail_usage, write_line, write_stdout
from issue_normalizer.errors import NormalizeError, RefusedError, UsageError
from issue_normalizer.safe import for_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issue_normalizer.learn.examples import Example
    from issue_normalizer.learn.self_check import Raw
    from issue_normalizer.profiles import Profile

_LEAST = 2
_NO_ISSUES = ("*.toml",)  # profiles may stand beside the issues


@click.command("learn")
@click.argument("examples", nargs=-1, required=True, metavar="EXAMPLES...")
@click.option(
    "-o", "--output", required=True, metavar="P.toml", help="Write the draft here; - is standard output."
)
@click.option("--force", is_flag=True, help="Replace P.toml where it is there already.")
def learn_command(
    examples: tuple[str, ...],
    output: str,
    force: bool,  # noqa: FBT001 - click passes by name
) -> None:
    """Draft a profile from EXAMPLES, two or more issues of one newsletter (files, folders, archives).

    A comment beside each guess says what speaks for it. Exit status: 0 done; 1 written, but it finds less
    than is found without it; 2 wrong usage; 3 the examples cannot be read, or P.toml cannot be written.
    """
    from issue_normalizer.learn.draft import draft_profile

    if output != "-" and not force and Path(output).is_file():
        fail(output, "it is there already; give another name, or --force to replace it", 2)
    raws, read = _read(examples, output)
    draft = draft_profile(read)
    if _falls_short(raws, draft):
        draft = draft_profile(read, by_structure=True)
        told = "its patterns find fewer items than structure alone, and are left out"
        write_line(for_terminal(f"normalize: {told}; a comment names them"))
    if output == "-":
        write_stdout(draft)
    else:
        write_files([(output, draft)])
    if found := _check(raws, draft):
        for line in found:
            write_line(for_terminal(f"normalize: {line}"))
        sys.exit(1)


def _read(patterns: Sequence[str], output: str) -> tuple[list[Raw], list[Example]]:
    """Read all examples; what holds no document is told and left out."""
    from issue_normalizer.batch.sources import Filter, find_inputs, read
    from issue_normalizer.learn.examples import read_example
    from issue_normalizer.learn.self_check import Raw

    raws: list[Raw] = []
    examples: list[Example] = []
    try:
        files = find_inputs(patterns, Path(output).absolute(), Filter(exclude=_NO_ISSUES)).files
    except UsageError as error:
        fail_usage(error)
    for name, path in files:
        for source in read(name, path):
            try:
                if source.error:
                    raise RefusedError(source.error)
                examples.append(read_example(source.name, source.data))
                raws.append(Raw(source.name, source.data))
            except NormalizeError as error:
                write_line(for_terminal(f"normalize: {source.name}: left out: {error}"))
    if len(raws) < _LEAST:
        count = "one issue" if raws else "no issue"
        fail(None, f"{count} can be read; give two or more of one newsletter", 3)
    return raws, examples


def _falls_short(raws: Sequence[Raw], draft: str) -> bool:
    from issue_normalizer.learn.self_check import falls_short

    profile = _profile_of(draft)
    return not isinstance(profile, UsageError) and falls_short(raws, profile)


def _check(raws: Sequence[Raw], draft: str) -> list[str]:
    from issue_normalizer.learn.self_check import check_draft

    profile = _profile_of(draft)
    if isinstance(profile, UsageError):
        return [f"the draft is no profile yet: {profile}"]
    return check_draft(raws, profile)


def _profile_of(draft: str) -> Profile | UsageError:
    """Read a draft as a file is read."""
    from issue_normalizer.profiles.file import read_profile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "draft.toml")
        path.write_text(draft, "utf-8")
        try:
            return read_profile(str(path))
        except UsageError as error:
            return error
