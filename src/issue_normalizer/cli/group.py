"""All commands as one group, in which a file name means conversion."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from issue_normalizer import __version__
from issue_normalizer.cli.commands import COMMANDS, SUMMARIES, meant
from issue_normalizer.cli.output import fail

# \b keeps click from filling the lines of a paragraph.
_HELP = """Turn scraped newsletter issues into one canonical Markdown/JSON form.

\b
Examples:
  normalize raw.txt > issue.md           one page of any shape
  normalize page.html --to json          the same as JSON
  normalize explain page.html            how it was read, and what became of it
  normalize batch scrapes/ --out issues  a folder of scrapes to a folder of issues
  normalize check new/ --baseline issues what a new scrape lost, gained or changed
  normalize convert --help               all options of a conversion
"""
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _DefaultGroup(click.Group):
    """A group in which whatever is no command is a file to convert. A command is imported when called."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help", "-V", "--version"}
        if ctx.resilient_parsing and not args:
            return super().parse_args(ctx, args)
        if not args or (args[0] not in COMMANDS and args[0] not in own):
            _refuse_mistyped(args, ctx)
            args = ["convert", *args]
        return super().parse_args(ctx, args)

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override] # noqa: ANN401
        """Run a command as click does, but say in one line what is wrong with a call."""
        try:
            status = super().main(args, **{**extra, "standalone_mode": False})
        except click.ClickException as error:
            message = " ".join(error.format_message().split()).removesuffix(".")
            command = (
                error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "normalize"
            )
            whole = next((name for name in COMMANDS if message == f"No such command '{name}'"), None)
            hint = f"did you mean `normalize {whole}`?" if whole else f"see `{command} --help`"
            fail(None, f"{message}; {hint}", error.exit_code)
        except click.Abort:
            sys.stderr.write("\nAborted!\n")
            sys.exit(1)
        sys.exit(status if isinstance(status, int) else 0)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete commands, and files: they are converted."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, SUMMARIES[name]) for name in sorted(COMMANDS)])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(COMMANDS[cmd_name]), f"{cmd_name}_command")
        return command


@click.group("normalize", cls=_DefaultGroup, context_settings=_CONTEXT, help=_HELP)
@click.version_option(__version__, "-V", "--version", prog_name="normalize")
def main() -> None:
    """Run a command."""


def _refuse_mistyped(args: Sequence[str], ctx: click.Context) -> None:
    """End the program where the first argument is no file, and much like a command."""
    if args and not ctx.resilient_parsing and not os.path.exists(args[0]) and (command := meant(args[0])):  # noqa: PTH110
        fail(args[0], f"there is no such command or file; did you mean `normalize {command}`?", 2)
