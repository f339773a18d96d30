"""The page of a check: what stands in it. What it does is tested in a browser, in test_check_browser.py."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from lxml import html
from msgspec.structs import replace

from check_cases import COMPARISONS, HOSTILE, NEW, NEWS, OLD, SCRIPT, compared, write_page
from issue_normalizer.check.baseline import IssueMatch
from issue_normalizer.check.compare import compare
from issue_normalizer.check.model import Origin
from issue_normalizer.check.page.texts import is_web
from issue_normalizer.check.run import compare_scrapes
from issue_normalizer.check.scrapes import Scrape
from issue_normalizer.issue import NO_COLOPHON, Field, Issue, ItemLink
from records import make_section

CHANGES = [change for one in COMPARISONS for change in one.changes]
PAGE = write_page(COMPARISONS)


def tree(page: str = PAGE) -> Any:
    return html.document_fromstring(page)


def texts(element: Any, path: str) -> list[str]:
    return ["".join(one.itertext()) for one in element.xpath(path)]


def has(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def test_the_issues_of_this_test_hold_what_they_should() -> None:
    told = {change.kind for change in compare(OLD, NEW)}
    assert {
        "item-lost",
        "item-added",
        "item-moved",
        "section-lost",
        "title-changed",
        "address-changed",
        "lead",
        "archive",
    } <= told
    assert [len(one.changes) > 0 for one in COMPARISONS] == [True, True, True, False, True, True]


def test_every_change_stands_in_the_page_once_losses_first() -> None:
    found = []
    for issue, one in zip(
        tree().xpath("//details[@class='issue']"), [one for one in COMPARISONS if one.changes], strict=True
    ):
        entries = issue.xpath(".//ol[@class='changes']/li")
        found += [(entry.get("data-kind"), entry.get("data-weight")) for entry in entries]
        weights = [entry.get("data-weight") for entry in entries]
        assert weights == sorted(weights, key=("loss", "change", "gain", "form").index)
        assert len(entries) == len(one.changes)
    assert sorted(found) == sorted((change.kind, change.weight) for change in CHANGES)


def test_every_change_leads_to_a_place_of_its_issue() -> None:
    document = tree()
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
    for issue in document.xpath("//details[@class='issue']"):
        within = {issue.get("id"), *issue.xpath(".//@id")}
        assert {link.get("href").removeprefix("#") for link in issue.xpath(".//a[@class='entry']")} <= within


def test_lost_items_stand_on_the_left_and_new_ones_on_the_right() -> None:
    issue = tree().xpath("//details[@id='i0']")[0]
    lost = issue.xpath(f".//div[{has('row')} and {has('lost')}]")
    assert any("豆芽网" in text for row in lost for text in texts(row, "./div[@class='cell old']"))
    assert all(row.xpath("./div[@class='cell new empty']") for row in lost)
    added = issue.xpath(f".//div[{has('row')} and {has('added')}]")
    assert [("玉米接口" in "".join(texts(row, "./div[@class='cell new']"))) for row in added] == [True]
    assert all(row.xpath("./div[@class='cell old empty']") for row in added)


def test_changed_words_are_marked_on_both_sides() -> None:
    row = tree().xpath("//div[@id='i0-new-lead']")[0]
    assert texts(row, ".//del") == ["八"]
    assert texts(row, ".//ins") == ["七"]
    assert texts(row, "./div[@class='cell old']/p") == ["lead本期八条。"]


def test_a_moved_item_is_told_in_both_places() -> None:
    issue = tree().xpath("//details[@id='i0']")[0]
    assert "stood in “论文”" in "".join(texts(issue, f".//div[{has('row')} and {has('moved')}]"))
    assert "now in “新闻”" in "".join(texts(issue, f".//div[{has('row')} and {has('away')}]"))


def test_unchanged_items_are_folded_and_unchanged_issues_are_rows() -> None:
    document = tree()
    assert "2 items unchanged" in texts(document, "//details[@id='i0']//details[@class='folded']/summary")
    rows = texts(document, "//details[@class='unchanged']//li")
    assert [OLD.title in row and "same.md" in row for row in rows] == [True]
    assert not document.xpath("//details[@class='unchanged']//div")


def test_items_that_changed_order_tell_their_places() -> None:
    swapped = replace(
        OLD, sections=(make_section("新闻", items=(NEWS[1], NEWS[0], *NEWS[2:])), *OLD.sections[1:])
    )
    notes = texts(tree(write_page([compared(OLD, swapped, "order.md")])), "//p[@class='note']")
    assert notes == ["movedwas no. 2 here, is no. 1", "movedwas no. 1 here, is no. 2"]


def test_the_bar_counts_what_became_of_the_items() -> None:
    bars = texts(tree(), "//span[@class='bar-text']")
    assert bars[0] == "Items: 4 kept, 3 changed, 2 lost, 1 added"
    assert bars[2] == "Items: 9 kept"
    assert bars[3:] == ["Items: 9 lost", "Items: 8 added", "Items: 9 kept"]


def test_the_summary_counts() -> None:
    document = tree()
    figures = dict(zip(texts(document, "//dt"), texts(document, "//dd"), strict=True))
    losses = sum(change.weight == "loss" for change in CHANGES)
    assert figures["issues checked"] == "6"
    assert figures["unchanged"] == "1"
    assert figures["losses"] == str(losses)


def test_the_verdict_and_the_baseline_stand_on_top() -> None:
    assert texts(tree(), "//header/p")[0].startswith("Failed 6 issues checked against issues: ")
    passed = tree(write_page([compared(OLD, replace(OLD, lead="本期九条。"), "lead.md")]))
    assert texts(passed, "//header/p[contains(@class, 'passed')]/strong") == ["Passed"]


def test_what_differs_comes_first_and_what_is_missing_closed() -> None:
    cases = (
        compared(OLD, None, "1.md"),
        compared(OLD, replace(OLD, lead="本期八条."), "2.md"),
        compared(None, NEW, "3.md"),
        compared(OLD, NEW, "4.md"),
    )
    document = tree(write_page(cases))
    assert document.xpath("//details[@class='issue']/@id") == ["i3", "i1", "i0", "i2"]
    assert document.xpath("//details[@class='issue'][@open]/@id") == ["i3"]
    assert texts(document, "//main/h2") == [
        "Issues that changed",
        "Issues without a new scrape",
        "Issues that the baseline has not",
    ]


def test_a_change_has_an_address_that_holds_in_another_check() -> None:
    alone = tree(write_page([COMPARISONS[4], COMPARISONS[0]]))
    links = tree().xpath("//details[@id='i0']//a[@class='permalink']/@href")
    assert links == alone.xpath("//details[@id='i1']//a[@class='permalink']/@href")
    assert len(links) == len(set(links)) == len(COMPARISONS[0].changes)
    assert [f"#{one}" for one in tree().xpath("//details[@id='i0']//ol/li/@id")] == links


def test_titles_are_whole() -> None:
    long = "很长的题目" * 30
    old = replace(OLD, sections=(make_section("新闻", items=(replace(NEWS[0], title=long), *NEWS[1:])),))
    document = tree(
        write_page([compared(old, replace(old, sections=(make_section("新闻", items=NEWS[1:]),)), "t.md")])
    )
    assert texts(document, "//span[@class='place']") == [f"新闻 › {long}"]


def test_scraped_text_is_text() -> None:
    document = tree()
    assert len(document.xpath("//script")) == 1
    assert not document.xpath("//img | //iframe | //object | //form | //link | //base")
    assert not [
        name for one in document.iter() for name in one.attrib if name.startswith("on") or name == "style"
    ]
    assert SCRIPT in "".join(document.xpath("//details[@id='i1']//text()"))
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", PAGE) is None


def test_only_addresses_of_the_web_are_links() -> None:
    links = [link for link in tree().xpath("//a") if not link.get("href").startswith("#")]
    assert links
    for link in links:
        assert re.match(r"https?://[^\s'\"]+$", link.get("href"))
        assert link.get("rel") == "noopener noreferrer nofollow"
    assert "javascript:window.harm=3" in PAGE


def test_an_unchanged_item_links_to_the_web_alone() -> None:
    document = tree(write_page([compared(HOSTILE, replace(HOSTILE, lead="另说。"), "same.md")]))
    (folded,) = document.xpath("//details[@class='folded']")
    assert texts(folded, ".//span[@class='address']")[0] == "javascript:window.harm=3"
    assert all(url.startswith("https://example.org/") for url in folded.xpath(".//a/@href"))


def test_nothing_is_loaded() -> None:
    assert not tree().xpath(
        "//@src | //@srcset | //@action | //@background | //@poster | //*[name() != 'a']/@href"
    )
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_the_policy_allows_the_own_script_and_style_alone() -> None:
    document = tree()
    policy = dict(
        part.split(" ", 1) for part in document.xpath("//meta[@http-equiv]/@content")[0].split("; ")
    )
    assert (
        policy["default-src"] == policy["img-src"] == policy["base-uri"] == policy["form-action"] == "'none'"
    )
    for name in ("script", "style"):
        (inside,) = re.findall(f"<{name}>(.*?)</{name}>", PAGE, re.DOTALL)
        assert policy[f"{name}-src"] == f"'sha256-{b64encode(sha256(inside.encode()).digest()).decode()}'"


def test_the_page_is_well_formed() -> None:
    """Elements close what they open: HTML 5 forgives, and so hides defects."""
    body = re.sub(r"<(script|style)>.*?</\1>", "", PAGE.partition("\n")[2], flags=re.DOTALL)
    opened: list[str] = []
    for close, name, rest in re.findall(r"<(/?)([a-z0-9]+)((?:\s[^<>]*)?)>", body):
        if close:
            assert opened.pop() == name
        elif name not in {"meta", "input"}:
            opened.append(name)
        assert "<" not in rest
    assert opened == []
    assert body.count("<") == len(re.findall(r"</?[a-z0-9]+(?:\s[^<>]*)?>", body))


def test_the_same_check_gives_the_same_page() -> None:
    assert write_page(COMPARISONS) == PAGE
    assert PAGE.encode("utf-8").decode("utf-8") == PAGE


def test_a_check_that_found_nothing_says_so() -> None:
    document = tree(write_page([compared(OLD, OLD, "same.md")]))
    assert texts(document, "//p[@class='nothing']") == ["Nothing changed."]
    assert not document.xpath("//section[@class='filters']")


@pytest.mark.parametrize("old", [OLD, None])
def test_a_scrape_that_was_refused_shows_why(old: Issue | None) -> None:
    known = Scrape(Origin("old.md", None), "old.md", old) if old else None
    refused = Scrape(Origin("new.bin", None), "new.bin", None, reason=f"no document: {SCRIPT}")
    document = tree(write_page([compare_scrapes(IssueMatch(known, refused))]))
    assert texts(document, "//span[@class='message']") == [f"no document: {SCRIPT}"]
    assert len(document.xpath("//div[@class='outline']//li")) == (9 if old else 0)


def test_what_is_gone_of_the_colophon_leads_to_the_end() -> None:
    document = tree(write_page([compared(OLD, replace(OLD, colophon=NO_COLOPHON), "end.md")]))
    assert document.xpath("//a[@class='entry']/@href") == ["#i0-new-colophon"]
    assert texts(document, "//*[@id='i0-new-colophon']//del") == ["小田"]


def test_a_section_with_another_heading_shows_both() -> None:
    renamed = replace(OLD, sections=(replace(OLD.sections[0], title="要闻"), *OLD.sections[1:]))
    document = tree(write_page([compared(OLD, renamed, "heading.md")]))
    assert texts(document, "//*[@id='i0-new-sections-0']/h5/span") == ["新闻", "要闻"]


def test_a_fact_that_is_a_link_stands_there_once() -> None:
    url = "https://example.org/code"
    item = replace(NEWS[0], fields=(Field("代码", f"<{url}>"),), links=(ItemLink("代码", url),))
    old = replace(OLD, sections=(make_section("新闻", items=(item,)),))
    new = replace(OLD, sections=(make_section("新闻", items=(replace(item, title="豆芽网的旧消息"),)),))
    document = tree(write_page([compared(old, new, "fact.md")]))
    assert len(document.xpath(f"//a[@href='{url}']")) == 2  # one a side


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a?b=c&d='e'", True),
        ("HTTP://example.org", True),
        ("https://user@example.org:8080/", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://example.org", False),
        ("https://example.org/\u202e", False),
        ("https:example.org", False),
        ("https://[broken", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("//example.org", False),
        ("page.html", False),
        ("", False),
    ],
)
def test_what_is_an_address_of_the_web(url: str, *, is_link: bool) -> None:
    assert is_web(url) is is_link


@pytest.mark.parametrize(
    ("text", "expected"), [("菜园周报", "zh"), ("菜園だより", "ja"), ("Garden News", "")]
)
def test_the_language_is_told_for_fonts(text: str, expected: str) -> None:
    document = tree(write_page([compared(None, replace(NEW, title=text, sections=()), "language.md")]))
    assert document.xpath("//span[@class='title']/@lang") == [expected]


def test_a_page_that_is_full_keeps_its_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("issue_normalizer.check.page._LARGEST", 1)
    document = tree(write_page(COMPARISONS))
    assert len(document.xpath("//ol[@class='changes']/li")) == len(CHANGES)
    assert [
        len(one.xpath(".//div[@class='sides']")) for one in document.xpath("//details[@class='issue']")
    ] == [1, 0, 0, 0, 0]


def test_long_texts_are_cut_around_what_changed() -> None:
    long = "甲" * 5000
    old = replace(OLD, lead=f"{long}旧{long}")
    page = write_page([compared(old, replace(old, lead=f"{long}新{long}"), "long.md")])
    cells = texts(tree(page), "//div[@id='i0-new-lead']/div")
    assert all(len(cell) < 1000 for cell in cells)
    assert "旧" in cells[0]
    assert "新" in cells[1]


def test_signs_that_nobody_sees_are_spelled_out_where_they_changed() -> None:
    page = write_page([compared(OLD, replace(OLD, tagline="甲\u200b乙"), "unseen.md")])
    assert texts(tree(page), "//div[@id='i0-new-tagline']//ins") == ["甲\\u200b乙"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_contrast(scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    colours = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", PAGE, re.DOTALL)
    ]
    assert len(colours) == 2
    known = colours[scheme == "dark"]
    pairs = [(text, ground) for text in ("text", "soft", "accent") for ground in ("page", "card", "sunk")]
    pairs += [(weight, f"{weight}-bg") for weight in ("loss", "change", "gain", "form")]
    pairs += [("text", "loss-mark"), ("text", "gain-mark"), ("text", "current"), ("soft", "current")]
    pairs += [(weight, "card") for weight in ("loss", "change", "gain", "form")]
    assert {pair: ratio for pair in pairs if (ratio := contrast(*(known[name] for name in pair))) < 4.5} == {}


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
