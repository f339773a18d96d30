"""Count the instructions of a conversion, for comparing two states of the code.

    python benchmarks/count.py                  # needs valgrind
    python benchmarks/count.py --functions      # where they go, by module, without valgrind

Times vary with what else a machine does; these counts hardly do. A whole `normalize` of a page is counted,
and what the program alone, without the page, costs.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from pages import SUFFIXES, page

_SIZE = 30_000
_COUNT = re.compile(rb"Collected\s*:\s*(\d+)")


def instructions(arguments: list[str]) -> int:
    """Count the instructions of `python -m issue_normalizer` with arguments."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, "-s"]
    # Hashes of texts decide the order of work.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    run = subprocess.run(
        [*command, "-m", "issue_normalizer", *arguments], capture_output=True, env=environment, check=False
    )
    found = _COUNT.search(run.stderr)
    if found is None:
        sys.exit("valgrind gave no count")
    return int(found[1])


def functions(text: str) -> None:
    """Print the calls of Python functions by module; compiled ones are not seen."""
    from issue_normalizer.pipeline import convert

    convert(text)
    profile = cProfile.Profile()
    profile.runcall(convert, text)
    calls: Counter[str] = Counter()
    for (file, _, _), (_, count, *_) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        calls[file.rpartition("site-packages/")[2].rpartition("src/")[2]] += count
    for file, count in calls.most_common(25):
        print(f"{count:10,} {file}")


def main() -> None:
    """Print a line for each form."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--functions", action="store_true", help="count calls by module, without valgrind")
    if parser.parse_args().functions:
        for form in SUFFIXES:
            print(form)
            functions(page(form, _SIZE))
        return
    if shutil.which("valgrind") is None:
        sys.exit("valgrind is not installed; --functions counts calls without it")
    print(f"{instructions(['--version']):15,} --version")
    with tempfile.TemporaryDirectory() as folder:
        for form, suffix in SUFFIXES.items():
            path = Path(folder, f"page{suffix}")
            path.write_text(page(form, _SIZE), "utf-8")
            print(f"{instructions(['-q', str(path)]):15,} {form}")


if __name__ == "__main__":
    main()
