"""Measure what the tests find: put small faults into a copy of the project, one at a time, and run its tests.

    python benchmarks/mutants.py                       # 15 faults a module, always the same
    python benchmarks/mutants.py --seed 2 --count 50 markdown/inline.py
    python benchmarks/mutants.py --tree ../other       # another state of the project, for comparing two

A fault is found where a test fails, or does not end. Not every fault that stays can be found: some change
nothing that shows. What stays is printed, to be looked at.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).parent.parent
_PACKAGE = Path("src", "issue_normalizer")
# Module -> the tests that concern it, the quick ones first.
MODULES = {
    "markdown/inline.py": "normalize round_trip text fixtures spec hostile properties",
    "account/shown.py": "account fixtures losses repair properties",
    "identity/pairing.py": "identity check_compare check_lines damage check properties",
}
_SECONDS = 900  # tests that take longer do not end
_NOT_COPIED = shutil.ignore_patterns(".*", "__pycache__", "build", "dist")
# The example that a fault breaks need not be small.
_CONFTEST = """
from hypothesis import Phase, settings
settings.register_profile("first find", phases=[Phase.explicit, Phase.generate])
settings.load_profile("first find")
"""
_OTHER: dict[type, type] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}


class Fault(NamedTuple):
    """What is done to which node; nodes are numbered as `ast.walk` gives them."""

    module: str
    number: int
    line: int
    kind: str


def faults_of(node: ast.AST) -> Iterator[tuple[str, int, Callable[[ast.AST], None]]]:
    """Give the faults that can be put into a node: kind, line, and what puts it there."""
    match node:
        case ast.Compare(ops=[op]) if type(op) in _OTHER:
            yield "comparison", node.lineno, lambda one: one.ops.__setitem__(0, _OTHER[type(op)]())
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in _OTHER:
            yield "operator", node.lineno, lambda one: setattr(one, "op", _OTHER[type(op)]())
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield "condition", node.lineno, lambda one: setattr(one, "test", ast.UnaryOp(ast.Not(), test))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not", node.lineno, lambda one: setattr(one, "operand", ast.UnaryOp(ast.Not(), operand))
        case ast.Constant(value=bool() | int() | str() as value):
            other = not value if isinstance(value, bool) else value + ("x" if isinstance(value, str) else 1)
            yield "constant", node.lineno, lambda one: setattr(one, "value", other)
        case ast.Return(value=ast.expr()):
            yield "result", node.lineno, lambda one: setattr(one, "value", ast.Constant(None))
    if isinstance(node, (ast.For, ast.FunctionDef, ast.If, ast.While, ast.With)):
        for at, step in enumerate(node.body):
            if isinstance(step, (ast.Assign, ast.AugAssign, ast.Break, ast.Continue)) or _is_call(step):
                yield f"step {at}", step.lineno, lambda one, at=at: one.body.__setitem__(at, ast.Pass())


def _is_call(step: ast.stmt) -> bool:
    return isinstance(step, ast.Expr) and not isinstance(step.value, ast.Constant)


def _meaning(tree: ast.Module) -> list[ast.AST]:
    """List the nodes of a module, docstrings and annotations aside."""
    idle: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            idle.add(node.value)
        for name in ("annotation", "returns"):
            if isinstance(annotation := getattr(node, name, None), ast.AST):
                idle.update(ast.walk(annotation))
    return [node for node in ast.walk(tree) if node not in idle]


def choose(module: str, text: str, count: int, seed: int) -> list[Fault]:
    """Choose faults of a module by chance, the same ones for the same seed."""
    every = [
        Fault(module, number, line, kind)
        for number, node in enumerate(_meaning(ast.parse(text)))
        for kind, line, _ in faults_of(node)
    ]
    return sorted(random.Random(f"{seed} {module}").sample(every, min(count, len(every))))


def with_fault(text: str, fault: Fault) -> str:
    """Give the source of a module with a fault in it."""
    tree = ast.parse(text)
    node = _meaning(tree)[fault.number]
    next(put for kind, _, put in faults_of(deepcopy(node)) if kind == fault.kind)(node)
    return ast.unparse(ast.fix_missing_locations(tree))


def is_found(fault: Fault | None, module: str, tree: Path) -> bool:
    """Tell whether the tests of a module find a fault in it; None for the module as it is."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        shutil.copytree(tree, copy, ignore=_NOT_COPIED)
        if fault:
            path = copy / _PACKAGE / module
            path.write_text(with_fault(path.read_text("utf-8"), fault), "utf-8")
        (copy / "tests" / "conftest.py").write_text(_CONFTEST, "utf-8")
        tests = [f"tests/test_{name}.py" for name in MODULES[module].split()]
        command = [sys.executable, *"-m pytest -q -x -p no:cacheprovider -p no:xdist".split(), *tests]
        environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            run = subprocess.run(
                command, cwd=copy, env=environment, capture_output=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return True
        return run.returncode != 0


def main() -> None:
    """Print a line for each module and for each fault that stays."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("modules", nargs="*", metavar="MODULE", default=[*MODULES], help=", ".join(MODULES))
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--count", type=int, default=15, help="faults a module")
    options.add_argument("--tree", type=Path, default=_ROOT)
    options.add_argument("--jobs", type=int, default=os.cpu_count())
    given = options.parse_args()
    with ThreadPoolExecutor(given.jobs) as pool:
        for module in given.modules:
            if is_found(None, module, given.tree):
                sys.exit(f"the tests of {module} fail as it is; mend that first")
            text = (given.tree / _PACKAGE / module).read_text("utf-8")
            faults = choose(module, text, given.count, given.seed)
            found = list(pool.map(partial(is_found, module=module, tree=given.tree), faults))
            print(f"{module}: {sum(found)} of {len(faults)} found", flush=True)
            for fault, is_gone in zip(faults, found, strict=True):
                if not is_gone:
                    print(f"  stays: line {fault.line}, {fault.kind}", flush=True)


if __name__ == "__main__":
    main()
