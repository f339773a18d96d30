"""Links: their target, where an address only leads through a page of redirection."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from html import escape

import pytest

from body_cases import page, written
from issue_normalizer.options import Options
from issue_normalizer.pipeline import convert
from issue_normalizer.readers.counted import counted_target
from issue_normalizer.readers.wrappers import unwrapped

LAMP = "https://example.org/lamp?a=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://link.zhihu.com/?target=https%3A//example.org/lamp%3Fa%3D1",
        "https://t.umblr.com/redirect?z=https%3A%2F%2Fexample.org%2Flamp%3Fa%3D1&t=x",
        "https://www.google.com/url?q=https://example.org/lamp%3Fa%3D1&sa=D",
        "//link.juejin.cn/?target=https%3A%2F%2Fexample.org%2Flamp%3Fa%3D1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Flamp%3Fa%3D1&h=x",
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Flamp%3Fa%3D1&data=x",
        "https://web.archive.org/web/20240306101112/https://example.org/lamp?a=1",
        "/web/20240306101112im_/https://example.org/lamp?a=1",
        "https://link.zhihu.com/?target=https%3A//link.juejin.cn/%3Ftarget%3Dhttps%253A%252F%252Fexample.org%252Flamp%253Fa%253D1",
    ],
)
def test_a_wrapper_gives_its_target(address: str) -> None:
    assert unwrapped(address) == LAMP


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/?target=https%3A//example.com",
        "https://www.google.com/search?q=https://example.org",
        "https://link.zhihu.com/?target=lamp",
        "https://example.org/lamp?utm_source=weekly&utm_medium=mail",
        "https://web.archive.org/web/2024*/lamp",
    ],
)
def test_other_addresses_stay(address: str) -> None:
    assert unwrapped(address) == address


def test_redirection_is_told_once() -> None:
    link = '<p><a href="https://link.zhihu.com/?target=https%3A//example.org/{0}">{0}</a></p>'
    result = convert(page(link.format("a") + link.format("b")))
    told = [found.message for found in result.diagnostics if found.code == "links-unwrapped"]
    assert told == ["links that led through link.zhihu.com give their target"]
    assert "](https://example.org/b)" in result.markdown


def _in_base64(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "address",
    [
        "https://count.example.com/CL0/https:%2F%2Fexample.org%2Flamp%3Fa=1/1/0100-000/sig=407",
        "https://count.example.com/L0/https%3A%2F%2Fexample.org%2Flamp%3Fa%3D1/1/0100-000",
        f"https://click.example.com/ab/cd/{_in_base64(LAMP)}",
        f"https://link.example.com/click/12.3/{_in_base64(LAMP)}/5a1f",
        f"https://letters.example.com/redirect/2/{_in_base64(json.dumps({'e': LAMP, 'p': 7}))}?r=1",
        f"https://lnk.example.com/l/eyJhbGciOiJIUzI1NiJ9.{_in_base64(json.dumps({'uri': 'click', 'url': LAMP}))}.xY",
        "https://mail.example.com/track/click/30/example.org?p="
        + _in_base64(json.dumps({"s": "x", "p": json.dumps({"u": 3, "url": LAMP})})),
        "https://defence.example.com/v3/__https://example.org/lamp?a=1__;!!Ab!xy$",
        "https://defence.example.com/v3/__https://example.org/lamp*a=1__;Pw!!Ab!xy$",
        "https://defence.example.com/v2/url?u=https-3A__example.org_lamp-3Fa-3D1&d=x",
    ],
)
def test_what_counts_clicks_gives_its_target(address: str) -> None:
    assert counted_target(address) == LAMP
    assert f"[lamp]({LAMP})" in convert(page(f'<p>A <a href="{escape(address)}">lamp</a>.</p>')).markdown


@pytest.mark.parametrize(
    "address",
    [
        "https://pictures.example.com/fetch/w_100/https%3A%2F%2Fexample.org%2Flamp.png",
        "https://example.com/login?next=https%3A%2F%2Fexample.org/lamp/x",
        "https://example.com/oauth?state=" + _in_base64(json.dumps({"to": LAMP})),
        "https://example.com/l/" + _in_base64(json.dumps({"a": LAMP, "b": "https://example.org/oil"})),
        "https://example.com/p/aHR0cXXXXXXXXXX",
        "https://example.com/p/eyJub3RqDDDDDDDD",
        "https://example.com/a%2Fb/c",
    ],
)
def test_other_addresses_count_nothing(address: str) -> None:
    assert not counted_target(address)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[\n\nLamps\n\n](https://example.org/a)\n\nOil.", "[Lamps](https://example.org/a)\n\nOil."),
        ("[\n\n![lamp](/a.png)\n\n](https://example.org/a)", "[![lamp](/a.png)](https://example.org/a)"),
        ("- [\n  \n  Lamps\n  \n  ](https://example.org/a)", None),
        ("A list: [\n\nLamps ]", "A list: [\n\nLamps ]"),
        ("```\n[\na\n](b)\n```", "```\n[\na\n](b)\n```"),
    ],
)
def test_links_around_blocks(markdown: str, expected: str | None) -> None:
    assert expected is None or written(markdown) == expected


@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("hhttps://example.org/a", True),
        ("htp://example.org", True),
        ("javascript:alert(1)", False),
        ("tel:+4912345", False),
        ("https://example.org/a", False),
    ],
)
def test_a_link_that_leads_nowhere_is_told(address: str, is_told: bool) -> None:  # noqa: FBT001
    result = convert(f"# Kites (2021-05-04)\n\nSee [the knots]({address}) now.\n")
    assert ("link-broken" in {found.code for found in result.diagnostics}) == is_told
    assert "the knots" in result.markdown


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("https://example.org/a?utm_source=x&b=1", "https://example.org/a?b=1"),
        ("https://example.org/a?UTM_Source=x", "https://example.org/a"),
        ("https://example.org/a?fbclid=q#part", "https://example.org/a#part"),
        ("https://example.org/a?utm=1&source=x", "https://example.org/a?utm=1&source=x"),
        ("https://example.org/?q=a%20b&x=%C3%A9&gclid=1", "https://example.org/?q=a%20b&x=%C3%A9"),
    ],
)
def test_clean_links(address: str, clean: str) -> None:
    text = f"# Kites (2021-05-04)\n\nSee [the knots]({address}) now.\n"
    assert f"]({address})" in convert(text).markdown
    result = convert(text, options=Options(clean_links=True))
    assert f"]({clean})" in result.markdown
    assert ("links-cleaned" in {found.code for found in result.diagnostics}) == (address != clean)
