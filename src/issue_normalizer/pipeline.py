"""Bytes -> issue -> text: the way every command and the Python interface go."""

from __future__ import annotations

from typing import NamedTuple

from issue_normalizer.decoding import Decoded, decode
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.errors import RefusedError
from issue_normalizer.issue import SCHEMA, Issue
from issue_normalizer.readers.detection import choose
from issue_normalizer.tree import Rule

MAX_BYTES = 32 * 1024 * 1024


class Result(NamedTuple):
    """An issue, the reader and the encoding it was read with, and what was noticed."""

    issue: Issue
    format: str
    encoding: str
    diagnostics: tuple[Diagnostic, ...]


def convert(
    data: bytes | str,
    *,
    format: str | None = None,  # noqa: A002 - the word users know from --from FORMAT
    base_url: str | None = None,
) -> Result:
    """Read an input of any shape.

    `format` forces a reader; `base_url` is what relative links resolve against where neither the
    newsletter's profile nor the page tells. Raises RefusedError for what holds no document,
    UsageError for an unknown format.
    """
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    if len(raw) > MAX_BYTES:
        raise RefusedError(
            f"it is larger than {MAX_BYTES // 2**20} MiB, the largest document there is; split it"
        )
    decoded = decode(raw)
    if not decoded.text.strip():
        raise RefusedError("it is empty; give a page, a Markdown file or a text dump")
    reader = choose(decoded.text, format)
    document = reader.load()(decoded.text)
    diagnostics = _encoding(decoded)
    if isinstance(document, Issue):
        issue = _brought_to_form(document)
        if issue != document:
            diagnostics += (Diagnostic("form-repaired", "the JSON was not in canonical form"),)
    else:
        from issue_normalizer.interpret.build import interpret

        if format == "canonical" and document.metadata.get("schema") != SCHEMA:
            raise RefusedError(f"it is no canonical Markdown: its front matter has no `schema: {SCHEMA}`")
        is_own = document.metadata.get("schema") == SCHEMA  # of an issue that holds nothing, it is empty too
        if not is_own and all(isinstance(block, Rule) for block in document.blocks):
            raise RefusedError(
                f"it holds no document (read as {reader.name}); choose another reader with --from"
            )
        interpretation = interpret(document, base_url)
        issue = interpretation.issue
        diagnostics += interpretation.diagnostics
    return Result(issue, reader.name, decoded.encoding, diagnostics)


def _brought_to_form(issue: Issue) -> Issue:
    """Read an issue back from its own Markdown: JSON that was written by hand may hold anything."""
    from issue_normalizer.interpret.build import interpret
    from issue_normalizer.readers.source import read_source

    return interpret(read_source(write(issue))).issue


def _encoding(decoded: Decoded) -> tuple[Diagnostic, ...]:
    if not decoded.guessed:
        return ()
    return (Diagnostic("encoding-guessed", f"read as {decoded.encoding}, by likeness", 1),)


def write(issue: Issue, to: str = "md") -> str:
    """Write an issue as canonical Markdown (`md`) or JSON (`json`)."""
    if to == "json":
        from issue_normalizer.writers.json import write_json

        return write_json(issue)
    from issue_normalizer.writers.markdown import write_markdown

    return write_markdown(issue)
