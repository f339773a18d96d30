"""`normalize profile check P.toml ISSUES...`: how well a profile reads issues."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from issue_normalizer.cli.output import fail, fail_usage, write_line, write_stdout
from issue_normalizer.errors import UsageError
from issue_normalizer.safe import for_terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from issue_normalizer.profile_check.measure import Raw


@click.group("profile")
def profile_command() -> None:
    """Work on the profile of a newsletter; `normalize profiles` lists those there are."""


@profile_command.command("check", short_help="Measure how well a profile reads issues.")
@click.argument("profile", metavar="P.toml")
@click.argument("issues", nargs=-1, required=True, metavar="ISSUES...")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def profile_check_command(profile: str, issues: tuple[str, ...], form: str) -> None:
    """Measure how well P.toml reads ISSUES (files, folders, archives).

    For each issue and for all: how many list entries, headings and links stand in lines that a pattern
    claims, or in their items; items, titled ones with an address, characters lost and those that {_} left
    out, whether the output comes back the same, and, from three issues on, the share of items that a
    profile learned from the other issues finds, too. Sections without items are left aside. Exit status: 0
    done; 1 text is lost, an issue does not come back the same, or a pattern fits nothing in any issue; 2
    wrong usage, or a wrong profile; 3 no issue can be read.
    """
    from issue_normalizer.profile_check.run import check_profile
    from issue_normalizer.profiles.file import read_profile

    try:
        read = read_profile(profile)
        raws = _read(issues, profile)
    except UsageError as error:
        fail_usage(error)
    check = check_profile(read, raws, _left_out)
    if not check.issues:
        fail(None, "no issue can be read; give files as the newsletter writes them", 3)
    if form == "json":
        from issue_normalizer.forms import write_as

        write_stdout(write_as(check))
    else:
        from issue_normalizer.cli.profile_table import show_check

        write_stdout(show_check(check))
    if check.has_failed:
        sys.exit(1)


def _left_out(name: str, why: str) -> None:
    write_line(for_terminal(f"normalize: {name}: left out: {why}"))


def _read(patterns: Sequence[str], profile: str) -> list[Raw]:
    """Read the files; what cannot be read is told. Raises UsageError for what is not there."""
    from issue_normalizer.batch.sources import Filter, find_inputs, read
    from issue_normalizer.profile_check.measure import Raw

    raws: list[Raw] = []
    for name, path in find_inputs(patterns, Path(profile).absolute(), Filter(exclude=("*.toml",))).files:
        for source in read(name, path):
            if source.error:
                _left_out(source.name, source.error)
            else:
                raws.append(Raw(source.name, source.data))
    return raws
