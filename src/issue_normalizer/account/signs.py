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
        self._shortcodes: list[str] | None = None

    def take(self, word: str, start: int, end: int) -> bool:
        """Tell whether a word is a shortcode's, or of an alert's mark near a stretch of the text."""
        around = self.text[max(0, start - _NEAR) : end + _NEAR]
        if word.lower() in ALERT_KINDS and _ALERT.search(around):
            return True
        names = self._names()
        if word in names:
            names.remove(word)
            return True
        return False

    def take_piece(self, piece: str) -> bool:
        """Tell whether letters are of a shortcode that a tag has cut: `:ta<b>da:`."""
        names = self._names()
        for index, name in enumerate(names):
            if piece in name:
                names[index] = name.replace(piece, "", 1)
                return True
        return False

    def _names(self) -> list[str]:
        if self._shortcodes is None:
            self._shortcodes = [match[1] for match in _SHORTCODE.finditer(self.text) if _is_emoji(match[1])]
        return self._shortcodes


def _is_emoji(name: str) -> bool:
    import emoji

    return emoji.emojize(f":{name}:", language="alias") != f":{name}:"
