"""Words that the output shows as a sign: `:tada:` is 🎉, `[!NOTE]` the mark of an alert."""

from __future__ import annotations

import re
from bisect import bisect_left

from issue_normalizer.patterns import rare

# One may begin where another ends.
_SHORTCODE = rare(r":(?=([^:]{1,60}):)")
_LONGEST = 62  # characters
_ALERT = rare(r"\[!(?:note|tip|important|warning|caution)\]", re.IGNORECASE)
ALERT_KINDS = "note tip important warning caution"
_NEAR = 12  # characters


class Signs:
    """What of a text without white space is shown as a sign elsewhere; each shortcode stands for one."""

    def __init__(self, text: str, shown: str) -> None:
        self.text, self.shown = text, shown
        self._shortcodes: list[_Shortcode] | None = None
        self._starting: dict[int, _Shortcode] = {}
        self._turned: dict[str, bool] = {}

    def names_alert(self, word: str, start: int, end: int) -> bool:
        """Tell whether a word is of an alert's mark near a stretch of the text."""
        around = self.text[max(0, start - _NEAR) : end + _NEAR]
        return word.lower() in ALERT_KINDS and _ALERT.search(around) is not None

    def take(self, word: str, at: int) -> bool:
        """Tell whether a word at a place is a shortcode's."""
        self._find()
        shortcode = self._starting.get(at - 1)
        if shortcode is None or shortcode.left != word or not self._is_turned(word):
            return False
        self._leave(shortcode, "")
        return True

    def take_piece(self, piece: str, at: int) -> bool:
        """Tell whether letters at a place are of a shortcode that a tag has cut: `:ta<b>da:`."""
        found = self._find()
        first = bisect_left(found, at - _LONGEST, key=lambda shortcode: shortcode.start)
        last = bisect_left(found, at, key=lambda shortcode: shortcode.start)
        for shortcode in reversed(found[first:last]):
            is_around = at <= shortcode.start + len(shortcode.name)
            if is_around and piece in shortcode.left and self._is_turned(shortcode.name):
                self._leave(shortcode, shortcode.left.replace(piece, "", 1))
                return True
        return False

    def _leave(self, shortcode: _Shortcode, letters: str) -> None:
        """Leave some letters of a shortcode; where none are left, the colon that ends it begins no other."""
        shortcode.left = letters
        following = self._starting.get(shortcode.start + len(shortcode.name) + 1)
        if not letters and following is not None:
            following.left = ""

    def _find(self) -> list[_Shortcode]:
        if self._shortcodes is None:
            found = _SHORTCODE.finditer(self.text)
            self._shortcodes = [_Shortcode(match[1], match.start()) for match in found]
            self._starting = {shortcode.start: shortcode for shortcode in self._shortcodes}
        return self._shortcodes

    def _is_turned(self, name: str) -> bool:
        """Tell whether the output shows the sign of a name; in code, for one, names stay names."""
        if name not in self._turned:
            import emoji  # seldom needed: many words stand between colons

            sign = emoji.emojize(f":{name}:", language="alias")
            self._turned[name] = sign != f":{name}:" and sign in self.shown
        return self._turned[name]


class _Shortcode:
    """What may be a shortcode, where its first colon stands, and the letters of it that are not taken yet."""

    def __init__(self, name: str, start: int) -> None:
        self.name = self.left = name
        self.start = start
