"""What text may come from, or go to, besides the body and the output that are compared."""

from __future__ import annotations

import re
from typing import NamedTuple

from issue_normalizer.account.signs import ALERT_KINDS
from issue_normalizer.account.words import WORD, stands_apart, without_label
from issue_normalizer.text import without_space
from issue_normalizer.tree import Span


class Context(NamedTuple):
    """What a gap may be explained with.

    `labels` matches words that mark a fact or a part, one or more, without blanks; `beside` is text
    that the input holds beside its body (front matter, addresses, images' descriptions); `dropped` is what
    was left out, `license` the identifier that stands for the licence's text, and `markdown` the output
    itself, with its links' targets as they are, not escaped.
    """

    labels: re.Pattern[str]
    label_behind: re.Pattern[str]
    beside: str
    dropped: tuple[Span, ...]
    license: str
    markdown: str


class Own:
    """What the output may show that the body does not: the form gives it, or what stood beside the body."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._beside = {word.strip("_") for word in WORD.findall(context.beside)}
        self._dropped = [without_space(span.text) for span in context.dropped]

    def gives(self, word: str) -> bool:
        """Tell whether a word of the output is such a one."""
        word = word.strip("_")
        if word in self._beside:
            return True
        labels = self.context.labels
        word = without_label(word.lstrip("0123456789") or word, labels) and without_label(word, labels)
        lower = word.lower()
        return (
            not word
            or lower in self.context.license
            or word in self._beside
            or (not stands_apart(word) and word in self.context.beside)
            or any(word in text for text in self._dropped)
            or (word.isupper() and lower in ALERT_KINDS)
        )
