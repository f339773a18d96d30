"""`normalize profiles`: the profiles there are, and where each comes from."""

from __future__ import annotations

import click

from issue_normalizer.cli.options import config_option
from issue_normalizer.cli.output import fail_usage, write_stdout
from issue_normalizer.errors import UsageError


@click.command("profiles")
@config_option
def profiles_command(config: str | None) -> None:
    """List all profiles in the order in which they count: by name, by what each knows an issue, its file.

    The first source with a profile that knows an issue has it; see `normalize explain FILE`.
    """
    from issue_normalizer.profiles.find import shipped
    from issue_normalizer.profiles.make import load
    from issue_normalizer.profiles.sources import find_files, read_known
    from issue_normalizer.settings import settings_of

    try:
        files = find_files(None, settings_of(config).profiles)
        known = read_known(files)
    except UsageError as error:
        fail_usage(error)
    found = [
        (profile, file)
        for group, paths in zip(known.sources, files.sources, strict=True)
        for profile, file in zip(group, paths, strict=True)
    ]
    rows = [*found, *((load(name), "ships with this program") for name in shipped())]
    width = max(len(profile.name) for profile, _ in rows)
    lines = []
    for profile, file in rows:
        by = "; ".join((*profile.series, *profile.addresses, *profile.match)) or "--profile alone"
        lines += [f"{profile.name:{width}}  {file}", f"{'':{width}}  known by: {by}"]
    write_stdout("\n".join(lines) + "\n")
