"""Turn scraped pages of newsletter issues into one canonical Markdown/JSON form.

What is listed in `__all__` is public; a name is imported when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from issue_normalizer.account.model import Account
    from issue_normalizer.api import batch, check, convert, normalize, read
    from issue_normalizer.diagnostics import Diagnostic
    from issue_normalizer.errors import NormalizeError, RefusedError, UsageError
    from issue_normalizer.issue import (
        ArchiveEntry,
        Colophon,
        Field,
        Issue,
        Item,
        ItemLink,
        License,
        Section,
    )
    from issue_normalizer.limits import Limits
    from issue_normalizer.pipeline import Result

__all__ = [
    "Account",
    "ArchiveEntry",
    "Colophon",
    "Diagnostic",
    "Field",
    "Issue",
    "Item",
    "ItemLink",
    "License",
    "Limits",
    "NormalizeError",
    "RefusedError",
    "Result",
    "Section",
    "UsageError",
    "__version__",
    "batch",
    "check",
    "convert",
    "normalize",
    "read",
]

__version__ = "0.1.0"

_MODULES = {
    "account.model": ("Account",),
    "api": ("convert", "normalize", "read"),
    "diagnostics": ("Diagnostic",),
    "errors": ("NormalizeError", "RefusedError", "UsageError"),
    "issue": ("ArchiveEntry", "Colophon", "Field", "Issue", "Item", "ItemLink", "License", "Section"),
    "limits": ("Limits",),
    "pipeline": ("Result",),
}
# A package cannot share its name with a function: these are packages that can be called.
_PACKAGES = ("batch", "check")


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _PACKAGES:
        return import_module(f"{__name__}.{name}")
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
