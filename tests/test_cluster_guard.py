"""The process that converts for a worker: pages that hang, kill it, want too much; a worker that is gone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from runpy import run_path

import pytest

pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")
if os.name == "nt":
    pytest.skip("it works on Linux and macOS only", allow_module_level=True)

from cluster_runs import HANGING, HANGING_PATH, cluster, rows
from crawls import record, write_archive
from issue_normalizer.batch import workers
from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.entry import ConversionOptions, unpack_record
from issue_normalizer.batch.workers import Failure, run_on
from issue_normalizer.cluster.guard import Guard
from issue_normalizer.cluster.settings import Bounds
from test_workers import wait_for_end


@pytest.fixture
def harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have children do what pages say; give the folder in which they note that they hang."""
    folder = tmp_path / "hanging"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", HANGING_PATH)
    monkeypatch.setenv("NORMALIZE_HANGING", str(folder))
    return folder


def told(*pages: str, bounds: Bounds = Bounds()) -> list[str]:  # noqa: B008
    """Convert pages in a guard; give the status of each, or why it has none."""
    sources = [(Source(f"{number}.md", text.encode()), "") for number, text in enumerate(pages)]
    found = []
    for _, result in run_on(partial(Guard, ConversionOptions(), bounds), [sources], 1, bounds.seconds):
        if isinstance(result, Failure):
            found.append(result.reason)
        else:
            record_ = unpack_record(result[0])
            found.append(record_["reason"] or record_["status"])
    return found


@pytest.mark.usefixtures("harm")
def test_a_page_that_kills_its_process_or_wants_too_much_is_refused_and_the_rest_goes_on() -> None:
    good = "# Wood (2021-05-01)\n\n- a\n"
    died = "the process that read it died, perhaps for want of memory"
    assert told(good, "please die", "please spin", "please swell", good) == [
        "converted",
        died,
        died,
        "it takes more memory than this process may have",
        "converted",
    ]


@pytest.mark.usefixtures("harm")
def test_a_page_has_its_own_time_and_the_process_its_memory() -> None:
    first, second = told("please tell", "please tell", bounds=Bounds(1000, 1 << 40))
    assert first.split()[0] == second.split()[0] == str(1 << 40)
    assert 1000 < int(first.split()[1]) <= int(second.split()[1])
    (none,) = told("please tell", bounds=Bounds(0, 1 << 40))
    assert int(none.split()[1]) < 0  # no limit


def test_a_process_at_its_limit_leaves_no_dump_and_a_system_without_limits_of_memory_is_used() -> None:
    code = (
        "import resource; from issue_normalizer.cluster import guard; bounds = guard.Bounds(1000)\n"
        "guard.limit_time(bounds); print(resource.getrlimit(resource.RLIMIT_CORE))\n"
        "def refuse(*_): raise ValueError('current limit exceeds maximum limit')\n"
        "resource.setrlimit = refuse; guard.limit_memory(bounds)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "(0, 0)\n"


@pytest.mark.usefixtures("harm")
def test_a_page_that_hangs_is_refused_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still until the child notes that it hangs."""
    for name in ("wait", "time"):  # are put back behind the test
        monkeypatch.setattr(workers, name, getattr(workers, name))
    run_path(str(HANGING / "sitecustomize.py"))
    good = "# Wood (2021-05-01)\n\n- a\n"
    assert told(good, "please hang", good) == [
        "converted",
        "it took longer than 60 seconds, see --timeout",
        "converted",
    ]


WORKER = """
import sys
from functools import partial
from issue_normalizer.batch import workers
from issue_normalizer.batch.archives import Source
from issue_normalizer.batch.entry import ConversionOptions
from issue_normalizer.cluster.guard import Guard
from issue_normalizer.cluster.settings import Bounds
started = []
def start(lifeline):
    started.append(Guard(ConversionOptions(), Bounds(0), lifeline))
    return started[0]
for _ in workers.run_on(start, [[(Source("a", b"# Wood"), ""), (Source("b", b"please hang"), "")]], 1, 0):
    print(started[0].process.pid, flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere, what holds the interpreter's lock goes on")
@pytest.mark.usefixtures("harm")
def test_the_guard_ends_with_the_worker_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", WORKER], stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        child = int(worker.stdout.readline())
        worker.send_signal(signal.SIGKILL)
    wait_for_end(child)


@pytest.mark.usefixtures("harm")
def test_the_run_ends_and_tells_what_was_refused(tmp_path: Path) -> None:
    pages = ["# Wood (2021-05-01)\n\n- a\n", "please die", "please swell"]
    write_archive(
        tmp_path / "in" / "a.warc",
        [record(f"http://a.example/{number}", text) for number, text in enumerate(pages)],
    )
    result = cluster("run", tmp_path / "in", "--out", tmp_path / "out")
    assert (result.exit_code, "2 refused" in result.output) == (1, True)
    assert [row["status"] for row in rows(tmp_path / "out", "pages")] == ["chosen", "refused", "refused"]
