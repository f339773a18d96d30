"""Measure `--merge`: pages that lost items heal each other.

    python benchmarks/merge.py PAGE.md…

Each Markdown page is cut into two scrapes that lost two items each, others in each; the healed issue is
compared with the page's own: are all titles there, are the bytes the same? Each page is cut three times.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import tempfile
from pathlib import Path

_ITEM = re.compile(r"- \[")
_TITLE = re.compile(r"^### .*", re.MULTILINE)
_MOST_LINES = 8  # a longer item may hold another section's start


def _items(lines: list[str]) -> list[range]:
    """Find the lines of each item between the first section and the last."""
    sections = [index for index, line in enumerate(lines) if line.startswith("## ")]
    if not sections:
        return []
    starts = [
        index for index, line in enumerate(lines) if _ITEM.match(line) and sections[0] < index < sections[-1]
    ]
    ends = [*starts[1:], sections[-1]]
    bounds = (
        range(start, min([end, *(at for at in sections if at > start)]))
        for start, end in zip(starts, ends, strict=True)
    )
    return [found for found in bounds if len(found) < _MOST_LINES]


def _without(lines: list[str], gone: list[range]) -> str:
    return "\n".join(line for index, line in enumerate(lines) if not any(index in one for one in gone))


def main(pages: list[Path]) -> None:
    """Print a line for each page and cut, and the sums."""
    runs = healed = same = 0
    for page in pages:
        lines = page.read_text("utf-8").split("\n")
        for seed in range(3):
            items = _items(lines)
            if len(items) < 6:
                continue
            gone = random.Random(seed).sample(items, 4)
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                (folder / "a.md").write_text(_without(lines, gone[:2]), "utf-8")
                (folder / "b.md").write_text(_without(lines, gone[2:]), "utf-8")
                command = [
                    "normalize",
                    "batch",
                    "-q",
                    folder / "a.md",
                    folder / "b.md",
                    "--out",
                    folder / "out",
                ]
                subprocess.run([*command, "--merge"], stderr=subprocess.DEVNULL, check=False)
                (written,) = (path for path in (folder / "out").rglob("*.md") if path.name != "index.md")
                merged = written.read_text("utf-8")
            whole = subprocess.run(
                ["normalize", "-q", page], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
            ).stdout.decode()
            runs += 1
            healed += sorted(_TITLE.findall(merged)) == sorted(_TITLE.findall(whole))
            same += merged == whole
    print(f"{runs} pairs of scrapes: {healed} with all items again, {same} with the same bytes")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pages", nargs="+", type=Path, metavar="PAGE.md", help="Markdown with many items")
    main(parser.parse_args().pages)
