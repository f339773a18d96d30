"""Words that the output shows as a sign: `:tada:` is 🎉, `[!NOTE]` the mark of an alert."""

from __future__ import annotations

import re

from issue_normalizer.patterns import rare

# One may begin where another ends.
_SHORTCODE = rare(r":(?=([a-z0-9_+-]{1,60}):)")
_ALERT = rare(r"\[!(?:note|tip|important|warning|caution)\]", re.IGNORECASE)
ALERT_KINDS = "note tip important warning caution"
_NEAR = 12  # characters


class Signs:
    """What of a text without white space may be shown as a sign; each shortcode stands for one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._shortcodes: list[_Shortcode] | None = None

    def take(self, word: str, start: int, end: int) -> bool:
        """Tell whether a word is a shortcode's, or of an alert's mark near a stretch of the text."""
        around = self.text[max(0, start - _NEAR) : end + _NEAR]
        if word.lower() in ALERT_KINDS and _ALERT.search(around):
            return True
        for shortcode in self._found():
            if word == shortcode.left == shortcode.name and _is_emoji(word):
                shortcode.left = ""
                return True
        return False

    def take_piece(self, piece: str) -> bool:
        """Tell whether letters are of a shortcode that a tag has cut: `:ta<b>da:`."""
        for shortcode in self._found():
            if piece in shortcode.left and _is_emoji(shortcode.name):
                shortcode.left = shortcode.left.replace(piece, "", 1)
                return True
        return False

    def _found(self) -> list[_Shortcode]:
        if self._shortcodes is None:
            self._shortcodes = [_Shortcode(match[1]) for match in _SHORTCODE.finditer(self.text)]
        return self._shortcodes


class _Shortcode:
    """What may be a shortcode, and the letters of it that are not taken yet."""

    def __init__(self, name: str) -> None:
        self.name = self.left = name


def _is_emoji(name: str) -> bool:
    import emoji  # seldom needed: many names stand between colons

    return emoji.emojize(f":{name}:", language="alias") != f":{name}:"
