"""The page of a check in a real browser: it shows, filters and moves, and nothing in it does harm.

The browser is Debian's Chromium (`chromium` on the path), driven by Playwright (the dependency group
`browser`). Where one is missing the tests are skipped, unless NORMALIZE_BROWSER is `require`.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from check_cases import COMPARISONS, write_page

SWITCHES = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync""".split()
ENTRY = "details.issue .changes > li"
Open = Callable[..., "Visit"]


class Visit:
    """A page that is open, and what it did beside showing itself."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address
        self.told: list[str] = []
        self.requests: list[str] = []
        self.loaded: list[str] = []
        self.dialogs: list[str] = []
        page.on("console", lambda message: self.told.append(message.text))
        page.on("pageerror", lambda error: self.told.append(str(error)))
        page.context.on("request", lambda request: self.requests.append(request.url))
        page.context.on("requestfinished", lambda request: self.loaded.append(request.url))
        page.on("dialog", self._dismiss)
        page.goto(address)

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def texts(self, selector: str) -> list[str]:
        """Give the texts of what is visible."""
        found = self.page.query_selector_all(selector)
        return [one.inner_text() for one in found if one.is_visible()]

    def focus(self) -> str:
        """Name what has the focus."""
        return self.page.evaluate(
            "(one => one.closest('summary')?.parentElement.id || one.hash || one.name || one.tagName)"
            "(document.activeElement)"
        )

    def is_open(self, issue: str) -> bool:
        return self.page.evaluate("id => document.getElementById(id).open", issue)

    def settle(self) -> None:
        """Wait until the page has done what was begun: a picture is drawn, and what waited is run."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")

    def open_all(self) -> None:
        self.page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Start the browser, with a new profile."""
    path = shutil.which("chromium")
    missing = [
        name
        for name, is_there in (("chromium", path), ("playwright", find_spec("playwright")))
        if not is_there
    ]
    if missing:
        reason = f"no {' and no '.join(missing)}: install Debian's chromium and `pip install --group browser`"
        if os.environ.get("NORMALIZE_BROWSER") == "require":
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the page as a file, as a user opens it."""
    path = tmp_path_factory.mktemp("page") / "check.html"
    path.write_text(write_page(COMPARISONS), "utf-8")
    return path.as_uri()


@pytest.fixture
def visit(chromium: Any, address: str) -> Iterator[Open]:
    """Open the page in a window that knows nothing of the others."""
    contexts = []

    def start(width: int = 1280, **options: Any) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        return Visit(context.new_page(), address)

    yield start
    for context in contexts:
        context.close()


def test_the_page_shows_itself_and_loads_nothing(visit: Open) -> None:
    seen = visit()
    assert seen.texts("h1") == ["Check of new scrapes"]
    assert len(seen.texts("details.issue > summary")) == 5
    assert seen.texts("#i0 #i0-new-lead del") == ["八"]
    seen.open_all()
    assert seen.told == []
    assert seen.requests == [seen.address]


def test_hostile_text_does_nothing(visit: Open) -> None:
    seen = visit()
    seen.open_all()
    shown = "".join(seen.texts("#i1"))
    assert "<script>window.harm = 1</script>" in shown
    assert "javascript:window.harm=3" in shown
    addresses = seen.page.query_selector_all("#i1 .address:not(a, :has(a))")
    assert len(addresses) >= 3
    for one in addresses:
        one.click()
        one.dispatch_event("mouseover")
    seen.settle()
    assert seen.page.evaluate("window.harm") is None
    assert seen.page.url == seen.address
    assert len(seen.page.context.pages) == 1
    assert (seen.dialogs, seen.told, seen.requests) == ([], [], [seen.address])


@pytest.mark.parametrize(
    "harm",
    [
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.harm = 1'}))",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.harm = 2\">')",
        "document.body.insertAdjacentHTML('beforeend', '<p id=styled style=\"color: red\">')",
        "location.href = 'javascript:window.harm = 3'",
        "fetch('https://example.org/').catch(() => 0)",
    ],
)
def test_the_policy_stops_what_would_get_in(visit: Open, harm: str) -> None:
    """Were something not escaped, the browser would still refuse it, and say so."""
    seen = visit()
    with seen.page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        seen.page.evaluate(f"() => {{ {harm} }}")
    seen.settle()
    assert seen.page.evaluate("window.harm") is None
    assert seen.page.evaluate("document.getElementById('styled')?.style.color || ''") == ""
    assert seen.loaded == [seen.address]


def test_without_escapes_and_policy_harm_would_be_seen(visit: Open, tmp_path: Path) -> None:
    """The record of requests, dialogs and messages can tell."""
    seen = visit()
    (tmp_path / "other.css").touch()
    path = tmp_path / "open.html"
    path.write_text(
        "<link rel=stylesheet href=other.css><img src=x onerror='window.harm = 2; alert(1); missing()'>",
        "utf-8",
    )
    with seen.page.expect_event("pageerror"):  # after the request that fails and the dialog
        seen.page.goto(path.as_uri())
    assert seen.page.evaluate("window.harm") == 2
    assert seen.dialogs == ["1"]
    assert "missing is not defined" in seen.told
    assert {Path(one).name for one in seen.requests} == {"check.html", "open.html", "other.css", "x"}
    assert {Path(one).name for one in seen.loaded} == {"check.html", "open.html", "other.css"}


def test_filters_show_what_was_chosen(visit: Open) -> None:
    seen = visit()
    seen.open_all()
    total = len(seen.texts(ENTRY))
    assert total == sum(len(one.changes) for one in COMPARISONS)
    seen.page.check("input[value=loss]")
    losses = [change for one in COMPARISONS for change in one.changes if change.weight == "loss"]
    assert len(seen.texts(ENTRY)) == len(losses)
    assert all("− loss" in text for text in seen.texts(ENTRY))
    seen.page.check("input[value=item-lost]")
    lost = [change for change in losses if change.kind == "item-lost"]
    assert len(seen.texts(ENTRY)) == len(lost)
    issues = sum(any(change in lost for change in one.changes) for one in COMPARISONS)
    assert seen.texts(".shown") == [f"{len(lost)} of {total} changes, in {issues} of 5 issues"]
    assert seen.texts("#i4") == []
    rows = seen.texts("#i0 .row")
    assert len(rows) == 1
    assert "豆芽网" in rows[0]
    seen.page.click("text=Show all")
    assert len(seen.texts(ENTRY)) == total
    assert seen.texts("#i4") != []
    assert seen.texts("input:checked") == []


def test_filtering_keeps_all_items_of_a_section_that_is_lost(visit: Open) -> None:
    seen = visit()
    seen.page.check("input[value=section-lost]")
    assert ["茄子" in row for row in seen.texts("#i0 .row")] == [True]
    assert len(seen.texts("#i0 .group")) == 1


def test_keys_move_between_issues_and_changes(visit: Open) -> None:
    seen = visit()
    press = seen.page.keyboard.press
    press("ArrowDown")
    assert seen.focus() == "i0"
    first, second = (one.get_attribute("href") for one in seen.page.query_selector_all("#i0 a.entry")[:2])
    press("ArrowDown")
    assert seen.focus() == first
    assert seen.page.query_selector(f"{first}.is-current")
    press("j")
    assert seen.focus() == second
    press("k")
    press("ArrowUp")
    press("ArrowUp")
    assert seen.focus() == "i0"
    press("Enter")
    assert not seen.is_open("i0")
    press("j")
    assert seen.focus() == "i1"
    press("Enter")
    assert seen.is_open("i1")
    press("ArrowDown")
    assert seen.focus().startswith("#i1-")
    assert seen.told == []


def test_enter_on_a_change_leads_to_its_place(visit: Open) -> None:
    seen = visit(width=360)
    entry = seen.page.query_selector("#i0 a.entry")
    target = entry.get_attribute("href")
    entry.focus()
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("decodeURI(location.hash)") == target
    assert seen.page.evaluate(
        "id => { const { top } = document.querySelector(id).getBoundingClientRect();"
        "return top >= 0 && top < innerHeight }",
        target,
    )


def test_arrows_in_a_filter_and_keys_with_control_are_left_alone(visit: Open) -> None:
    seen = visit()
    seen.page.focus("input[value=loss]")
    seen.page.keyboard.press("ArrowDown")
    assert seen.focus() == "weight"
    seen.page.focus("#i1 > summary")
    seen.page.keyboard.press("Control+j")
    assert seen.focus() == "i1"


@pytest.mark.parametrize("width", [360, 699, 1000, 1280])
def test_nothing_stands_out_of_the_page(visit: Open, width: int) -> None:
    seen = visit(width=width)
    seen.open_all()
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    outside = seen.page.evaluate(
        "() => [...document.querySelectorAll('main *, header *')]"
        ".filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML)"
    )
    assert outside == []


@pytest.mark.parametrize(("width", "is_beside"), [(360, False), (700, True), (1280, True)])
def test_versions_stand_side_by_side_where_there_is_room(visit: Open, width: int, *, is_beside: bool) -> None:
    seen = visit(width=width)
    old, new = (
        seen.page.query_selector(f"#i0-new-lead .cell.{side}").bounding_box() for side in ("old", "new")
    )
    assert (old["x"] + old["width"] <= new["x"] and old["y"] == new["y"]) is is_beside
    assert (old["y"] + old["height"] <= new["y"]) is not is_beside


def test_colours_follow_the_system(visit: Open) -> None:
    grounds = [
        visit(color_scheme=scheme).page.evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert grounds == ["rgb(246, 245, 242)", "rgb(21, 22, 24)"]


def test_marks_are_more_than_colour(visit: Open) -> None:
    seen = visit()
    lines = [
        seen.page.evaluate("name => getComputedStyle(document.querySelector(name)).textDecorationLine", name)
        for name in ("del", "ins")
    ]
    assert lines == ["line-through", "underline"]


def test_the_page_is_whole_without_its_script(visit: Open) -> None:
    seen = visit(java_script_enabled=False)
    assert seen.texts(".filters") == []
    assert len(seen.texts("#i0 .changes > li")) == len(COMPARISONS[0].changes)
    assert seen.texts("#i1 .changes > li") == []
    seen.page.click("#i1 > summary")
    assert len(seen.texts("#i1 .changes > li")) == len(COMPARISONS[1].changes)


def test_a_permalink_opens_its_issue(visit: Open) -> None:
    seen = visit()
    permalink = seen.page.query_selector("#i1 .permalink").get_attribute("href")
    assert not seen.is_open("i1")
    seen.page.goto(f"{seen.address}{permalink}")
    assert seen.is_open("i1")
    assert seen.page.evaluate(
        "id => { const { top, bottom } = document.querySelector(id).getBoundingClientRect();"
        "return top >= 0 && bottom <= innerHeight }",
        permalink,
    )
    assert seen.focus() == seen.page.query_selector(f"{permalink} > .entry").get_attribute("href")
    assert seen.told == []


@pytest.mark.parametrize("has_touch", [True, False])
def test_keys_are_no_matter_of_touch_screens(visit: Open, *, has_touch: bool) -> None:
    seen = visit(has_touch=has_touch, is_mobile=has_touch)
    assert bool(seen.texts(".keys")) is not has_touch
