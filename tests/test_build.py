"""What `hatch_build.py` does to the package while a wheel is built."""

from __future__ import annotations

import dataclasses
import importlib.util
import pickle
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from cases import ROOT

SOURCE = ROOT / "src" / "issue_normalizer"


def load(name: str, path: Path, source: str) -> ModuleType:
    """Run a source text as a module that classes can be found in."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    exec(compile(source, path, "exec"), module.__dict__)  # noqa: S102
    return module


BUILD = load("hatch_build", ROOT / "hatch_build.py", (ROOT / "hatch_build.py").read_text("utf-8"))


@pytest.fixture(name="spelled", params=["tree", "issue"])
def _spelled(request: pytest.FixtureRequest) -> tuple[ModuleType, ModuleType]:
    """Give a module of records as its source says, and spelled out."""
    path = SOURCE / f"{request.param}.py"
    text = path.read_text("utf-8")
    return load(f"plain_{request.param}", path, text), load(
        f"spelled_{request.param}", path, BUILD.spell_out(text)
    )


def records(module: ModuleType) -> list[type]:
    return [one for one in vars(module).values() if isinstance(one, type) and dataclasses.is_dataclass(one)]


def example(record: type, value: str) -> object:
    """Make a record with values that tell where they are; fields that nothing compares are alike."""
    fields = dataclasses.fields(record)
    return record(*(f"{value} {field.name}" if field.compare else 7 for field in fields))


class TestSpellOut:
    def test_all_records_are_there(self, spelled: tuple[ModuleType, ModuleType]) -> None:
        plain, out = spelled
        assert [record.__name__ for record in records(out)] == [record.__name__ for record in records(plain)]
        assert len(records(out)) > 5

    def test_a_record_is_as_it_was(self, spelled: tuple[ModuleType, ModuleType]) -> None:
        for before, after in zip(*map(records, spelled), strict=True):
            old, new = example(before, "a"), example(after, "a")
            assert repr(new) == repr(old)
            assert hash(new) == hash(old)
            assert after.__match_args__ == before.__match_args__
            assert dataclasses.asdict(new) == dataclasses.asdict(old)
            assert dataclasses.replace(new) == new
            assert pickle.loads(pickle.dumps(new)) == new  # noqa: S301

    def test_equal_is_what_was_equal(self, spelled: tuple[ModuleType, ModuleType]) -> None:
        for record in records(spelled[1]):
            names = [field.name for field in dataclasses.fields(record)]
            one = example(record, "a")
            assert one != "a"
            assert one == example(record, "a")
            for name in names:
                other = dataclasses.replace(one, **{name: 8})
                compared = next(field for field in dataclasses.fields(record) if field.name == name).compare
                assert (other != one) == compared, (record, name)

    def test_defaults_are_what_they_were(self, spelled: tuple[ModuleType, ModuleType]) -> None:
        for before, after in zip(*map(records, spelled), strict=True):
            needed = [
                field.name
                for field in dataclasses.fields(before)
                if field.default is field.default_factory is dataclasses.MISSING
            ]
            assert repr(after(*needed)) == repr(before(*needed))


class TestReason:
    def test_nothing_speaks_against_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(BUILD.shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(BUILD.Path, "is_file", lambda _: True)
        assert BUILD.reason_for_pure({"ISSUE_NORMALIZER_PURE": "0"}, ["x.py", "build_wheel"]) is None

    @pytest.mark.parametrize(
        ("environment", "arguments", "reason"),
        [
            ({"ISSUE_NORMALIZER_PURE": "1"}, [], "ISSUE_NORMALIZER_PURE is set"),
            ({}, ["x.py", "get_requires_for_build_editable"], "the installation is editable"),
            ({"CC": "no-such-compiler -O"}, ["x.py", "build_wheel"], "no C compiler 'no-such-compiler'"),
        ],
    )
    def test_what_speaks_against_it(
        self, environment: dict[str, str], arguments: list[str], reason: str
    ) -> None:
        assert reason in BUILD.reason_for_pure(environment, arguments)


def test_the_compiler_is_the_checker_of_the_lint_group() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    pinned, *others = BUILD.requirements(project)
    assert pinned in project["dependency-groups"]["lint"]
    assert pinned.startswith("mypy==")
    assert others == ["setuptools"]


def test_the_modules_are_there() -> None:
    assert all((SOURCE / f"{name}.py").is_file() for name in BUILD.MODULES)
    assert set(BUILD.RECORDS) <= set(BUILD.MODULES)
