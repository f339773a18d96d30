"""The end of an issue."""

from __future__ import annotations

import pytest

from issue_normalizer.interpret.colophon import colophon_start, read_colophon
from issue_normalizer.issue import NO_LICENSE, Colophon, License
from issue_normalizer.profiles import load
from issue_normalizer.readers.markdown import read_markdown
from records import make_colophon

KNOWN, NEUTRAL = load("embedded-ai"), load("neutral")
BY_SA = "http://creativecommons.org/licenses/by-sa/4.0/"


def colophon(markdown: str) -> Colophon:
    return read_colophon(read_markdown(markdown), KNOWN).colophon


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Editor: 甲、乙", make_colophon(editors=("甲", "乙"))),
        ("Wechat ID: News  \nEditor: 甲", make_colophon(editors=("甲",), contact="News")),
        ("- WeChat: News\n- Editor: 甲\n- Editor: 乙", make_colophon(editors=("甲", "乙"), contact="News")),
        ("Project: <https://a.b/c>", make_colophon(project="https://a.b/c")),
        ("Project: 甲", make_colophon(project="甲")),
        # text
        ("一句话。", make_colophon(text="一句话。")),
        ("Editorial: 甲", make_colophon(text="Editorial: 甲")),
        ("Editor: 甲\n\n一句话。", make_colophon(editors=("甲",), text="一句话。")),
        ("> Editor: 甲", make_colophon(text="> Editor: 甲")),
    ],
)
def test_facts(markdown: str, expected: Colophon) -> None:
    assert colophon(markdown) == expected


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (f"本作品采用[知识共享署名-相同方式共享 4.0]({BY_SA})进行许可。", License("CC-BY-SA-4.0", BY_SA)),
        (f'<a rel="license" href="{BY_SA}">许可</a>', License("CC-BY-SA-4.0", BY_SA)),
        (
            "[CC](https://creativecommons.org/publicdomain/zero/1.0/)",
            License("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ),
        (
            "[CC](https://creativecommons.org/licenses/by-nc-nd/2.0/)",
            License("CC-BY-NC-ND-2.0", "https://creativecommons.org/licenses/by-nc-nd/2.0/"),
        ),
        ("本作品采用知识共享署名-相同方式共享 2.0 通用许可协议进行许可。", License("CC-BY-SA-2.0", None)),
        (
            "This work is licensed under a Creative Commons Attribution-NonCommercial 4.0 License.",
            License("CC-BY-NC-4.0", None),
        ),
        # none
        (f"关于[许可]({BY_SA})的一篇文章。", NO_LICENSE),
        ("[许可](https://example.com/licenses/by/4.0/)", NO_LICENSE),
    ],
)
def test_license(markdown: str, expected: License) -> None:
    assert colophon(markdown).license == expected


def test_junk_behind_the_licence_is_dropped_and_told() -> None:
    read = read_colophon(read_markdown(f"[CC]({BY_SA})\n\n10.0.0.7"), KNOWN)
    assert [span.text for span in read.trailing] == ["10.0.0.7"]
    assert read.colophon.text == ""


def test_a_licence_whose_badge_was_cut_off_is_one_and_the_rest_told() -> None:
    read = read_colophon(read_markdown(f'<a rel="license" href="{BY_SA}"><img alt="知识共享许'), KNOWN)
    assert read.colophon.license == License("CC-BY-SA-4.0", BY_SA)
    assert [span.text for span in read.trailing] == ['<img alt="知识共享许']
    assert read_colophon(read_markdown(f"[<CC BY-SA 4.0>]({BY_SA})"), KNOWN).trailing == ()


@pytest.mark.parametrize("markdown", ["10.0.0.7", f"[CC]({BY_SA})\n\n十点零零七", f"[CC]({BY_SA})\n\na b"])
def test_text_is_no_junk(markdown: str) -> None:
    read = read_colophon(read_markdown(markdown), KNOWN)
    assert read.trailing == ()
    assert read.colophon.text


@pytest.mark.parametrize(
    ("markdown", "known", "neutral"),
    [
        ("甲\n\n----\n\n乙\n\nEditor: 丙", 1, 1),
        ("甲\n\nEditor: 丙", 1, None),
        (f"甲\n\n***\n\n[CC]({BY_SA})", 1, 1),
        ("甲\n\n----\n\n乙", None, None),
        ("甲\n\nProject: 乙", None, None),
        ("甲\n\n他说：Editor: 丙", None, None),
        ("甲", None, None),
    ],
)
def test_where_it_starts(markdown: str, known: int | None, neutral: int | None) -> None:
    blocks = read_markdown(markdown)
    assert (colophon_start(blocks, KNOWN), colophon_start(blocks, NEUTRAL)) == (known, neutral)
