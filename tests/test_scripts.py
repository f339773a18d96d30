"""What is special to scripts: line ends, readings, joiners."""

from __future__ import annotations

import pytest

from body_cases import shown, written


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("三盏灯，\n工人修好了。", "三盏灯，工人修好了。"),
        ("今日は\n晴れ。", "今日は晴れ。"),
        ("등불 세 개가\n켜졌다.", "등불 세 개가 켜졌다."),
        ("등불。\n三盏", "등불。三盏"),
        ("灯\nlamp\n灯", "灯 lamp 灯"),
        ("two\nlamps", "two lamps"),
    ],
)
def test_line_ends(lines: str, expected: str) -> None:
    assert written(lines) == expected
    assert shown(f"<p>{lines}</p>") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ruby>灯<rp>(</rp><rt>ひ</rt><rp>)</rp></ruby>が", "灯（ひ）が"),
        ("<ruby><rb>灯</rb><rt>ひ</rt></ruby>が", "灯（ひ）が"),
        ("<ruby>灯<rt>とう</rt>台<rt>だい</rt></ruby>が", "灯（とう）台（だい）が"),
        ("<ruby>\n<rb>灯</rb>\n<rt>ひ</rt>\n</ruby>が", "灯（ひ）が"),
        ("<ruby>灯<rt></rt></ruby>が", "灯が"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
    ],
)
def test_readings_and_joiners(html: str, expected: str) -> None:
    assert shown(f"<p>{html}</p>") == expected
