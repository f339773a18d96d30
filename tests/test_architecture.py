"""Data flows one way: reader -> tree -> issue -> writer. The imports show it."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from cases import ROOT

NAME = "issue_normalizer"
PACKAGE = ROOT / "src" / NAME
HEAVY = (
    *("markdown_it", "mdit_py_plugins", "lxml", "yaml", "charset_normalizer", "emoji"),
    *("rapidfuzz", "filelock", "warcio", "puremagic", "concurrent", "jinja2", "sqlite3"),
)

# part of the package -> parts that it must not import
FORBIDDEN = {
    "readers": {"writers", "interpret", "cli"},
    "writers": {"readers", "interpret", "cli"},
    "interpret": {"readers", "writers", "cli"},
    "markdown": {"readers", "writers", "interpret", "cli"},
    "profiles": {"readers", "writers", "interpret", "cli"},
    "tree": {"readers", "writers", "interpret", "cli", "markdown", "profiles", "issue"},
    "issue": {"readers", "writers", "interpret", "cli", "markdown", "profiles", "tree"},
    "tidy": {"readers", "writers", "interpret", "cli", "markdown", "profiles", "issue"},
    "inlines": {"readers", "writers", "interpret", "cli", "markdown", "profiles", "issue"},
    "account": {"readers", "writers", "interpret", "cli", "batch", "markdown"},
    "repair": {"readers", "writers", "interpret", "cli", "batch", "account"},
    "learn": {"cli", "batch", "check", "writers"},
    "pipeline": {"cli", "batch", "check"},
    "report": {"cli", "batch"},
    "batch": {"cli", "writers", "check"},
    "check": {"cli", "writers"},
    "exports": {"readers", "writers", "interpret", "cli", "check"},
    "api": {"readers", "writers", "interpret", "cli"},
    "safe": {"readers", "writers", "interpret", "cli", "batch", "check"},
}


@cache
def modules() -> dict[str, Path]:
    """Map each module's dotted name below the package to its file."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports(path: Path) -> set[str]:
    """List what a module imports of the package, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        found |= {name.removeprefix(f"{NAME}.") for name in names if name.startswith(f"{NAME}.")}
    return found


def violations(parts: dict[str, set[str]]) -> list[str]:
    """List the imports that a table of forbidden parts rules out."""
    return [
        f"{module} imports {name}"
        for module, path in sorted(modules().items())
        for name in sorted(imports(path))
        if name.split(".")[0] in parts.get(module.split(".")[0], ())
    ]


def test_parts_import_one_way() -> None:
    assert violations(FORBIDDEN) == []


def test_the_check_can_fail() -> None:
    assert "pipeline imports readers.detection.choose" in violations({"pipeline": {"readers"}})


def test_every_part_is_there() -> None:
    assert set(FORBIDDEN) <= {module.split(".")[0] for module in modules()}


def test_only_the_entry_points_import_the_command_line() -> None:
    importers = {
        module
        for module, path in modules().items()
        if any(name.split(".")[0] == "cli" for name in imports(path)) and module.split(".")[0] != "cli"
    }
    assert importers == {"__main__"}


def test_no_part_imports_itself_in_a_circle() -> None:
    known = modules()
    graph = {
        module: {target for target in map(_module, imports(path)) if target} for module, path in known.items()
    }
    for start, targets in graph.items():
        seen: set[str] = set()
        stack = list(targets)
        while stack:
            module = stack.pop()
            assert module != start, f"{start} imports itself by way of others"
            if module not in seen:
                seen.add(module)
                stack += graph.get(module, ())


def _module(name: str) -> str | None:
    """Give the module that holds an imported name."""
    known = modules()
    return next((part for part in (name, name.rpartition(".")[0]) if part in known), None)


def loaded(code: str) -> set[str]:
    """Run code in a clean interpreter; give the top-level modules that are loaded afterwards."""
    script = f"{code}\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    run = subprocess.run(
        [sys.executable, "-c", f"import sys\n{script}"], capture_output=True, text=True, check=True
    )
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["convert", "--help"], ["batch", "--help"], ["check", "--help"], ["--version"], ["schema"]],
    ids=" ".join,
)
def test_heavy_modules_are_not_loaded_for_help(arguments: list[str]) -> None:
    code = (
        f"from issue_normalizer.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass"
    )
    assert loaded(code).isdisjoint(HEAVY)


def test_the_package_itself_is_light() -> None:
    assert loaded("import issue_normalizer").isdisjoint((*HEAVY, "click"))
