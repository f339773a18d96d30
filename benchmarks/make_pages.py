"""Write many pages for measuring a batch: the fixtures of one newsletter under other dates.

python benchmarks/make_pages.py COUNT FOLDER
"""

from __future__ import annotations

import argparse
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FIXTURES = Path(__file__).parent.parent / "fixtures"
_START = date(1990, 1, 1)
_TITLE_DATE = re.compile(r"(?<=[(（])\d{4}-\d{2}-\d{2}(?=[)）])")


@cache
def _sources() -> list[tuple[str, str]]:
    found = sorted((FIXTURES / "twins" / "known-newsletter").glob("*.*"))
    return [(path.suffix, path.read_text("utf-8")) for path in found]


def dated(number: int) -> tuple[str, str]:
    """Give a page under a date of its own, with the ending of its name."""
    suffix, text = _sources()[number % len(_sources())]
    day = _START + timedelta(days=number)
    return suffix, _TITLE_DATE.sub(day.isoformat(), text)


def main(count: int, folder: Path) -> None:
    """Write `count` pages to a folder, a thousand in each subfolder."""
    for number in range(count):
        suffix, text = dated(number)
        path = folder / f"{number // 1000:03}" / f"{number:06}{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("count", type=int, metavar="COUNT", help="how many")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where to")
    options = parser.parse_args()
    main(options.count, options.folder)
