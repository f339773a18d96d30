"""Characters: white space, width, folding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from unicodedata import category, east_asian_width

from issue_normalizer.patterns import rare

_HANGUL: Final = (
    ("\u1100", "\u11ff"),
    ("\u3130", "\u318f"),
    ("\ua960", "\ua97f"),
    ("\uac00", "\ud7ff"),
    ("\uffa0", "\uffdc"),
)
_FOLD_TABLE: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

SHORTCODE: Final = rare(r":[a-z0-9_+-]+:")

PUNCTUATION_ASCII: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def collapse(text: str) -> str:
    """Fold every run of white space, no-break and zero-width blanks to one blank; ends trimmed."""
    # What most texts are. No white space can be printed, but for the blank itself.
    if text.isprintable() and "  " not in text and not (text.startswith(" ") or text.endswith(" ")):
        return text
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", " ").replace("\ufeff", " ")
    return " ".join(text.split())


def is_blank(char: str) -> bool:
    """Tell whether a character is white space, of no width too."""
    return char.isspace() or char in "\u200b\ufeff"


def without_space(text: str) -> str:
    """Take out all white space, no-break and zero-width blanks: what is left is what can be seen."""
    if "\u200b" in text or "\ufeff" in text:
        text = text.replace("\u200b", "").replace("\ufeff", "")
    return "".join(text.split())


def fold_width(text: str) -> str:
    """Replace fullwidth ASCII (`：（Ａ`) by ASCII: the key under which folded texts compare equal."""
    return text.translate(_FOLD_TABLE)


def holds_any(text: str, signs: Iterable[str]) -> bool:
    """Tell whether a text holds one of some signs.

    One after another is several times as fast as a pattern with all of them: most texts hold none.
    """
    for sign in signs:  # noqa: SIM110 - a generator for `any` takes as long as all that is saved
        if sign in text:
            return True
    return False


def sign_of(name: str) -> str:
    """Give the sign that a shortcode (`:tada:`) stands for; what is none, as it is."""
    import emoji

    return emoji.emojize(name, language="alias")


def is_wide(char: str) -> bool:
    """Tell whether a character takes two columns: Han, kana, Hangul, fullwidth punctuation."""
    return east_asian_width(char) in ("W", "F")


def is_joined(before: str, after: str) -> bool:
    """Tell whether a line end between two characters is no blank (CSS Text 3, 4.1.3).

    So it is between wide ones, but Hangul: Korean parts its words.
    """
    return is_wide(before) and is_wide(after) and not _is_hangul(before) and not _is_hangul(after)


def _is_hangul(char: str) -> bool:
    return any(first <= char <= last for first, last in _HANGUL)


def display_width(text: str) -> int:
    """Columns that a line takes on a terminal."""
    if text.isascii():
        return len(text)
    widths = list(map(east_asian_width, text))
    return len(text) + widths.count("W") + widths.count("F")


def is_punctuation(char: str) -> bool:
    """Tell whether CommonMark 0.31.2 calls it punctuation: categories P and S."""
    if char.isascii():
        return char in PUNCTUATION_ASCII
    return category(char)[0] in "PS"


def without_zeros(number: str) -> str:
    """Take the zeros off that a number begins with."""
    return number.lstrip("0") or number[-1:]
