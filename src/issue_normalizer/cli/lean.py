"""Imports msgspec without `typing_extensions`, which takes as long as reading a page.

msgspec asks for it first, where some other package has brought it along, and then takes the very same from
`typing`, which has all of it since Python 3.11.
"""

from __future__ import annotations

import sys
from typing import Any

_NAME = "typing_extensions"
_modules: dict[str, Any] = sys.modules  # None in it stands for what is not installed

if _NAME not in _modules:
    _modules[_NAME] = None
    try:
        import msgspec  # noqa: F401
    finally:
        del _modules[_NAME]
