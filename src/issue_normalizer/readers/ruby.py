"""Readings above words -> in brackets behind them, as pages show them where there is no room above."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from issue_normalizer.claims import Claim
from issue_normalizer.readers.elements import all_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def write_readings(body: Element) -> Iterator[Claim]:
    """Put each reading into brackets; those of the page (`<rp>`) are gone before."""
    for reading in body.iter("rt"):
        if next(reading.iterancestors("ruby"), None) is None:
            continue
        text = all_text(reading).strip()
        if text:
            for child in list(reading):
                reading.remove(child)
            reading.text = f"（{text}）"
            yield from (Claim("sign", shown=sign) for sign in "（）")
    for part in body.iter("ruby", "rb", "rtc", "rbc"):  # blanks between the parts are no text
        for holder in (part, *part):
            if holder is part:
                part.text = part.text.strip() if part.text else part.text
            elif holder.tail:
                holder.tail = holder.tail.strip()
