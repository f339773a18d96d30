"""Compile the busiest modules while a wheel is built, where that is possible.

The same source files, compiled by mypyc, take half the time. A wheel is pure Python
instead where there is no C compiler, where ISSUE_NORMALIZER_PURE is set, for an editable installation,
and where anything at all goes wrong: an installation never fails for it.
"""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import tomllib
from pathlib import Path
from typing import Any

PACKAGE = "issue_normalizer"
# Chosen by their share of the time of a conversion: the others would only make the build longer.
MODULES = """
    decoding tree issue text tidy inlines blocks urls
    markdown/escape markdown/inline markdown/blocks markdown/text writers/markdown
    readers/page readers/html readers/html_inline readers/html_table readers/flat readers/body
    readers/body_document readers/hidden readers/dump readers/furniture readers/references readers/wrapping
    repair/mojibake repair/width
    interpret/archive interpret/build interpret/colophon interpret/contents interpret/derive
    interpret/findings interpret/headline interpret/item interpret/items interpret/known_items
    interpret/lead interpret/losses interpret/metadata interpret/normalize interpret/outline
    interpret/promote interpret/split interpret/title
    account/cover account/edits account/findings account/kinds account/letters account/lines account/make
    account/markup account/numbering account/pieces account/puts account/signs
""".split()
# Their dataclasses are spelled out before they are compiled.
RECORDS = ("tree", "issue")
_SECONDS = 300  # a build that takes longer is given up
_LEVEL = "1"  # of optimisation: above it the build takes much longer, and a conversion as long


def reason_for_pure(environment: dict[str, str], arguments: list[str]) -> str | None:
    """Tell why nothing is compiled; None where it can be."""
    if environment.get("ISSUE_NORMALIZER_PURE", "0") not in ("", "0"):
        return "ISSUE_NORMALIZER_PURE is set"
    if any("build_editable" in argument for argument in arguments):  # a build's step, named by its frontend
        return "the installation is editable"
    if sys.implementation.name != "cpython":
        return "mypyc needs CPython"
    named = (environment.get("CC") or "").split() or (sysconfig.get_config_var("CC") or "").split()
    compiler = named[0] if named else "cc"
    if os.name != "nt" and shutil.which(compiler) is None:
        return f"there is no C compiler {compiler!r}"
    header = Path(sysconfig.get_path("include"), "Python.h")
    return None if header.is_file() else f"there is no {header.name}"


def requirements(project: dict[str, Any]) -> list[str]:
    """Give what compiling needs: mypy as pinned for the checks."""
    pinned = [entry for entry in project["dependency-groups"]["lint"] if str(entry).startswith("mypy==")]
    return [*pinned, "setuptools"]


def spell_out(source: str) -> str:
    """Write out what `@dataclass(frozen=True, slots=True)` would make of each class of a module.

    The decorator makes the methods as text, and has Python compile it, at every start: a fifth of the
    time in which a page is converted. What it makes is not compiled by mypyc either. Written out, a
    class costs nothing at the start, and a node is made in a third of the time.
    """
    module = ast.parse(source)
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.decorator_list:
            node.decorator_list = [_expression("dataclass(init=False, repr=False, eq=False)")]
            fields = [_Field(entry) for entry in node.body if isinstance(entry, ast.AnnAssign)]
            node.body += ast.parse(_methods(node.name, fields)).body
    return ast.unparse(module)


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


class _Field:
    """A field of a dataclass: `name: kind = value`, or `= field(default=…, compare=False)`."""

    def __init__(self, entry: ast.AnnAssign) -> None:
        self.name, self.kind = ast.unparse(entry.target), ast.unparse(entry.annotation)
        self.default = ast.unparse(entry.value) if entry.value else None
        self.made_by = None
        self.is_compared = True
        if isinstance(entry.value, ast.Call) and ast.unparse(entry.value.func) == "field":
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in entry.value.keywords}
            self.default, self.made_by = given.get("default"), given.get("default_factory")
            self.is_compared = given.get("compare") != "False"

    def parameter(self) -> str:
        if self.made_by:
            return f"{self.name}: {self.kind} | None = None"
        return f"{self.name}: {self.kind}" + (f" = {self.default}" if self.default else "")

    def assignment(self) -> str:
        value = f"{self.made_by}() if {self.name} is None else {self.name}" if self.made_by else self.name
        return f"self.{self.name} = {value}"


def _methods(name: str, fields: list[_Field]) -> str:
    compared = [field.name for field in fields if field.is_compared]
    own = "".join(f"self.{field}, " for field in compared)
    equal = " and ".join(f"self.{field} == other.{field}" for field in compared) or "True"
    assignments = "\n    ".join(field.assignment() for field in fields)
    shown = ", ".join(f"{field.name}={{self.{field.name}!r}}" for field in fields)
    return f"""
def __init__(self, {", ".join(field.parameter() for field in fields)}) -> None:
    {assignments}
def __eq__(self, other: object) -> bool:
    if not isinstance(other, {name}):
        return NotImplemented
    return {equal}
def __hash__(self) -> int:
    return hash(({own}))
def __repr__(self) -> str:
    return f"{name}({shown})"
def __reduce__(self) -> tuple[object, ...]:
    return {name}, ({"".join(f"self.{field.name}, " for field in fields)})
"""


def compile_package(source: Path, target: Path) -> list[Path]:
    """Compile a copy of the package in `target`; give the libraries, relative to it.

    Raises OSError or SubprocessError.
    """
    shutil.copytree(source / PACKAGE, target / PACKAGE, ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    for name in RECORDS:
        module = target / PACKAGE / f"{name}.py"
        module.write_text(spell_out(module.read_text("utf-8")), "utf-8")
    # In a process of its own: setuptools and mypyc change folders, print, and end the process.
    command = [sys.executable, "-c", _SCRIPT, _LEVEL, *(f"{PACKAGE}/{name}.py" for name in MODULES)]
    subprocess.run(command, cwd=target, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    found = (path.relative_to(target) for path in target.rglob(f"*{suffix}"))
    return sorted(path for path in found if "build" not in path.parts)


# What else is installed must not matter: beside lxml's stubs, mypyc leaves what a function imports unbound.
_OPTIONS = ["--ignore-missing-imports", "--no-site-packages"]
_SCRIPT = f"""
import sys
level, *modules = sys.argv[1:]
from setuptools import setup
from mypyc.build import mypycify
extensions = mypycify(
    [*{_OPTIONS}, *modules], opt_level=level, debug_level="0", group_name="{PACKAGE}"
)
setup(name="{PACKAGE}", packages=[], ext_modules=extensions, script_args=["-q", "build_ext", "--inplace"])
"""

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # the tests look at the rest
    pass
else:

    class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
        """Add the libraries of compiled modules to a wheel."""

        def dependencies(self) -> list[str]:
            """Ask for mypyc only where it will be used."""
            if reason_for_pure(dict(os.environ), sys.argv):
                return []
            return requirements(tomllib.loads(Path(self.root, "pyproject.toml").read_text("utf-8")))

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            """Compile, and say in one line where that was not done."""
            reason = reason_for_pure(dict(os.environ), sys.argv)
            if version == "editable":
                reason = "the installation is editable"
            if reason is None:
                self._folder = tempfile.TemporaryDirectory()
                target = Path(self._folder.name)
                try:
                    libraries = compile_package(Path(self.root, "src"), target)
                except (OSError, subprocess.SubprocessError) as error:
                    reason = f"compiling failed ({type(error).__name__})"
                else:
                    build_data["pure_python"], build_data["infer_tag"] = False, True
                    build_data["force_include"] |= {str(target / path): str(path) for path in libraries}
            self.app.display_info(
                f"{PACKAGE}: pure Python, because {reason}" if reason else f"{PACKAGE}: compiled with mypyc"
            )

        def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
            """Remove the folder that was compiled in."""
            if folder := getattr(self, "_folder", None):
                folder.cleanup()
