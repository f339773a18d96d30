"""Convert every file of some folders with one byte flipped, one line dropped, or cut, at many places each.

    python fuzz/damage.py [--places 100] FOLDER...

Tells what raises anything but a refusal, or takes longer than ten seconds; the exit status is then 1. Text
that the account tells is shown, for a look at whether it is right.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from issue_normalizer.errors import NormalizeError
from issue_normalizer.pipeline import convert

SECONDS = 10


def damaged(data: bytes, places: int, dice: random.Random) -> Iterator[tuple[str, bytes]]:
    """Give the damaged forms of a file, each with what was done to it."""
    lines = data.split(b"\n")
    for _ in range(places):
        at = dice.randrange(len(data))
        flipped = data[at] ^ (1 << dice.randrange(8))
        yield "flipped", data[:at] + bytes([flipped]) + data[at + 1 :]
        line = dice.randrange(len(lines))
        yield "dropped", b"\n".join(lines[:line] + lines[line + 1 :])
        yield "cut", data[: dice.randrange(len(data))]


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Convert damaged forms of files.")
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("folders", nargs="+", type=Path)
    given = parser.parse_args()
    counts: Counter[str] = Counter()
    for path in sorted(path for folder in given.folders for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        for what, form in damaged(data, given.places, random.Random(path.name)) if data else ():
            start = time.monotonic()
            try:
                result = convert(form)
                counts["converted"] += 1
                if told := [found.format("") for found in result.diagnostics if found.severity == "error"]:
                    counts["of these with text told as lost, moved or added"] += 1
                    print(f"{path} {what}: {told[0]}", flush=True)
            except NormalizeError:
                counts["refused"] += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told
                counts["defects"] += 1
                print(f"{path} {what}: {type(error).__name__}: {error}", flush=True)
            if time.monotonic() - start > SECONDS:
                counts["slow"] += 1
                print(f"{path} {what}: {time.monotonic() - start:.0f} s", flush=True)
    print(", ".join(f"{count} {what}" for what, count in counts.items()))
    return 1 if counts["defects"] or counts["slow"] else 0


if __name__ == "__main__":
    sys.exit(main())
