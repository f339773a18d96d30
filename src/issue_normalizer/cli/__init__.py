"""The command line. `main` is the group of all commands; it is imported where it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from issue_normalizer.cli.group import main

__all__ = ["main"]


def __getattr__(name: str) -> object:
    """Import the group, and click with it: the plainest calls go without (see `start`)."""
    if name != "main":
        raise AttributeError(name)
    from issue_normalizer.cli.group import main

    return main
