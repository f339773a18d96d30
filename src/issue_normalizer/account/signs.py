"""Words that are shown as a sign: `:tada:` is 🎉, `[!NOTE]` the mark of an alert."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from issue_normalizer.patterns import rare

Spell: TypeAlias = Callable[[str], str]

ALERT_KINDS = "note tip important warning caution"
_ALERT = rare(r"\[!(?:note|tip|important|warning|caution)\]", re.IGNORECASE)
_NEAR = 12  # characters
_SHORTCODE = re.compile(r":(?!https?:)[a-z0-9_+-]+:")
_NAME = rare(r":[a-z0-9_+-]+(?=:)")  # the colon that ends one may begin the next


def names_alert(word: str, text: str, start: int, end: int) -> bool:
    """Tell whether a word is of an alert's mark near a stretch of a text."""
    around = text[max(0, start - _NEAR) : end + _NEAR]
    return word.lower() in ALERT_KINDS and _ALERT.search(around) is not None


def spelling_of(text: str) -> Spell | None:
    """Give what spells the emoji of a text, and of what was made of it, alike; None where no names occur.

    Emoji are written as names, and of several names for one emoji, one is taken. So it does not matter
    which of two names that share a colon was turned into its sign, or whether any was: in code, for one,
    names stay names.
    """
    if text.count(":") < 2 or not _SHORTCODE.search(text.replace("\n", "")):  # a tag may cut one
        return None
    import emoji

    names: dict[str, str] = {}

    def one_name(match: re.Match[str]) -> str:
        name = match[0]
        if name not in names:
            sign = emoji.emojize(f"{name}:", language="alias")
            names[name] = emoji.demojize(sign, language="alias")[:-1]
        return names[name]

    return lambda text: _NAME.sub(one_name, emoji.demojize(text, language="alias"))
