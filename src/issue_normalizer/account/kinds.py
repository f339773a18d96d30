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
from issue_normalizer.text import SHORTCODE, holds_any, sign_of, without_space
from issue_normalizer.urls import bare_address, canonical_url

# What is told with its text: it may be anything.
LEFT_OUT: Final = frozenset(
    ("furniture", "duplicate", "hidden", "control", "front-matter", "references", "trailing", "profile")
)
_MARKUP: Final = frozenset("[]()（）|｜丨")
_DATE: Final = rare(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY: Final = rare(r"\d{1,2}\.")
_TEX_STYLE: Final = rare(r"\\(?:display|text)style")
_ALERT: Final = rare(r"\[!(note|tip|important|warning|caution)\]", re.IGNORECASE)
_TITLE: Final = 16  # characters
# Words of the sentences that say a Creative Commons licence, white space and signs out.
_LICENSE: Final = tuple(
    sorted(
        "本作品 采用 进行 许可 协议 知识共享 署名 非商业性使用 非商业使用 非商业 相同方式共享 相同方式"
        " 禁止演绎 国际 通用 版本 this work is licensed under an a the creative commons attribution"
        " noncommercial sharealike"
        " noderivatives noderivative noderivs noderiv international unported generic public domain dedication"
        " universal license licence cc by nc sa nd zero 丨".split(),
        key=len,
        reverse=True,
    )
)
_VERSION: Final = rare(r"\d\.\d|0")
_LICENSE_ID: Final = rare(
    r"CC-BY(?:-NC)?(?:-SA|-ND)?-\d\.\d|CC0-1\.0|CC(?:-BY|-NC|-SA|-ND)+-\d\.\d|https?://\S+"
)


class Known(Struct, frozen=True, gc=False):
    """What claims are held against, white space out.

    `text` is what was taken in, with what stands for its images, and its front matter; `addresses` are those
    that links of the output lead to, `heads` stand above columns of tables.
    """

    profile: Profile
    text: str
    addresses: set[str]
    heads: set[str]

    def leads_to(self, address: str) -> bool:
        """Tell whether a link of the output leads to an address, which may be shown without its scheme."""
        if address in self.addresses or bare_address(address) in self.addresses:
            return True
        bare = address.removeprefix("//")
        ways = [f"{scheme}://{bare}{end}" for scheme in ("https", "http") for end in ("", "/")]
        return "://" not in address and not self.addresses.isdisjoint(ways)


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
    if taken and shown:
        is_same = _SAID_OTHERWISE.get(reason)
        return is_same is not None and is_same(taken, shown)
    is_of_kind = (_TAKEN_OUT if taken else _PUT_IN).get(reason)
    return is_of_kind is not None and is_of_kind(taken or shown, known)


def _is_address(text: str, known: Known) -> bool:
    return holds_any(text, "/.") and known.leads_to(text)


def _is_target(text: str, known: Known) -> bool:
    """Tell whether an address is one of a link, which may say where it begins, or of the text."""
    if known.leads_to(text) or text in canonical_url(known.text):
        return True
    address = canonical_url(text)
    return any(target.endswith(address) for target in known.addresses)


def _is_label(text: str, known: Known) -> bool:
    """Tell whether a text is a label, or a row of them, as the heads of columns are."""
    folded, labels = text.casefold(), known.profile.labels
    if folded in labels:
        return True
    ends = {0}
    for start in range(len(folded)):
        if start in ends:
            ends.update([start + len(label) for label in labels if folded.startswith(label, start)])
    return len(folded) in ends


def _is_again(text: str, known: Known) -> bool:
    """Tell whether a text is there, names of signs read as those signs."""
    return text in known.text or text in SHORTCODE.sub(lambda name: sign_of(name[0]), known.text)


def _is_license(text: str) -> bool:
    """Tell whether a sentence holds nothing but words that say a licence, and its version."""
    rest = text.casefold()
    for word in _LICENSE:  # the longest first
        rest = rest.replace(word, " ")
    return not any(map(str.isalnum, _VERSION.sub(" ", rest)))


def _is_heading(text: str, known: Known) -> bool:
    own = known.profile.canonical
    titles = (*known.profile.archive_titles, *map(section_key, (own.briefs, own.items, own.colophon)))
    return section_key(text) in map(without_space, titles)


def _is_of_pattern(text: str, known: Known) -> bool:
    from issue_normalizer.profiles.atoms import fold

    return without_space(fold(text)) in known.profile.patterns.words


def _is_sign(text: str, _: Known) -> bool:
    """Tell whether a text is one sign, as often as it may be, or several that part texts."""
    return not text.strip(FREE) or text == "o" or (len(set(text)) == 1 and is_signs(text))


def _is_date(taken: str, shown: str) -> bool:
    match = _DATE.fullmatch(taken)
    return match is not None and shown == f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}"


def _is_formula(taken: str, shown: str) -> bool:
    r"""Tell whether TeX between dollars says what was drawn: its letters and digits are all there.

    The size in which all of it was drawn, `{\displaystyle …}`, is none of it.
    """
    said = set(shown)
    drawn = _TEX_STYLE.sub("", taken)
    return shown[:1] == shown[-1:] == "$" and all(
        char in said for char in drawn if char.isascii() and char.isalnum()
    )


_TAKEN_OUT: Final[Mapping[str, Callable[[str, Known], bool]]] = {
    "address": _is_address,  # became a link's target
    "author": lambda text, _: text in AUTHOR_WORDS,
    "column": lambda text, known: text in known.heads,  # of a table of items
    "heading": _is_heading,  # of a part that the form names itself
    "image": lambda _, __: True,  # where the form has text alone; what is taken is its address
    "label": _is_label,  # of a fact or a text
    "license": lambda text, _: _is_license(text),
    "markup": lambda text, _: text in _MARKUP,  # of a link that was never closed, or is not shown as one
    # Of an item, a note, a line of code; years above dates, a digit a cell.
    "number": lambda text, _: text.strip("[]【】").rstrip("、．.)）").isdigit(),
    "pattern": _is_of_pattern,  # words that a pattern of the profile writes around its holes
    "sign": _is_sign,  # between texts, around one or below it; a bullet; asterisks that were bold
}
_PUT_IN: Final[Mapping[str, Callable[[str, Known], bool]]] = {
    "address": _is_target,  # shown as text
    "again": _is_again,  # of a title: a link's text; what front matter says
    "alert": lambda text, _: _ALERT.fullmatch(text) is not None,
    "alternative": lambda _, __: True,  # of an image that is none in the output
    "day": lambda text, _: _DAY.fullmatch(text) is not None,  # that Markdown took for the number of a list
    "description": lambda text, known: text in known.text,  # of an image
    "formula": lambda text, _: _is_formula("", text),
    "heading": _is_heading,
    "label": _is_label,
    "license": lambda text, _: _LICENSE_ID.fullmatch(text) is not None,
    "played": _is_target,  # also of a link around nothing but links
    "sign": lambda text, _: text in _MARKUP,  # around a reading or the number of a note
}
_SAID_OTHERWISE: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "address": lambda taken, shown: taken in shown,
    # `[!NOTE]` for its title, which a browser may have translated.
    "alert": lambda taken, shown: len(taken) <= _TITLE and _ALERT.fullmatch(shown) is not None,
    "date": _is_date,  # of an earlier issue, in the form's spelling
    "formula": _is_formula,  # as it is drawn, and as TeX
    "license": lambda taken, shown: _is_license(taken) and _LICENSE_ID.fullmatch(shown) is not None,
    "moved": lambda taken, shown: taken == shown,  # out of a table, or to the end of the issue
    "shortcode": lambda taken, shown: SHORTCODE.fullmatch(taken) is not None and shown == sign_of(taken),
}
