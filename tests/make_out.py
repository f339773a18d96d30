"""Rewrite `out/`: the canonical Markdown of every fixture. Run it with `python tests/make_out.py`."""

from __future__ import annotations

import shutil

from cases import OUT, inputs, output_of
from issue_normalizer import normalize


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    for path in inputs():
        target = output_of(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(normalize(path.read_bytes()).encode())


if __name__ == "__main__":
    main()
