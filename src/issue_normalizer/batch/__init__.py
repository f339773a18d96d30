"""Many inputs -> a folder of issues.

The package can be called, as `issue_normalizer.batch(...)`: a function of its name would hide it. What the
call takes and gives: `issue_normalizer.api.batch`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


class _Package(ModuleType):
    def __call__(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the function
        from issue_normalizer.api import batch

        return batch(*arguments, **options)


sys.modules[__name__].__class__ = _Package
