"""`normalize learn EXAMPLES... -o P.toml`: the draft of a profile from issues of one newsletter."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from issue_normalizer.cli.files import write_files
from issue_normalizer.cli.input import read_beside, tell_left_out
from issue_normalizer.cli.options import PATH
from issue_normalizer.cli.output import fail, fail_usage, tell, write_stdout
from issue_normalizer.errors import ProfileError, RefusedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issue_normalizer.batch.archives import Source
    from issue_normalizer.learn.examples import Example
    from issue_normalizer.learn.self_check import Found

_LEAST = 2  # examples


@click.command("learn")
@click.argument("examples", nargs=-1, required=True, type=PATH, metavar="EXAMPLES...")
@click.option(
    "-o",
    "--output",
    required=True,
    type=PATH,
    metavar="P.toml",
    help="Write the draft here; - is standard output.",
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
    from issue_normalizer.learn.self_check import falls_short, shortcomings

    if output != "-" and not force and os.path.isfile(output):  # noqa: PTH113 - False where it cannot be told
        fail(output, "it is there already; give another name, or --force to replace it", 2)
    try:
        inputs = read_beside(examples, output)
    except UsageError as error:
        fail_usage(error)
    sources, read, alone = _read(inputs)
    if len(sources) < _LEAST:
        count = "one issue" if sources else "no issue"
        fail(None, f"{count} can be read; give two or more of one newsletter", 3)
    draft = draft_profile(read)
    drafted = _found_by(draft, output, sources)
    if not isinstance(drafted, ProfileError) and falls_short(drafted, alone):
        tell("its patterns find fewer items than structure alone, and are left out; a comment names them")
        draft = draft_profile(read, by_structure=True)
        drafted = _found_by(draft, output, sources)
    if output == "-":
        write_stdout(draft)
    else:
        write_files([(output, draft)])
    if isinstance(drafted, ProfileError):
        told = [f"the draft is no profile yet: {drafted}"]
    else:
        told = shortcomings(drafted, alone)
    for line in told:
        tell(line)
    sys.exit(1 if told else 0)


def _read(inputs: Sequence[Source]) -> tuple[list[Source], list[Example], list[Found]]:
    """Read the examples, and what structure alone finds in each; what holds no document is left out."""
    from issue_normalizer.learn.examples import read_example
    from issue_normalizer.learn.self_check import find_in
    from issue_normalizer.profiles import NEUTRAL, load

    sources, read, alone = [], [], []
    for source in inputs:
        try:
            example = read_example(source.name, source.data)
            found = find_in(source.name, source.data, load(NEUTRAL))
        except RefusedError as error:
            tell_left_out(source.name, str(error))
        else:
            sources.append(source)
            read.append(example)
            alone.append(found)
    return sources, read, alone


def _found_by(draft: str, name: str, sources: Sequence[Source]) -> list[Found] | ProfileError:
    """Give what a draft finds in the examples; or what is wrong with it as a profile."""
    from issue_normalizer.learn.self_check import find_in
    from issue_normalizer.profiles.file import parse_profile

    try:
        profile = parse_profile(draft.encode(), name)
    except ProfileError as error:
        return error
    return [find_in(source.name, source.data, profile) for source in sources]
