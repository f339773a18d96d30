"""Words that the output shows as a sign: `:tada:` is 🎉, `[!NOTE]` the mark of an alert."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

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
        self._named: dict[str, list[_Shortcode]] = {}
        self._turned: dict[str, bool] = {}

    def take(self, word: str, start: int, end: int) -> bool:
        """Tell whether a word is a shortcode's, or of an alert's mark near a stretch of the text."""
        around = self.text[max(0, start - _NEAR) : end + _NEAR]
        if word.lower() in ALERT_KINDS and _ALERT.search(around):
            return True
        self._find()
        whole = self._named.get(word, [])
        while whole and whole[-1].left != word:
            whole.pop()
        if not whole or not self._is_turned(word):
            return False
        whole.pop().left = ""
        return True

    def take_piece(self, piece: str, start: int, end: int) -> bool:
        """Tell whether letters of a stretch are of a shortcode that a tag has cut: `:ta<b>da:`."""
        found = self._find()
        first = bisect_left(found, start - _LONGEST, key=lambda shortcode: shortcode.start)
        last = bisect_right(found, end, key=lambda shortcode: shortcode.start)
        for shortcode in found[first:last]:
            if piece in shortcode.left and self._is_turned(shortcode.name):
                shortcode.left = shortcode.left.replace(piece, "", 1)
                return True
        return False

    def _find(self) -> list[_Shortcode]:
        if self._shortcodes is None:
            found = _SHORTCODE.finditer(self.text)
            self._shortcodes = [_Shortcode(match[1], match.start()) for match in found]
            for shortcode in self._shortcodes:
                self._named.setdefault(shortcode.name, []).append(shortcode)
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
