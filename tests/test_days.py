"""Dates as pages write them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

import issue_normalizer
from issue_normalizer.data import read_data
from issue_normalizer.days import find_day
from issue_normalizer.month_names import folded, languages_of
from issue_normalizer.pipeline import convert

DAY = "2024-03-05"
MONTHS = "january february march april may june july august september october november december".split()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2024-03-05T23:30:00-08:00", ""),
        ("20240305", ""),
        ("2024/3/5 08:00", ""),
        ("Tue, 05 Mar 2024 23:30:00 -0800", ""),
        ("March 5th, 2024", ""),
        ("Posted on 5 March 2024 by Ann", "en"),
        ("3 min read Mar 5, 2024", "en"),
        ("2024年3月5日 火曜日", "ja"),
        ("2024. 3. 5. 오전", "ko"),
        ("发布于 2024-03-05 08:12", "zh-CN"),
        ("Veröffentlicht am 5. März 2024", "de"),
        ("Publié le 5 mars 2024 à 10h00", "fr-FR"),
        ("martes, 5 de marzo de 2024", "es"),
        ("Опубликовано 5 марта 2024", "ru"),
        ("5/3/2024", "en-GB"),
        ("3/5/2024", "en-US"),
        ("05.03.2024", "de"),
        ("5. März 2024", "en"),
        ("5 mars 2024", "en-GB"),
        ("5 березня 2024", ""),
        ("Tue, 03/05/2024 - 10:00", "en"),
        ("05/03/2024, Tuesday", ""),
        ("05.03.24", "de"),
        ("Di, 05.03.24 10:15", "de"),
        ("3/5/24 11:04am", "en-US"),
        ("Tue Mar 05 08:15:00 CET 2024", ""),
        ("۵ مارس ۲۰۲۴", "fa"),
        ("5 มีนาคม 2567", "th"),
        ("令和6年3月5日", "ja"),
        ("２０２４年３月５日", "ja"),
        ("5. 3. 2024 8:00", "cs"),
        ("Thứ ba, 5 tháng 3, 2024", "vi"),
        ("5 tháng 3 năm 2024", "vi"),
    ],
)
def test_is_read(text: str, language: str) -> None:
    assert find_day(text, language) == DAY


@pytest.mark.parametrize(("text", "language"), [("5 มีนาคม 2567", "en"), ("令和6年", "ja")])
def test_is_no_day(text: str, language: str) -> None:
    assert find_day(text, language) is None


def test_names_of_months_are_those_of_the_library() -> None:
    for language, names in read_data(str(Path(issue_normalizer.__path__[0], "months"))).items():
        data = import_module(f"dateparser.data.date_translation_data.{language}").info
        library = folded(" ".join(name for month in MONTHS for name in data[month]))
        assert [name for name in names.split() if name not in library] == []
        assert language in languages_of(f"5 {names.split()[0]} 2024")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("March 2024", "en"),
        ("2024", ""),
        ("05/03/2024", ""),
        ("Wed, 05/03/2024", "en"),
        ("2024-13-05", ""),
        ("5. März 2024", ""),
        ("Version 2024 of the harbour", "en"),
        ("12 boats", "en"),
        ("5. Auflage 2024", ""),
        ("10.2.13.1", ""),
        ("version 10.2.13 of the harbour is out", "en"),
        ("2024-02-30", ""),
    ],
)
def test_is_no_sure_day(text: str, language: str) -> None:
    assert find_day(text, language) in (None, DAY if "März" in text else None)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            (
                '<meta name="article:published_time" content="2024-03-05T08:00Z">'
                '<meta property="article:modified_time" content="2025-01-01">'
            ),
            "",
        ),
        ('<meta name="DC.date.issued" content="2024-03-05">', ""),
        (
            (
                '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2025-01-01",'
                ' "datePublished": "2024-03-05"}</script>'
            ),
            "",
        ),
        (
            (
                '<script type="application/ld+json">{"@type": broken</script>'
                '<meta name="date" content="2024-03-05">'
            ),
            "",
        ),
        ("", '<p class="updated">Updated 1 January 2025</p><p class="post-date">5 March 2024</p>'),
        ("", "<div><span>Mis à jour le 1 janvier 2025, publié le 5 mars 2024</span></div>"),
        ("", "<div><span>Uppdaterad 2025-01-01, publicerad 2024-03-05</span></div>"),
        ("", "<header><h2>Rope and hemp</h2><b>ann</b> · 2024-03-05 08:00</header>"),
        (
            "",
            (
                '<time class="updated" datetime="2025-01-01">x</time>'
                '<time class="published" datetime="2024-03-05">x</time>'
            ),
        ),
        (
            "",
            (
                '<div class="related"><time datetime="2025-01-01">x</time></div>'
                '<time datetime="2024-03-05">x</time>'
            ),
        ),
        ('<script>var a = {"publish_time": "2024-03-05 08:00"};</script>', ""),
        ('<link rel="canonical" href="https://example.org/2024/03/05/rope/">', ""),
        (
            '<meta property="article:published_time" content="2024-03-04T23:00:00Z">',
            '<time itemprop="datePublished" datetime="2024-03-05T07:00:00+08:00">x</time>',
        ),
    ],
)
def test_a_page_tells_its_day(head: str, body: str) -> None:
    text = "<p>All about rope, for those who have boats.</p>"
    page = (
        f"<html lang='en'><head><title>Rope</title>{head}</head><body><h1>Rope</h1>{body}{text}</body></html>"
    )
    assert convert(page).issue.date == DAY


@pytest.mark.parametrize("name", ["2024-03-05-rope.md", "scrapes/letter_20240305.html", "a 2024.03.05.txt"])
def test_a_name_tells_a_day_that_the_document_lacks(name: str) -> None:
    result = convert("# Rope\n\nText.\n", name=name)
    assert result.issue.date == DAY
    assert "date-guessed" in [found.code for found in result.diagnostics]
    assert convert(result.markdown, name="2020-01-01.md").markdown == result.markdown


@pytest.mark.parametrize(
    "name", ["rope.md", "2024-03.md", "1202403051.md", "2024-02-31.md", "2024-03-05/rope.md"]
)
def test_a_name_without_a_day_tells_none(name: str) -> None:
    assert convert("# Rope\n\nText.\n", name=name).issue.date is None


def test_a_date_of_the_document_is_not_overruled() -> None:
    assert convert("---\ndate: 2024-03-05\n---\n# Rope\n", name="2020-01-01.md").issue.date == DAY


@pytest.mark.parametrize(
    "key", ["date", "pubDate", "publishedAt", "publishDate", "created", "published_at", "datePublished"]
)
def test_front_matter_of_all_generators(key: str) -> None:
    for text in (
        f"---\ntitle: Rope\n{key}: 2024-03-05\n---\n## News\n\nText.\n",
        f'+++\ntitle = "Rope"\n{key} = 2024-03-05\n+++\n## News\n\nText.\n',
        f'{{\n  "title": "Rope",\n  "{key}": "2024-03-05"\n}}\n\n## News\n\nText.\n',
    ):
        issue = convert(text).issue
        assert (issue.title, issue.date, [part.title for part in issue.sections]) == ("Rope", DAY, ["News"])
