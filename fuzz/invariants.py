"""What must hold for every input, whatever it is: the target that is fuzzed, and the tests' own."""

from __future__ import annotations

import json

from issue_normalizer.errors import NormalizeError
from issue_normalizer.pipeline import Result, convert, write
from issue_normalizer.safe import find_unsafe


class BrokenInvariantError(AssertionError):
    """An input showed a defect of the program."""


def check(data: bytes, reader: str | None = None) -> Result | None:
    """Convert an input there and back; give what became of it, None where it was refused.

    It ends with an output or a refusal of one line; nothing is lost; what is written is safe and a fixed
    point: Markdown and JSON give the same bytes again, either from the other. Raises BrokenInvariantError.
    """
    try:
        result = convert(data, format=reader)
    except NormalizeError as error:
        _assert(str(error).isprintable() and len(str(error)) < 500, "a refusal is one line", str(error))
        return None
    markdown, as_json = result.markdown, write(result.issue, "json")
    _assert(not find_unsafe(markdown + as_json), "the output is safe to show", markdown)
    errors = [found.format("") for found in result.diagnostics if found.severity == "error"]
    _assert(not errors and not result.account.lost, "nothing is lost", "\n".join(errors))
    json.loads(as_json)
    for form in (markdown, as_json):
        again = convert(form)
        _assert(again.markdown == markdown, "the output is a fixed point", again.markdown, markdown)
        _assert(
            write(again.issue, "json") == as_json,
            "the JSON is a fixed point",
            write(again.issue, "json"),
            as_json,
        )
    return result


def _assert(holds: bool, what: str, *shown: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise BrokenInvariantError("\n---\n".join((f"broken: {what}", *shown)))
