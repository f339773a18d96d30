"""What was taken in and what came out -> the account."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from issue_normalizer.account.align import align
from issue_normalizer.account.context import Context
from issue_normalizer.account.model import Account
from issue_normalizer.account.settle import settle
from issue_normalizer.account.shown import Shown, read_shown
from issue_normalizer.account.signs import Spell, spelling_of
from issue_normalizer.account.words import letters
from issue_normalizer.profiles import Profile
from issue_normalizer.text import fold_width, without_space
from issue_normalizer.tree import Span


class Intake(NamedTuple):
    """What a reader took in.

    `text` is the body's visible text. `around` is what of the page was left out before there was a body,
    `inside` what was left out of the body itself. `beside` is text that the input holds and does not show
    in the body. `is_folded` tells that full width was restored: then signs compare equal in either width.
    """

    text: str
    around: tuple[Span, ...] = ()
    inside: tuple[Span, ...] = ()
    beside: Iterable[str] = ()
    is_folded: bool = False


def make_account(intake: Intake, markdown: str, profile: Profile, license_id: str | None) -> Account:
    """Compare what was taken in with what the canonical Markdown shows."""
    spell = spelling_of(intake.text)
    taken = letters(spell(intake.text) if spell else intake.text)
    shown = _shown(markdown, profile, taken.text, spell, is_folded=intake.is_folded)
    beside = "\n".join(intake.beside)
    context = Context(
        labels=profile.labels,
        label_behind=profile.label_behind,
        beside=spell(beside) if spell else beside,
        dropped=_spelled(intake.inside, spell),
        markdown=markdown.replace("&amp;", "&"),
        license="".join(filter(str.isalnum, license_id or "")).lower(),
    )
    account = settle(taken, shown, align(taken.text, *shown.letters), context)
    if account.told():
        from issue_normalizer.account.second_look import look_again

        looks = [shown]
        for text, numbered in (("", False), (taken.text, True)):
            other = _shown(markdown, profile, text, spell, is_folded=intake.is_folded, numbered=numbered)
            if all(other.letters != look.letters for look in looks):
                looks.append(other)
        account = look_again(taken, looks, context) or account
    around = sum(len(without_space(span.text)) for span in intake.around)
    grown = len(taken.text) - len(without_space(intake.text))  # by names of signs
    return account._replace(
        kept=account.kept - grown, dropped=account.dropped + around, spans=(*intake.around, *account.spans)
    )


def _spelled(spans: tuple[Span, ...], spell: Spell | None) -> tuple[Span, ...]:
    return tuple(Span(span.line, spell(span.text), span.reason) for span in spans) if spell else spans


def _shown(
    markdown: str,
    profile: Profile,
    taken: str,
    spell: Spell | None,
    *,
    is_folded: bool,
    numbered: bool = False,
) -> Shown:
    shown = read_shown(markdown, profile.canonical, taken, numbered=numbered, spell=spell)
    if is_folded:
        shown = shown._replace(letters=shown.letters._replace(text=fold_width(shown.letters.text)))
    return shown
