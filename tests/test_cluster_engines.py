"""The same bytes from any engine, with two workers, objects on S3, whatever happens to the workers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")
pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
pytest.importorskip("s3fs", reason="the extra `cluster` is not installed")
pytest.importorskip("moto.server", reason="moto is not installed")
if os.name == "nt":
    pytest.skip("it works on Linux and macOS only", allow_module_level=True)

from archive_runs import batch, tree
from cluster_runs import HANGING_PATH, StoppedError, cluster, run
from crawls import record, write_archive, write_crawl
from issue_normalizer.cluster.engines import Engine, start
from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.schemas import TABLES
from issue_normalizer.cluster.stage import SUCCESS
from issue_normalizer.errors import UsageError

BUCKET = "s3://crawls"
HAS_RAY = find_spec("ray") is not None
# The servers and loops of these libraries close in the background.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(scope="module")
def patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as found:
        yield found


@pytest.fixture(scope="module")
def crawl(patch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The crawl on a stand-in of S3, as `s3://crawls/crawl`, and on disk."""
    from moto.server import ThreadedMotoServer

    folder = write_crawl(tmp_path_factory.mktemp("source") / "crawl")
    for name in ("one", "two"):
        pages = [record(f"http://a.example/{n}", f"# Wood (2021-05-0{n})\n\n- a\n") for n in (1, 2, 3)]
        harm = record(f"http://a.example/{name}", "please hang" if name == "one" else "please die")
        write_archive(folder.parent / "harm" / f"{name}.warc", [*pages, harm, *pages])
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    for key, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "none",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        patch.setenv(key, value)
    objects = Objects(BUCKET)
    objects.system.mkdir("crawls")
    for path in folder.parent.rglob("*.*"):
        objects.put(path.relative_to(folder.parent).as_posix(), path.read_bytes())
    yield folder
    server.stop()


@pytest.fixture(
    scope="module",
    params=[
        "dask",
        pytest.param("ray", marks=pytest.mark.skipif(not HAS_RAY, reason="ray is not installed")),
    ],
)
def engine(
    request: pytest.FixtureRequest,
    crawl: Path,
    patch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[str, Engine]]:
    """Two workers, in which pages may hang; they know where the stand-in of S3 is."""
    assert crawl
    patch.setenv("PYTHONPATH", HANGING_PATH)
    patch.setenv("NORMALIZE_HANGING", str(tmp_path_factory.mktemp("hanging")))
    with closing(start(request.param, None, 2)) as found:
        yield request.param, found


@pytest.fixture(scope="module")
def tables(crawl: Path) -> dict[str, bytes]:
    """What one process makes of the crawl."""
    assert crawl
    run(f"{BUCKET}/crawl", f"{BUCKET}/serial")
    return tables_of("serial")


def tables_of(dataset: str) -> dict[str, bytes]:
    objects = Objects(f"{BUCKET}/{dataset}")
    return {name: objects.read(name) for table in TABLES for name in objects.names(table)}


def test_the_same_bytes_even_where_a_worker_is_killed(
    engine: tuple[str, Engine], tables: dict[str, bytes]
) -> None:
    name, workers = engine
    pids = set(workers.map(lambda _: time.sleep(0.2) or os.getpid(), range(4)))
    assert len(pids) == 2
    steps = iter(range(1000))

    def kill_one() -> None:
        if next(steps) == 0:  # both work: there are three archives
            os.kill(pids.pop(), signal.SIGKILL)

    run(f"{BUCKET}/crawl", f"{BUCKET}/{name}", engine=workers, step=kill_one)
    assert len(pids) == 1
    assert tables_of(name) == tables
    assert {name.split("/")[0] for name in tables} == set(TABLES)


@pytest.mark.parametrize("tasks", [1, 8])
def test_a_driver_that_is_stopped_goes_on_from_there(
    tasks: int, engine: tuple[str, Engine], tables: dict[str, bytes]
) -> None:
    name, workers = engine
    dataset = f"{name}-stopped-{tasks}"
    steps = iter(range(tasks))

    def stop() -> None:
        if next(steps, None) is None:
            raise StoppedError

    with pytest.raises(StoppedError):
        run(f"{BUCKET}/crawl", f"{BUCKET}/{dataset}", engine=workers, step=stop)
    assert not Objects(f"{BUCKET}/{dataset}").has(SUCCESS)
    run(f"{BUCKET}/crawl", f"{BUCKET}/{dataset}", engine=workers)
    assert tables_of(dataset) == tables


def test_an_export_from_s3_differs_from_a_batch_in_where_archives_are(
    crawl: Path, tables: dict[str, bytes], tmp_path: Path
) -> None:
    assert tables
    assert cluster("export", f"{BUCKET}/serial", tmp_path / "export").exit_code == 0
    batch(crawl, "--out", tmp_path / "batch", "--exclude", "*.txt")
    exported, batched = tree(tmp_path / "export"), tree(tmp_path / "batch")
    place = os.path.relpath(crawl, tmp_path / "batch").encode()
    batched["manifest.jsonl"] = batched["manifest.jsonl"].replace(b'"' + place, b'"s3://crawls/crawl')
    assert exported == batched
    before = tree(tmp_path / "export")
    batch(crawl.parent / "harm", "--out", tmp_path / "export", "--prune")
    after = tree(tmp_path / "export")
    assert before.keys() < after.keys()  # what is elsewhere is not gone


def test_pages_that_hang_or_kill_are_refused_and_the_job_ends(
    engine: tuple[str, Engine], tmp_path: Path
) -> None:
    name, workers = engine
    summary = run(f"{BUCKET}/harm", f"{BUCKET}/{name}-harmed", engine=workers)
    assert summary.statuses == {"converted": 12, "refused": 2}
    cluster("export", f"{BUCKET}/{name}-harmed", tmp_path / "out")
    manifest = tree(tmp_path / "out")["manifest.jsonl"].decode()
    assert "it took longer than 60 seconds, see --timeout" in manifest
    assert "the process that read it died, perhaps for want of memory" in manifest


@pytest.mark.skipif(not HAS_RAY, reason="ray is not installed")
def test_what_ray_tells_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    from issue_normalizer.cluster.engines.ray import Ray

    def fail(*_: object, **__: object) -> None:
        raise ConnectionError("no room\nfor it")

    def get(_: object) -> None:
        cause = OSError(5, "the line is gone")
        raise ray.exceptions.RayTaskError("work", "Traceback:\n...", cause).as_instanceof_cause()

    monkeypatch.setattr(ray, "init", fail)
    with pytest.raises(UsageError, match="--engine ray: it does not start here: no room for it; choose"):
        start("ray", None, 1)
    with pytest.raises(UsageError, match="--scheduler ray://a: it does not answer: no room for it; check"):
        start("ray", "ray://a", 1)
    monkeypatch.setattr(ray, "get", get)
    monkeypatch.setattr(ray, "wait", lambda pending, **_: (pending[:1], pending[1:]))
    monkeypatch.setattr(ray, "cluster_resources", dict)
    monkeypatch.setattr(ray, "remote", lambda **_: lambda _: SimpleNamespace(remote=str))
    with pytest.raises(OSError, match=r"^\[Errno 5\] the line is gone$"):
        list(Ray().map(str, [1]))


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from issue_normalizer.cluster.engines import dask as engine

    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        monkeypatch.setattr(engine, "_PATIENCE", 0.1)
        with pytest.raises(UsageError, match=f"--scheduler {address}: it does not answer"):
            start("dask", address, 1)
    with pytest.raises(UsageError, match="--scheduler x://y: it does not answer"):
        start("dask", "x://y", 1)


def test_without_the_extra_a_call_says_what_to_install(tmp_path: Path) -> None:
    write_archive(tmp_path / "a.warc", [])
    code = (
        "import sys; sys.modules[sys.argv.pop(1)] = None\n"
        "from issue_normalizer.cli import main; main(['cluster', *sys.argv[1:]])"
    )
    for module, extra, arguments in (
        ("pyarrow", "cluster", ["run", "a.warc", "--out", "d"]),
        ("fsspec", "cluster", ["export", "d", "e"]),
        ("distributed", "cluster", ["run", "a.warc", "--out", "d", "--engine", "dask"]),
        ("ray", "ray", ["run", "a.warc", "--out", "d", "--engine", "ray"]),
    ):
        command = [sys.executable, "-c", code, module, *arguments]
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert result.returncode == 2
        assert result.stderr.endswith(f"{module} is not installed; install `issue-normalizer[{extra}]`\n")
        assert len(result.stderr.splitlines()) == 1
