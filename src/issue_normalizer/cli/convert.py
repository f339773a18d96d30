"""`normalize FILE...`: one input to one output, or several."""

from __future__ import annotations

import os

import click

from issue_normalizer.cli.choices import FORMAT
from issue_normalizer.cli.conversion import Conversion, convert_file
from issue_normalizer.cli.options import limit_options, profile_option, telling_options
from issue_normalizer.cli.output import Telling, fail
from issue_normalizer.limits import Limits


@click.command("convert")
@click.argument("files", nargs=-1, type=click.Path(), metavar="[FILE]...")
@click.option("--to", type=click.Choice(["md", "json"]), help="Output form.  [default: md]")
@click.option(
    "--from", "format_", type=FORMAT, metavar="FORMAT", help="Force a reader; see `normalize formats`."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="OUT",
    help="Write OUT, whole or not at all, instead of standard output; for several files, a folder.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 where a file is not canonical.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change in each file.")
@click.option("--report", type=click.Path(), metavar="R.json", help="Also write a report of the conversion.")
@click.option(
    "--base-url", metavar="URL", help="What relative links resolve against, where nothing else tells."
)
@click.option("--repair", is_flag=True, help="Mend folded punctuation, wrong encodings, broken emphasis.")
@click.option("--keep-furniture", is_flag=True, help="Keep all that a page shows around its document.")
@click.option("--strict", is_flag=True, help="Exit with 1 when there is any warning.")
@click.option("--clean-links", is_flag=True, help="Take utm_… and the like off links.")
@profile_option
@limit_options
@telling_options
def convert_command(
    files: tuple[str, ...],
    to: str | None,
    format_: str | None,
    output: str | None,
    check: bool,  # noqa: FBT001 - click passes by name
    diff: bool,  # noqa: FBT001
    report: str | None,
    base_url: str | None,
    repair: bool,  # noqa: FBT001
    keep_furniture: bool,  # noqa: FBT001
    clean_links: bool,  # noqa: FBT001
    profile: str | None,
    strict: bool,  # noqa: FBT001
    max_bytes: int,
    max_nodes: int,
    telling: Telling,
) -> None:
    """Convert FILE, a scraped page of any shape, to canonical Markdown or JSON.

    Without FILE, or with -, standard input is read. Several files need -o DIR, --check or --diff. Exit
    status: 0 done; 1 done, with an error, a warning under --strict, or a file that is not canonical under
    --check; 2 wrong usage; 3 an input was refused or an output cannot be written.
    """
    how = Conversion(
        to=to,
        format_=format_,
        base_url=base_url,
        repair=repair,
        keep_furniture=keep_furniture,
        clean_links=clean_links,
        profile=profile,
        strict=strict,
        limits=Limits(max_bytes, max_nodes),
        telling=telling,
    )
    if check or diff:
        if output is not None or report is not None:
            fail(None, "--check and --diff write nothing; leave out -o and --report", 2)
        from issue_normalizer.cli.several import look_at

        look_at(files or ("-",), how, is_check=check, is_diff=diff)
    elif len(files) > 1 or _is_folder(output):
        if report is not None:
            fail(None, "--report is for one file; `normalize batch` keeps a manifest of many", 2)
        if output is None:
            many = f"{len(files)} files are given"
            fail(None, f"{many}; say where to with -o DIR, or look at them with --check or --diff", 2)
        from issue_normalizer.cli.several import convert_into

        convert_into(files or ("-",), output, how)
    else:
        convert_file(files[0] if files else "-", how, output=output, report=report)


def _is_folder(output: str | None) -> bool:
    """Tell whether an output names a folder."""
    return output is not None and (output.endswith(("/", os.sep)) or os.path.isdir(output))  # noqa: PTH112
