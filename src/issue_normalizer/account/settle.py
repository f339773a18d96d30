"""Gaps between what was taken in and what is shown -> the account.

Most gaps are the form itself: `| 机器之心摘要：` became `来源：机器之心`. Each word of a gap must be found
again nearby, be a label that the profile knows, or be part of what was dropped for a reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from issue_normalizer.account.align import Alignment, Gap
from issue_normalizer.account.context import Context, Own
from issue_normalizer.account.dates import DATE, Dates
from issue_normalizer.account.free import Free
from issue_normalizer.account.model import Account
from issue_normalizer.account.numbers import Numbers
from issue_normalizer.account.places import Places
from issue_normalizer.account.shown import Shown
from issue_normalizer.account.signs import names_alert
from issue_normalizer.account.targets import Targets
from issue_normalizer.account.words import (
    COLONS,
    WORD,
    Letters,
    addresses_in,
    blank_out,
    blanks,
    longest_start,
    stands_apart,
    without_label,
    without_license,
    without_whole_labels,
    words_in,
)
from issue_normalizer.patterns import rare
from issue_normalizer.text import without_space
from issue_normalizer.tree import Span

_NUMBER_BEHIND = rare(r"(.*?)\d{1,3}[、.．)）]")
_LABEL = 60  # characters of a label at most
_SENTENCE = 4  # letters; a shorter text is a name that a line was built from
_STRICT = 2  # letters; one alone may match anywhere
_BESIDE = 8  # gaps


def settle(
    taken: Letters,
    shown: Shown,
    alignment: Alignment,
    context: Context,
    *,
    strict: bool = False,
    restated_first: bool = False,
) -> Account:
    """Make the account of a body's text: every character that no match has is explained, or lost.

    Of text that changed places, what is short or there twice is not told; `strict` tells that too. A
    word is looked for as it is, then as a part of a link's target; with `restated_first` the other way round.
    """
    ledger = _Ledger(taken, shown, alignment, context, strict=strict, restated_first=restated_first)
    for index, gap in enumerate(alignment.gaps):
        ledger.settle_gap(index, gap)
    ledger.settle_rest()
    return Account(
        ledger.kept,
        ledger.structure,
        sum(len(span.text) for span in ledger.dropped),
        sum(len(span.text) for span in ledger.lost),
        (*ledger.dropped, *ledger.lost),
        tuple(ledger.missing),
        tuple(ledger.added()),
        tuple(ledger.moved()),
    )


class _Ledger:
    """The entries while gaps are settled."""

    def __init__(
        self,
        taken: Letters,
        shown: Shown,
        alignment: Alignment,
        context: Context,
        *,
        strict: bool,
        restated_first: bool,
    ) -> None:
        self.taken, self.taken_breaks = taken
        self.shown, self.shown_breaks = shown.letters
        self.places, self.context = Places(shown, alignment.matches), context
        self.matches, self.gaps = alignment
        self.strict = strict
        # The number of a list is none that stood in the text.
        self.shortest = 1 if shown.numbered else _STRICT if strict else _SENTENCE
        self.free = Free(shown.letters, self.gaps, context.labels)
        self.own = Own(context)
        self.left_out = [(span, without_space(span.text)) for span in context.dropped]
        self.kept = sum(match.length for match in self.matches)
        self.structure = 0
        self.dropped: list[Span] = []
        self.lost: list[Span] = []
        self.missing: list[tuple[str, str]] = []
        self.moves: dict[tuple[int, int, str], str] = {}
        self.open: list[tuple[str, int, int, Gap]] = []
        self.dates, self.numbers = Dates(taken, shown), Numbers(taken)
        self.targets = Targets(taken, context.markdown)
        self.restated_first = restated_first
        self.hidden_labels: dict[str, bool] = {}
        self.once: dict[str, bool] = {}

    def settle_gap(self, index: int, gap: Gap) -> None:
        """Explain the text of a gap that was taken in: as a whole, else word by word."""
        text = self.taken[gap.taken : gap.taken_end]
        if self.context.license:
            text = without_license(text)
        self.structure += gap.taken_end - gap.taken
        for span, left_out in self.left_out:
            if left_out in text:
                text = text.replace(left_out, " " * len(left_out), 1)
                self.structure -= len(left_out)
                self.dropped.append(Span(span.line, left_out, span.reason))
        if not WORD.search(text):
            return
        text = self._without_labels_before_colons(text, self.taken[gap.taken_end : gap.taken_end + 1])
        words = [found for found in words_in(text, gap.taken, self.taken_breaks) if found[1].strip("_")]
        if self.restated_first:
            words = [
                (at, word) for at, word in words if not self._is_target(word, gap.taken + at, index, gap)
            ]
        if not words:
            return
        first, last = words[0][0], words[-1][0] + len(words[-1][1])
        phrase = text[first:last]
        if len(words) > 1 and (
            self._keep(phrase, index, gap, whole=stands_apart(phrase))
            or self.context.labels.fullmatch(phrase)
        ):
            return
        for at, word in words:
            after = at + len(word)
            behind = text[after : after + 1] or self.taken[gap.taken_end : gap.taken_end + 1]
            self._settle_word(word, gap.taken + at, behind, index, gap)

    def _without_labels_before_colons(self, text: str, behind: str) -> str:
        """Blank out the labels (`Wechat ID:`) that the output does not show."""
        out: list[str] = []
        end = 0
        for at in (at for at, char in enumerate(text + behind) if char in COLONS):
            label = self.context.label_behind.search(text, max(end, at - _LABEL), at)
            if label and self._is_not_free(label[0]):
                out += (text[end : label.start()], blanks(label))
                end = label.end()
        return "".join([*out, text[end:]])

    def _is_not_free(self, label: str) -> bool:
        """Tell whether the output shows no such label; there are few, so each is looked for once."""
        if label not in self.hidden_labels:
            self.hidden_labels[label] = label not in self.free.whole
        return self.hidden_labels[label]

    def _settle_word(self, word: str, at: int, sign: str, index: int, gap: Gap) -> None:
        """Explain a word at a place; `sign` is the character behind it."""
        as_it_is = self.strict and not self.restated_first
        is_restated = not as_it_is and self._is_restated(word, at, sign, index, gap)
        if is_restated or self._keep(word, index, gap, whole=True):
            return
        is_whole = as_it_is or word.isdigit() or self.numbers.is_digit_behind(word, at)
        numbered = None if is_whole else _NUMBER_BEHIND.fullmatch(word + sign)
        rest = numbered[1] if numbered else word
        for text in (rest, without_label(rest, self.context.labels)):
            if not text or (text != word and self._keep(text, index, gap, whole=stands_apart(text))):
                return
        if not names_alert(word, self.taken, gap.taken, gap.taken_end):
            self.open.append((rest, at, index, gap))

    def settle_rest(self) -> None:
        """Settle the words that were found nowhere as a whole, the longest first."""
        for word, at, index, gap in sorted(self.open, key=lambda entry: -len(entry[0])):
            if not stands_apart(word) and self._keep(word, index, gap, whole=False):
                continue
            if self._keep_pieces(word, index, gap) or self._is_target(word, at, index, gap):
                continue
            self._miss(without_label(word, self.context.labels), gap)

    def _is_target(self, word: str, at: int, index: int, gap: Gap) -> bool:
        """Tell whether a word at a place is of an address that was written out and is a link's target now.

        What stands straight behind the address, without a blank, is shown by itself.
        """
        return any(
            not behind or self._keep(behind, index, gap, whole=False)
            for behind in self.targets.behind(word, at, gap)
        )

    def _miss(self, word: str, gap: Gap) -> None:
        """Book a word that is shown nowhere: as dropped where it is known why, else as lost."""
        self.structure -= len(word)
        for span, text in self.left_out:
            if word in text:
                self.dropped.append(Span(span.line, word, span.reason))
                return
        self.lost.append(Span(0, word, "lost"))
        self.missing.append((self.places.zone(gap.shown).where, word))

    def _is_restated(self, word: str, at: int, sign: str, index: int, gap: Gap) -> bool:
        """Tell whether the form says a word otherwise: an order number, a year above dates, a licence."""
        if word.isdigit() and self.places.is_in_tail(gap) and self.dates.is_shown(at):
            return True
        is_year = self.places.is_year_of_archive(word, gap) and not self.dates.is_lost(at)
        if is_year or self.numbers.is_order(word, at, sign):
            return self.restated_first or self.free.find_word(word, index) < 0
        return word.lower() in self.context.license

    def _keep(self, text: str, index: int, gap: Gap, *, whole: bool) -> bool:
        """Book text as kept if it is shown in this gap or another; `whole`: it is no part of a word."""
        found = self.free.take(text, index, whole=whole)
        if found is None:
            return False
        self._book(text, index, gap, found)
        return True

    def _book(self, text: str, index: int, gap: Gap, found: tuple[int, int]) -> None:
        """Book text that was taken off what is free: (gap, place)."""
        self.kept += len(text)
        self.structure -= len(text)
        other, at = found
        has_moved = other != index and not self.places.may_move(gap, at)
        # Of text that is there twice, nobody knows which one moved; short words occur anywhere.
        if has_moved and (self.strict or self._is_once(text)):
            where = self.places.zone(at).where
            self.moves[index, other, where] = self.moves.get((index, other, where), "") + text

    def _is_once(self, text: str) -> bool:
        """Tell whether a text is there once: of two, nobody knows which one moved. Short words pass."""
        if text not in self.once:
            is_short = len(text) < _SENTENCE and not text.isdigit()
            self.once[text] = is_short or self.taken.count(text) <= 1
        return self.once[text]

    def moved(self) -> Iterator[tuple[str, str]]:
        """List what is shown elsewhere than it was: (place, text)."""
        for (_, _, where), text in self.moves.items():
            if len(text) >= self.shortest:
                yield where, text

    def _keep_pieces(self, word: str, index: int, gap: Gap) -> bool:
        """Keep a word that the alignment cut: part of it matched where the same letters stand."""
        around = "\n".join(self.free.texts[max(0, index - _BESIDE) : index + _BESIDE])
        pieces: list[str] = []
        start = 0
        while start < len(word):
            length = longest_start(word[start:], around)
            if not length:
                return False
            pieces.append(word[start : start + length])
            start += length
        if len(pieces) > 1 and len(pieces) * 2 > len(word):
            return False
        taken: list[tuple[int, int]] = []
        for piece in pieces:
            found = self.free.take(piece, index, whole=False)
            if found is None:
                for (other, at), text in zip(taken, pieces, strict=False):
                    self.free.put_back(text, other, at)
                return False
            taken.append(found)
        for piece, found in zip(pieces, taken, strict=True):
            self._book(piece, index, gap, found)
        return True

    def added(self) -> Iterator[tuple[str, str]]:
        """List what is shown and was not taken in: (place, text). Addresses come from links."""
        addresses = addresses_in(Letters(self.shown, self.shown_breaks))
        for gap, free in zip(self.gaps, self.free.texts, strict=True):
            if not WORD.search(free):
                continue
            rest = DATE.sub(blanks, free) if self.places.is_in_tail(gap) else free
            rest = blank_out(rest, gap.shown, addresses)
            rest = without_whole_labels(rest, gap.shown, self.shown_breaks, self.context.labels)
            found = words_in(rest, gap.shown, self.shown_breaks)
            words = [
                word
                for at, word in found
                if not self.own.gives(word)
                and not self.places.is_year_of_archive(word, gap)
                and not self.dates.was_taken(gap.shown + at)
                and word not in self.places.said_beside(gap.shown + at, self.shown)
            ]
            if words:
                yield self.places.zone(gap.shown).where, " ".join(words)
