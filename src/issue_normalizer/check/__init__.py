"""A new scrape beside its baseline: what is lost, changed, gained.

The package can be called, as `issue_normalizer.check(...)`: a function of its name would hide it. What the
call takes and gives: `issue_normalizer.api.check`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Package(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the function
        from issue_normalizer.api import check

        return check(*arguments, **options)


sys.modules[__name__].__class__ = _Package
