"""Rewrite the pages in `fixtures/twins/` from their `raw.md`. Run it with `python tests/make_twins.py`."""

from __future__ import annotations

from cases import TWINS
from shapes import FILES, SHAPES, Source

# Folder of twins -> owner, repository, branch and path of its document on GitHub.
SOURCES = {
    "known-newsletter": ("ysh329", "awesome-embedded-ai", "master", "embedded-ai-report/2020-08-08.md"),
    "unknown-newsletter": ("smallmachines", "weekly", "main", "issues/12.md"),
    "numbered-headings": ("bianyuan", "zhoukan", "main", "posts/7.md"),
}


def source_of(name: str) -> Source:
    """Give the document of a folder."""
    return Source((TWINS / name / "raw.md").read_text("utf-8"), *SOURCES[name])


def main() -> None:
    for name in SOURCES:
        source = source_of(name)
        for shape, dress in SHAPES.items():
            (TWINS / name / FILES[shape]).write_bytes(dress(source).encode())


if __name__ == "__main__":
    main()
