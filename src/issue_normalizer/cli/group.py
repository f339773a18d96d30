"""All commands as one group, in which a file name means conversion."""

from __future__ import annotations

from importlib import import_module

import click

from issue_normalizer import __version__
from issue_normalizer.cli.commands import COMMANDS

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _DefaultGroup(click.Group):
    """A group in which whatever is no command is a file to convert. A command is imported when called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help", "--version"}
        if not args or (args[0] not in COMMANDS and args[0] not in own):
            args = ["convert", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), f"{cmd_name}_command")
        return command


@click.group(cls=_DefaultGroup, context_settings=_CONTEXT)
@click.version_option(__version__, prog_name="normalize")
def main() -> None:
    r"""Turn scraped newsletter issues into one canonical Markdown/JSON form.

    \b
    normalize raw.txt > issue.md        convert one page of any shape
    normalize page.html --to json       the same as JSON
    normalize explain page.html         how it was read, and what became of it
    normalize batch scrapes/ --out out  a folder of scrapes to a folder of issues
    normalize check new/ --baseline out what a new scrape lost, gained or changed
    normalize convert --help            all options of a conversion
    """
