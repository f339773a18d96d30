"""`normalize profile check P.toml ISSUES...`: how well a profile reads issues."""

from __future__ import annotations

import sys

import click

from issue_normalizer.cli.input import read_beside, tell_left_out
from issue_normalizer.cli.options import PATH, form_option
from issue_normalizer.cli.output import fail, fail_usage, write_stdout
from issue_normalizer.errors import UsageError


@click.group("profile", no_args_is_help=False)
def profile_command() -> None:
    """Work on the profile of a newsletter; `normalize profiles` lists those there are."""


@profile_command.command("check", short_help="Measure how well a profile reads issues.")
@click.argument("profile", type=PATH, metavar="P.toml")
@click.argument("issues", nargs=-1, required=True, type=PATH, metavar="ISSUES...")
@form_option
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
        sources = read_beside(issues, profile)
    except UsageError as error:
        fail_usage(error)
    check = check_profile(read, sources, tell_left_out)
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
