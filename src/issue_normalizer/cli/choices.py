"""Lists of known names, separated by commas: codes of diagnostics, kinds of changes, output forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem


class Names(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4
    """Names out of those that `known` gives; told, and completed, when they are needed."""

    name = "names"

    def __init__(self, what: str, known: Callable[[], Iterable[str]]) -> None:
        self.what, self.known = what, known

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> frozenset[str]:
        """Read names; one that is not known is wrong usage."""
        if isinstance(value, frozenset):  # read already
            return value
        names = frozenset(name.strip() for name in str(value).split(","))
        known = list(self.known())
        for name in sorted(names.difference(known)):
            self.fail(f"there is no {self.what} {name!r}; {_choice(name, known)}", param, ctx)
        return names

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Complete the last of the names."""
        before, comma, last = incomplete.rpartition(",")
        return [CompletionItem(before + comma + name) for name in self.known() if name.startswith(last)]


class Name(Names):
    """One name; that it is known is checked where it is used."""

    def convert(self, value: object, param: object, ctx: object) -> str:  # type: ignore[override] # noqa: ARG002
        """Take it as it is."""
        return str(value)


def _choice(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    if near := get_close_matches(name, known, 1):
        return f"did you mean {near[0]!r}?"
    return f"choose from {', '.join(known)}"


def codes() -> Iterable[str]:
    """List the codes of diagnostics."""
    from issue_normalizer.diagnostics import CODES

    return CODES


def kinds() -> Iterable[str]:
    """List the kinds of changes."""
    from issue_normalizer.check.model import KINDS

    return KINDS


def formats() -> Iterable[str]:
    """List the formats that can be read."""
    from issue_normalizer.readers.detection import names

    return names()


def forms() -> Iterable[str]:
    """List the forms that a batch writes."""
    from issue_normalizer.batch.settings import FORMS

    return FORMS


CODES = Names("code", codes)
KINDS = Names("kind of change", kinds)
FORMAT = Name("format", formats)
FORMS = Names("output form", forms)
