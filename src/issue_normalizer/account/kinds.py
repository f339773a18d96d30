"""Which claims are believed: a reason admits texts of its kind only, so that no step can excuse itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from msgspec import Struct

from issue_normalizer.account.signs import FREE, is_signs
from issue_normalizer.claims import AUTHOR_WORDS, Claim
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import Profile, section_key
from issue_normalizer.text import SHORTCODE, sign_of, without_space
from issue_normalizer.urls import bare_address, canonical_url

# What is told with its text: it may be anything.
LEFT_OUT: Final = frozenset(
    ("furniture", "duplicate", "hidden", "control", "front-matter", "references", "trailing", "profile")
)
_NUMBER: Final = rare(r"\d{1,3}[、．.)）]")
_BRACKETS: Final = frozenset("()（）<>【】《》「」『』〈〉")
_SEPARATORS: Final = frozenset("、,，;；。./")
_MARKUP: Final = dict.fromkeys(map(ord, "[]()（）|｜丨"))  # signs that are no text
_DATE: Final = rare(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_YEAR: Final = rare(r"(?:19|20)\d\d")
_ALERT: Final = rare(r"\[!(note|tip|important|warning|caution)\]", re.IGNORECASE)
_WRITTEN_OUT: Final = rare(r"(?:[A-Za-z]+://|www\.)[!-~]+")
_PUT: Final = frozenset(("address", "again", "description", "played", "title"))
_TITLE: Final = 16  # characters
_DIGITS: Final = 3  # of a running number
# Words of the sentences that say a Creative Commons licence, white space and signs out.
_LICENSE: Final = rare(
    r"(?:本作品|采用|进行|许可|协议|知识共享|署名|非商业性?使用|非商业|相同方式共享|相同方式|禁止演绎|国际|通用|版本"
    r"|this|work|is|licensed|under|an?|the|creative|commons|attribution|noncommercial|sharealike"
    r"|noderiv(?:ative)?s?|international|unported|generic|public|domain|dedication|universal|licen[cs]e"
    r"|cc|by|nc|sa|nd|zero|0|\d\.\d|[\W丨])+",
    re.IGNORECASE,
)
_LICENSE_ID: Final = rare(
    r"CC-BY(?:-NC)?(?:-SA|-ND)?-\d\.\d|CC0-1\.0|CC(?:-BY|-NC|-SA|-ND)+-\d\.\d|https?://\S+"
)


class Known(Struct, frozen=True, gc=False):
    """What claims are held against, white space out.

    `text` is what was taken in, `descriptions` what stands for its images, `beside` its front matter;
    `addresses` are those that links of the output lead to, `heads` stand above columns of tables.
    """

    profile: Profile
    text: str
    descriptions: frozenset[str]
    beside: str
    addresses: set[str]
    heads: set[str]

    def leads_to(self, address: str) -> bool:
        """Tell whether a link of the output leads to an address, in the form's spelling or as it is."""
        return address in self.addresses or bare_address(address) in self.addresses


def believed(claims: Iterable[Claim], known: Known) -> list[Claim]:
    """Give the claims that are of their kind, white space out of their texts."""
    return [bare for claim in claims if _is_of_kind(bare := _bare(claim), known)]


def _bare(claim: Claim) -> Claim:
    taken = without_space(claim.taken) if claim.taken else ""
    shown = without_space(claim.shown) if claim.shown else ""
    if taken == claim.taken and shown == claim.shown:
        return claim
    return Claim(claim.reason, taken, shown)


def _is_of_kind(claim: Claim, known: Known) -> bool:
    reason, taken, shown = claim.reason, claim.taken, claim.shown
    if reason in LEFT_OUT:
        return not shown
    if reason in ("label", "heading"):
        return _is_own_word(taken or shown, reason, known.profile)
    if reason == "address" and taken:
        return taken in shown if shown else _is_address(taken) and known.leads_to(taken)
    if reason == "column":
        return not shown and taken in known.heads
    if reason == "pattern":
        return not shown and _is_of_pattern(taken, known.profile)
    if reason in _PUT:
        return bool(shown) and not taken and _is_known(reason, shown, known)
    kind = _KINDS.get(reason)
    return kind is not None and kind(taken, shown)


def _is_address(text: str) -> bool:
    return "/" in text or _WRITTEN_OUT.fullmatch(text) is not None


def _is_own_word(word: str, reason: str, profile: Profile) -> bool:
    if reason == "label":
        return profile.labels.fullmatch(word) is not None
    own = profile.canonical
    titles = (*profile.archive_titles, *map(section_key, (own.briefs, own.items, own.colophon)))
    return section_key(word) in map(without_space, titles)


def _is_of_pattern(word: str, profile: Profile) -> bool:
    from issue_normalizer.profiles.atoms import fold

    return without_space(fold(word)) in profile.patterns.words


def _is_known(reason: str, shown: str, known: Known) -> bool:
    """Tell whether a text that was put in stood in the input, as what it is said to be."""
    if reason == "description":
        return shown in known.descriptions or shown in known.text
    if reason in ("address", "played"):
        return known.leads_to(shown) or shown in canonical_url(known.text)
    return shown in (known.beside if reason == "title" else known.text)


def _is_date(taken: str, shown: str) -> bool:
    match = _DATE.fullmatch(taken)
    return match is not None and shown == f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"


def _is_formula(taken: str, shown: str) -> bool:
    """Tell whether TeX between dollars says what was drawn: its letters and digits are all there."""
    said = set(shown)
    return shown[:1] == shown[-1:] == "$" and all(
        char in said for char in taken if char.isascii() and char.isalnum()
    )


def _is_license(taken: str, shown: str) -> bool:
    return (not taken or _LICENSE.fullmatch(taken) is not None) and (
        not shown or _LICENSE_ID.fullmatch(shown) is not None
    )


_KINDS: Final[Mapping[str, Callable[[str, str], bool]]] = {
    # A browser may have translated the title.
    "alert": lambda taken, shown: len(taken) <= _TITLE and _ALERT.fullmatch(shown) is not None,
    "author": lambda taken, shown: not shown and taken in AUTHOR_WORDS,
    "anchor": lambda taken, shown: not shown and taken in ("[]", "¶"),
    "bracket": lambda taken, shown: not shown and taken in _BRACKETS,
    "bullet": lambda taken, shown: not shown and (taken == "o" or not taken.strip(FREE)),
    "date": _is_date,
    "emphasis": lambda taken, shown: (taken, shown) == ("**", ""),
    "footnote": lambda taken, shown: (
        not shown and taken.strip("[].").isdigit() if taken else shown in ("[", "]")
    ),
    "formula": _is_formula,
    "image": lambda taken, shown: bool(taken) and not shown,
    "license": _is_license,
    "line-number": lambda taken, shown: not shown and taken.isascii() and taken.isdigit(),
    "markup": lambda taken, shown: taken.translate(_MARKUP) == shown.translate(_MARKUP),
    "moved": lambda taken, shown: not taken and bool(shown),
    "number": lambda taken, shown: not shown and _NUMBER.fullmatch(taken) is not None,
    "ruby": lambda taken, shown: not taken and shown in ("（", "）", "(", ")"),  # in either width
    "running": lambda taken, shown: not shown and taken.isdigit() and len(taken) <= _DIGITS,
    "separator": lambda taken, shown: not shown and taken in _SEPARATORS,
    "shortcode": lambda taken, shown: SHORTCODE.fullmatch(taken) is not None and shown == sign_of(taken),
    "underline": lambda taken, shown: not shown and len(set(taken)) == 1 and is_signs(taken),
    "year": lambda taken, shown: not shown and _YEAR.fullmatch(taken) is not None,
}
