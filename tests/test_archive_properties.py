"""Whatever becomes of a folder of scrapes, an archive loses no item that a run had written."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive_runs import ERROR, PAPERS, issue, tree
from issue_normalizer.batch.run import BatchWatcher, run_batch
from issue_normalizer.batch.settings import BatchSettings
from issue_normalizer.errors import UsageError

NAMES = ("a.md", "b.md", "c/d.md", "e.html")
MOVES = ("replace", "unlink", "rename", "rmdir", "mkdir", "chmod")  # what is done to files, one at a time


class Run(NamedTuple):
    """A run of a batch: what becomes of the folder before, and how it is run; `killed` is at which move."""

    changes: tuple[tuple[str, str | bytes | None], ...]
    merge: bool
    killed: int | None


class KilledError(BaseException):
    """The process ends here."""


scrapes = st.builds(
    issue,
    st.sampled_from((1, 2)),
    st.lists(st.sampled_from(range(len(PAPERS))), min_size=1, max_size=5, unique=True).map(sorted),
    linked=st.booleans(),
)
contents = st.one_of(scrapes, scrapes, scrapes, st.sampled_from([ERROR, "", b"\x89PNG\r\n\x1a\n\0\0", None]))
runs = st.builds(
    Run,
    st.lists(st.tuples(st.sampled_from(NAMES), contents), max_size=3).map(tuple),
    st.booleans(),
    st.one_of(st.none(), st.none(), st.integers(0, 25)),
)
# A name that moves to another, beside what changes.
renames = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))


@contextmanager
def killed_at(count: int | None) -> Iterator[None]:
    """Have the process end at a move of a file; None for never."""
    left = [count]

    def counted(name: str) -> object:
        real = getattr(Path, name)

        def move(self: Path, *arguments: object, **more: object) -> object:
            if left[0] is not None:
                left[0] -= 1
                if left[0] < 0:
                    raise KilledError
            return real(self, *arguments, **more)

        return move

    with pytest.MonkeyPatch.context() as patch:
        for name in MOVES:
            patch.setattr(Path, name, counted(name))
        try:
            yield
        except KilledError:
            return


def titles(folder: Path) -> set[str]:
    """Find the items that the issues of an archive show."""
    texts = "\n".join(
        data.decode() for name, data in tree(folder).items() if name.endswith(".md") and "/" in name
    )
    return {f"{title}第{day}号" for title, _ in PAPERS for day in (1, 2) if f"{title}第{day}号" in texts}


def listed(folder: Path) -> set[str]:
    """Give the files of the issues that the index lists."""
    index = folder / "index.json"
    issues = json.loads(index.read_text("utf-8"))["issues"] if index.exists() else []
    return {f"{one['path']}.md" for one in issues}


def files(folder: Path) -> set[str]:
    return {name for name in tree(folder) if name.endswith(".md") and "/" in name}


def run(folder: Path, out: Path, one: Run, **more: bool) -> bool:
    """Run a batch; tell whether it came to its end."""
    is_done = []
    with killed_at(one.killed):
        try:
            how = BatchSettings(out, merge=one.merge, **more)
            run_batch([str(folder)], how, BatchWatcher(lambda _: None, lambda: None))
        except UsageError:
            return False
        is_done.append(True)
    return bool(is_done)


def change(folder: Path, one: Run, moved: tuple[str, str]) -> None:
    source, target = (folder / name for name in moved)
    if source.is_file() and source != target:
        source.replace(target)
    for name, content in one.changes:
        path = folder / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a case of so many steps takes minutes to shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(st.tuples(runs, renames), min_size=2, max_size=6))
def test_no_run_loses_an_item(steps: list[tuple[Run, tuple[str, str]]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, out = Path(place, "new"), Path(place, "out")
        (folder / "c").mkdir(parents=True)
        written: set[str] = set()
        for one, moved in steps:
            change(folder, one, moved)
            is_done = run(folder, out, one)
            assert written <= titles(out)
            written |= titles(out)
            if is_done:
                assert listed(out) == files(out)
        last = Run((), merge=False, killed=None)
        first = (run(folder, out, last), tree(out))
        assert (run(folder, out, last), tree(out)) == first
        assert written <= titles(out)
        run(folder, out, last, is_dry=True)
        assert tree(out) == first[1]
