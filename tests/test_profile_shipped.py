"""The profiles that ship, and those kept as examples: right, and each for its own newsletter alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from cases import FIXTURES, converted, inputs, name_of
from issue_normalizer.profiles import NEUTRAL
from issue_normalizer.profiles.file import read_profile
from issue_normalizer.profiles.find import SHIPPED, shipped
from issue_normalizer.profiles.make import FOLDER

EXAMPLES = Path(__file__).parent / "profiles"
OWN = FIXTURES / "newsletters"


@pytest.mark.parametrize(
    "path", sorted([*Path(FOLDER).glob("*.toml"), *EXAMPLES.glob("*.toml")]), ids=lambda p: p.stem
)
def test_right(path: Path) -> None:
    read_profile(str(path))


@pytest.mark.parametrize("name", shipped())
def test_known_by_the_head_of_its_file(name: str) -> None:
    profile = read_profile(f"{FOLDER}/{name}.toml")
    assert profile.name == name
    for series in profile.series:
        assert SHIPPED.choose([f"{series} 12"], None).profile.name == name
    for address in profile.addresses:
        assert SHIPPED.choose([], f"https://{address}/12").profile.name == name


def test_each_reads_its_own_fixture() -> None:
    with_patterns = {name for name in shipped() if name != "embedded-ai"}
    assert {converted(path).profile.name for path in OWN.iterdir()} == with_patterns
    assert {path.stem for path in OWN.iterdir()} == with_patterns


def test_none_reads_the_fixture_of_another() -> None:
    others = [path for path in inputs() if OWN not in path.parents]
    found = {name_of(path): converted(path).profile.name for path in others}
    assert {name: one for name, one in found.items() if one not in (NEUTRAL, "embedded-ai")} == {}


@pytest.mark.parametrize(
    "title",
    ["This Week in Kites", "Weekly 12", "每周分享第 3 期", "Front-end Digest 5", "Week Ending March 3, 2031"],
)
def test_titles_that_any_newsletter_may_have(title: str) -> None:
    assert SHIPPED.choose([title], None).profile.name == NEUTRAL
