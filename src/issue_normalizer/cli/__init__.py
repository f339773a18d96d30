"""The command line. `main` is the console script."""

from __future__ import annotations

import click

from issue_normalizer import __version__
from issue_normalizer.cli.batch import batch_command
from issue_normalizer.cli.check import check_command
from issue_normalizer.cli.convert import convert_command
from issue_normalizer.cli.info import explain_command, formats_command, schema_command

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _DefaultGroup(click.Group):
    """A group in which whatever is no command is a file to convert."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help", "--version"}
        if not args or (args[0] not in self.commands and args[0] not in own):
            args = ["convert", *args]
        return super().parse_args(ctx, args)


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


main.add_command(batch_command)
main.add_command(check_command)
main.add_command(convert_command)
main.add_command(explain_command)
main.add_command(formats_command)
main.add_command(schema_command)
