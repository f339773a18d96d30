"""Tasks: each has a name, and its result is an object of that name. One that is found is not done again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec import Struct, json

from issue_normalizer.cluster.objects import Objects
from issue_normalizer.cluster.versions import check_same, versions
from issue_normalizer.errors import UsageError

Result: TypeAlias = Any  # what JSON holds


class Task(Struct, frozen=True):
    """Work on a dataset, with its argument; `name` is the object that its result is kept in.

    `versions` are those of who asks for it: bytes must not depend on where it is done.
    """

    dataset: str
    name: str
    work: Callable[[Objects, Any], Result]
    argument: Any
    versions: dict[str, str]


def perform(task: Task) -> tuple[str, Result | UsageError]:
    """Do a task, unless its result is there; give the task's name with it. It may be done twice at once.

    A UsageError is a result, too: no engine tries again what cannot be.
    """
    try:
        return task.name, _result(task)
    except UsageError as error:
        return task.name, error


def _result(task: Task) -> Result:
    check_same(task.versions, versions(), "a worker")
    objects = Objects(task.dataset)
    known = objects.find(task.name)
    if known is None:
        known = objects.put(task.name, json.encode(task.work(objects, task.argument)))
    return json.decode(known)
