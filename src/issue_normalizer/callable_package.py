"""A package that can be called like the function of its name, which would hide it."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _CallablePackage(ModuleType):
    """A package; called, it is the function of `issue_normalizer.api` with its own name."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the function
        from issue_normalizer import api

        return getattr(api, self.__name__.rpartition(".")[2])(*arguments, **options)


def make_callable(package: str) -> None:
    """Make a package, by its full name, one that can be called."""
    sys.modules[package].__class__ = _CallablePackage
