"""What text may come from, or go to, besides the body and the output that are compared."""

from __future__ import annotations

import re
from typing import NamedTuple

from issue_normalizer.account.signs import ALERT_KINDS
from issue_normalizer.account.words import WORD, without_label
from issue_normalizer.text import without_space
from issue_normalizer.tree import Span

_FEW = 4  # letters


class Context(NamedTuple):
    """What a gap may be explained with.

    `labels` matches words that mark a fact or a part, one or more, without blanks; `beside` is text
    that the input holds beside its body (front matter, addresses, images' descriptions), `descriptions`
    the last of these alone, as they stand there; `dropped` is what was left out, `license` the identifier
    that stands for the licence's text, and `markdown` the output itself, with its links' targets as they
    are, not escaped.
    """

    labels: re.Pattern[str]
    label_behind: re.Pattern[str]
    beside: str
    descriptions: tuple[str, ...]
    dropped: tuple[Span, ...]
    license: str
    markdown: str


class Own:
    """What the output may show that the body does not: the form gives it, or what stood beside the body."""

    def __init__(self, context: Context, taken: str) -> None:
        self.context, self.taken = context, taken
        self._dropped = [without_space(span.text) for span in context.dropped]
        described = [words for text in context.descriptions if (words := WORD.findall(text))]
        self._firsts = {words[0] for words in described}
        self._lasts = {words[-1] for words in described}

    def gives(self, word: str, *, in_heading: bool) -> bool:
        """Tell whether a word of the output is such a one. In headings, images are but their description."""
        word = word.strip("_")
        labels = self.context.labels
        word = without_label(word.lstrip("0123456789"), labels) and without_label(word, labels)
        lower = word.lower()
        return (
            not word
            or lower in self.context.license
            or word in self.context.beside
            or (in_heading and self._is_glued(word))
            or any(word in text for text in self._dropped)
            or (word.isupper() and lower in ALERT_KINDS)
        )

    def _is_glued(self, word: str) -> bool:
        """Tell whether a word is the text that stands for an image, with few letters before or behind it."""
        for count in range(1, min(_FEW, len(word))):
            # What is glued to it may be of another image.
            behind, before = word[-count:], word[:count]
            if word[:-count] in self._lasts and (behind in self.taken or behind in self._firsts):
                return True
            if word[count:] in self._firsts and (before in self.taken or before in self._lasts):
                return True
        return False
