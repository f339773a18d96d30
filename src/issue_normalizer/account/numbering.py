"""The numbers of the lists that an output shows: each follows the one above it."""

from __future__ import annotations

from typing import Final

from issue_normalizer.patterns import rare

_NUMBER: Final = rare(r"(\d{1,9})([.)])")
_LAST: Final = 999_999_999  # Markdown counts no further; all that follow have this number


class Numbering:
    """The lists that are open, by the column that their numbers stand in, while lines are read."""

    def __init__(self, starts: frozenset[int]) -> None:
        self._starts = starts | {1}
        self.open: dict[int, tuple[int, str]] = {}

    def enter(self, marks: str) -> list[str]:
        """Go on to a line with such marks before its text; give the numbers that are out of order."""
        has_numbers = "." in marks or ")" in marks
        if not has_numbers and not self.open:
            return []
        indent = len(marks) - len(marks.lstrip(" >"))
        last, last_sign = self.open.get(indent, (0, ""))
        quote = marks.find(">")  # a list whose numbers stand in its column has ended above it
        self.open = {
            column: last for column, last in self.open.items() if column < indent and column != quote
        }
        wrong: list[str] = []
        for match in _NUMBER.finditer(marks) if has_numbers else ():
            column, number, sign = match.start(), int(match[1]), match[2]
            goes_on = column == indent and sign == last_sign
            if number != min(last + 1, _LAST) if goes_on else number not in self._starts:
                wrong.append(f"{number}{sign}")
            self.open[column] = (number, sign)
        return wrong
