"""How much alike is one: every threshold of this package, with its evidence.

Likeness is in per cent, as `rapidfuzz.fuzz.ratio` gives it: twice the letters in common of those of both.
`tests/test_identity.py` has pairs on either side. Measured on 14 issues of one newsletter, in nine page
shapes each: the same items are paired in all shapes (2,487 pairs), and of all pairs that 271 items make
(36,585), three are 50 per cent alike or more (57 at most), none is taken for one item.
"""

from __future__ import annotations

from typing import Final

# Items, by title and text: above the likest strangers.
ALIKE: Final = 60
# Where title and text are short: chance alone makes `甲发布` and `乙发布` alike.
ALIKE_SHORT: Final = 75
SHORT: Final = 16  # letters
# By their titles alone: what stands below them may be another text.
ALIKE_TITLES: Final = 70
# By titles that lead elsewhere: one title read twice, not `Video: …` and `Paper: …`.
ALIKE_TITLES_ELSEWHERE: Final = 87
# Of items that lead to an address that several have: three papers, one article about them. An address of its
# own proves an item without that: 2 of the 271 share theirs.
ALIKE_AT_ADDRESS: Final = 35
# Letters of a text that make it one item's own.
OWN_TEXT: Final = 8
# Letters that must be left of a title without what is glued to it: less stands in many titles.
CORE: Final = 3

# Issues. On 126 scrapes of 14 issues, in nine page shapes each, two scrapes of one issue share at least
# 81 % of the shorter one's text, two issues at most 27 %.
SAME_ISSUE: Final = 0.4
# Items that issues have word for word, of those of the smaller: where title and date say nothing.
SHARED_ITEMS: Final = 0.5
# Letters of a text that are looked for at once: with 6, strangers share 39 % of a short issue, with 8, 27 %.
STRETCH: Final = 8
# Share of a text that stands somewhere else: the rest are signs of another tool.
STANDS_THERE: Final = 0.6

# Share of the text, and of the addresses, below which a scrape holds clearly less than an earlier one.
KEPT_TEXT: Final = 0.9
KEPT_LINKS: Final = 0.9
