"""Dask: workers of this machine, or those of a scheduler."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from dask import config
from distributed import Client, LocalCluster, as_completed

from issue_normalizer.cluster.engines import TRIES
from issue_normalizer.cluster.versions import check_same, versions
from issue_normalizer.errors import UsageError

_AHEAD = 4  # tasks for each worker that are known to the scheduler: it keeps no more in memory
# A worker looks at its own stack a hundred times a second, also while its guard works.
_NO_PROFILE = {"distributed.worker.profile.enabled": False}
_DASHBOARD = "127.0.0.1:0"  # a free port: there is no way without one
_PATIENCE = 30  # seconds that a scheduler may take to answer


class Dask:
    """Does tasks on the workers of a client."""

    def __init__(self, client: Any, cluster: Any = None) -> None:  # noqa: ANN401 - as the library has them
        self.client, self.cluster = client, cluster

    def map(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        """Do all tasks. A result is let go at once: one that is held is computed again if its worker dies."""
        waiting = iter(tasks)
        pending = as_completed()
        ahead = _AHEAD * max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        for task in islice(waiting, ahead):
            pending.add(self._submitted(function, task))
        for future in pending:
            result = future.result()
            future.release()
            for task in islice(waiting, 1):
                pending.add(self._submitted(function, task))
            yield result

    def _submitted(self, function: Callable[[Any], Any], task: Any) -> Any:  # noqa: ANN401
        return self.client.submit(function, task, pure=False, retries=TRIES)

    def close(self) -> None:
        """Close the client, and the workers that were started for it."""
        self.client.close()
        if self.cluster:
            self.cluster.close()


def start(scheduler: str | None, workers: int) -> Dask:
    """Start workers here, or join those of a scheduler. Raises UsageError where there are none like this."""
    if scheduler is None:
        with config.set(_NO_PROFILE):
            cluster = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=_DASHBOARD)
            return Dask(Client(cluster), cluster)
    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise UsageError(f"--scheduler {scheduler}: it does not answer: {error}; check the address") from None
    try:
        _check_workers(client, scheduler)
    except UsageError:
        client.close()
        raise
    return Dask(client)


def _check_workers(client: Any, scheduler: str) -> None:  # noqa: ANN401 - as the library has it
    found = client.run(versions)
    if not found:
        raise UsageError(f"--scheduler {scheduler}: it has no workers; start some with `dask worker`")
    for worker, there in sorted(found.items()):
        check_same(versions(), there, f"the worker {worker}")
