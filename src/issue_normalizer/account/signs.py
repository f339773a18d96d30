"""Signs: which characters are any, and which of them part texts and are the form's."""

from __future__ import annotations

from typing import Final

_BAR: Final = "丨"  # a letter to Unicode, a bar to those who type it
_EMOJI: Final = "\U0001f000"  # the first of those that are no punctuation
# What parts one text from another, or marks one: the form has its own. It counts between letters alone.
FREE: Final = "|丨｜:：[]【】•◦▪▸●○■‣∙·*+-–—―─#_>=¶\u200d\ufe0f"
SIGNS: Final = frozenset(FREE)


def is_signs(text: str) -> bool:
    """Tell whether there is neither letter nor digit nor picture in a text."""
    for char in text:  # noqa: SIM110 - a generator for `all` takes several times as long
        if (char.isalnum() or char >= _EMOJI) and char != _BAR:
            return False
    return True
