"""Ray: workers of this machine, or those of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import ray

from issue_normalizer.cluster.engines import TRIES
from issue_normalizer.errors import UsageError

_AHEAD = 4  # tasks for each worker that are known to the cluster


class Ray:
    """Does tasks on the workers of the cluster that this process has joined."""

    def map(self, function: Callable[[Any], Any], tasks: Iterable[Any]) -> Iterator[Any]:
        """Do all tasks."""
        remote = ray.remote(max_retries=TRIES, retry_exceptions=True)(function)
        waiting = iter(tasks)
        ahead = _AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
        pending = [remote.remote(task) for task in islice(waiting, ahead)]
        while pending:
            (first,), pending = ray.wait(pending, num_returns=1)
            pending += [remote.remote(task) for task in islice(waiting, 1)]
            yield _result(first)

    def close(self) -> None:
        """Leave the cluster."""
        ray.shutdown()


def _result(task: Any) -> Any:  # noqa: ANN401 - as the library has them
    try:
        return ray.get(task)
    except ray.exceptions.RayTaskError as error:
        raise error.cause from None  # its own text is the whole traceback of the worker


def start(scheduler: str | None, workers: int) -> Ray:
    """Start workers here, or join a cluster. Raises UsageError where that fails."""
    try:
        here = {} if scheduler else {"num_cpus": workers, "include_dashboard": False}
        address = scheduler or "local"  # without a word, it joins whatever runs here
        ray.init(address=address, log_to_driver=False, logging_level="error", **here)
    except (OSError, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split())
        if scheduler:
            what = f"--scheduler {scheduler}: it does not answer: {reason}; check the address"
        else:
            what = f"--engine ray: it does not start here: {reason}; choose another engine"
        raise UsageError(what) from None
    return Ray()
