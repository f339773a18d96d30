"""Which claims are believed: each reason admits texts of its kind only, so that no faulty step excuses itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from issue_normalizer.claims import Claim
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile, section_key
from issue_normalizer.text import collapse, without_space
from issue_normalizer.urls import is_spelled_out

# What is told with its text: it may be anything.
LEFT_OUT: Final = frozenset(
    ("furniture", "duplicate", "hidden", "control", "front-matter", "references", "trailing")
)
_NUMBER = re.compile(r"\d{1,3}[、．.)）]")
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\]", re.IGNORECASE)
_ADDRESS = rare(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|www\.|[/#.?]|[^\s:/]+[/.])\S*|\S+")
_TITLE = 16  # characters
_SHORTCODE = rare(r":[a-z0-9_+-]+:")
# Words of the sentences that say a Creative Commons licence, white space and signs out.
_LICENSE = rare(
    r"(?:本作品|采用|进行|许可|协议|知识共享|署名|非商业性?使用|非商业|相同方式共享|相同方式|禁止演绎|国际|通用|版本"
    r"|this|work|is|licensed|under|an?|the|creative|commons|attribution|noncommercial|sharealike"
    r"|noderiv(?:ative)?s?|international|unported|generic|public|domain|dedication|universal|licen[cs]e"
    r"|cc|by|nc|sa|nd|zero|0|\d\.\d|[\W丨])+",
    re.IGNORECASE,
)
_LICENSE_ID = rare(r"CC-BY(?:-NC)?(?:-SA|-ND)?-\d\.\d|CC0-1\.0|CC(?:-BY|-NC|-SA|-ND)+-\d\.\d|https?://\S+")


def believed(claims: Iterable[Claim], profile: Profile, descriptions: Sequence[str]) -> list[Claim]:
    """Give the claims that are of their kind, white space out of their texts."""
    known = frozenset(without_space(text) for text in descriptions)
    found = []
    for reason, taken, shown in claims:
        claim = Claim(reason, without_space(taken), without_space(shown))
        if reason == "description":
            is_of_kind = not claim.taken and claim.shown in known
        elif reason in ("label", "heading"):
            is_of_kind = _is_own_word(collapse(taken or shown), reason, profile)
        elif reason in MARKS:
            is_of_kind = True  # `letters.py` looks at them
        elif reason in LEFT_OUT:
            is_of_kind = not shown
        else:
            kind = _KINDS.get(reason)
            is_of_kind = kind is not None and kind(claim.taken, claim.shown)
        if is_of_kind:
            found.append(claim)
    return found


def _is_own_word(word: str, reason: str, profile: Profile) -> bool:
    own = profile.canonical
    if reason == "heading":
        return profile.is_archive(word) or section_key(word) in map(
            section_key, (own.briefs, own.items, own.colophon)
        )
    return profile.labels.fullmatch(without_space(word)) is not None


def _is_address(taken: str, shown: str) -> bool:
    if taken and shown:
        return taken in shown or is_spelled_out(shown, taken)
    return _ADDRESS.fullmatch(taken or shown) is not None


def _is_date(taken: str, shown: str) -> bool:
    match = _DATE.fullmatch(taken)
    return match is not None and shown == f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"


# What claims of markup may take out of the middle of a text.
MARKS: Final = {"emphasis": re.compile(r"\*\*|:"), "markup": rare(r"[\[\](|｜丨]")}


class Change(NamedTuple):
    """A stretch of a text that another one takes the place of."""

    start: int
    end: int
    shown: str


def changes(claim: Claim) -> list[Change] | None:
    """List where marks are gone, or names became their sign; None where texts differ in anything else."""
    reason, taken, shown = claim
    found: list[Change] = []
    at = beside = 0
    while mark := MARKS[reason].search(taken, at):
        kept = taken[at : mark.start()]
        if not shown.startswith(kept, beside):
            return None
        at, beside = mark.end(), beside + len(kept)
        if shown.startswith(mark[0], beside):
            beside += len(mark[0])
            continue
        sign, end = "", at
        if mark[0] == ":":
            name = _SHORTCODE.match(taken, mark.start())
            sign, end = (_sign_of(name[0]), name.end()) if name else (":", at)
            if not shown.startswith(sign, beside):
                return None
        found.append(Change(mark.start(), end, sign))
        at, beside = end, beside + len(sign)
    return found if taken[at:] == shown[beside:] else None


def _sign_of(name: str) -> str:
    import emoji

    return emoji.emojize(name, language="alias")


def _is_license(taken: str, shown: str) -> bool:
    return (not taken or _LICENSE.fullmatch(taken) is not None) and (
        not shown or _LICENSE_ID.fullmatch(shown) is not None
    )


_KINDS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "again": lambda taken, shown: not taken and bool(shown),
    "address": _is_address,
    # A browser may have translated the title.
    "alert": lambda taken, shown: len(taken) <= _TITLE and _ALERT.fullmatch(shown) is not None,
    "anchor": lambda taken, shown: not shown and taken in ("[]", "¶"),
    "bullet": lambda taken, shown: (taken, shown) == ("o", "○"),
    "date": _is_date,
    "footnote": lambda taken, shown: not taken and shown in ("[", "]"),
    "license": _is_license,
    "moved": lambda taken, shown: not taken and bool(shown),
    "number": lambda taken, shown: not shown and _NUMBER.fullmatch(taken) is not None,
    "played": lambda taken, shown: not taken and bool(shown),
    "title": lambda taken, shown: not taken and bool(shown),
    "separator": lambda taken, shown: not shown and taken in (*"、,，;；。./",),
    "year": lambda taken, shown: not shown and _YEAR.fullmatch(taken) is not None,
}
