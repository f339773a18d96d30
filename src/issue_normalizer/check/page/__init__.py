"""A check as one page to look at: it needs nothing but itself, and works without its script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files

from issue_normalizer.check.model import Comparison
from issue_normalizer.check.page.align import Group, align
from issue_normalizer.check.page.markup import Markup, element, joined, language
from issue_normalizer.check.page.overview import (
    count_items,
    write_changes,
    write_filters,
    write_row,
    write_summary,
)
from issue_normalizer.check.page.sides import place_ids, write_outline, write_sides
from issue_normalizer.issue import Issue

_LARGEST = 20_000_000  # characters: behind them issues show their changes without the texts


def write_page(comparisons: Sequence[Comparison], title: str = "Check of new scrapes") -> str:
    """Write a check as one HTML page: the same comparisons give the same page.

    Scraped text is text in it and nothing else. The page loads nothing; its policy allows its own
    script and style by their checksum and no others (https://www.w3.org/TR/CSP3/).
    """
    style, script = _data("page.css"), _data("page.js")
    body = element("body", {}, *_body(comparisons, title), element("script", {}, script))
    policy = {
        "default-src": "'none'",
        "script-src": _checksum(script),
        "style-src": _checksum(style),
        "img-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    head = element(
        "head",
        {},
        element("meta", {"charset": "utf-8"}),
        element(
            "meta",
            {
                "http-equiv": "Content-Security-Policy",
                "content": "; ".join(f"{name} {value}" for name, value in policy.items()),
            },
        ),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "color-scheme", "content": "light dark"}),
        element("meta", {"name": "referrer", "content": "no-referrer"}),
        element("title", {}, title),
        element("style", {}, style),
    )
    return f"<!DOCTYPE html>\n{element('html', {'lang': 'en'}, head, body)}\n"


def _data(name: str) -> Markup:
    return Markup((files(__package__) / name).read_text("utf-8"))


def _checksum(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _body(comparisons: Sequence[Comparison], title: str) -> list[Markup]:
    changed = [(number, one) for number, one in enumerate(comparisons) if one.changes]
    unchanged = [one for one in comparisons if not one.changes]
    skip = element("a", {"class": "skip", "href": "#issues"}, "To the issues")
    header = element("header", {}, element("h1", {"dir": "auto"}, title), write_summary(comparisons))
    parts: list[Markup] = []
    if changed:
        heading = element("h2", {}, "Issues that changed")
        parts.append(joined((write_filters(comparisons), heading, *_issues(changed))))
    else:
        parts.append(element("p", {"class": "nothing"}, "Nothing changed."))
    if unchanged:
        parts.append(_unchanged(unchanged))
    return [skip, header, element("main", {"id": "issues", "tabindex": "-1"}, *parts)]


def _issues(changed: Sequence[tuple[int, Comparison]]) -> list[Markup]:
    """Write the issues; the first stands open."""
    parts: list[Markup] = []
    length = 0
    for number, one in changed:
        part = _issue(number, one, is_open=not parts, has_texts=length < _LARGEST)
        length += len(part)
        parts.append(part)
    return parts


def _issue(number: int, one: Comparison, *, is_open: bool, has_texts: bool) -> Markup:
    groups = align(one) if has_texts else []
    changes = write_changes(number, one.changes, place_ids(number, groups))
    listed = element("div", {"class": "list"}, element("h4", {}, "Changes"), changes)
    compared = element("div", {"class": "compared"}, *_texts(number, one, groups, has_texts=has_texts))
    summary = element("summary", {}, element("h3", {}, write_row(one, count_items(one))))
    attributes: dict[str, str | bool] = {"class": "issue", "id": f"i{number}", "open": is_open}
    return element("details", attributes, summary, element("div", {"class": "inside"}, listed, compared))


def _texts(number: int, one: Comparison, groups: Sequence[Group], *, has_texts: bool) -> Iterator[Markup]:
    """Write both versions, or what the only one holds."""
    issue = one.new or one.old
    if issue is None:
        return
    if not has_texts:
        yield element("p", {"class": "nothing"}, "The page is full: the texts of this issue are left out.")
    elif groups:
        yield element("h4", {}, "Side by side")
        yield write_sides(number, groups, language(_headings(issue)))
    else:
        yield element("h4", {}, "What it holds" if one.new else "What it held")
        yield write_outline(issue, language(_headings(issue)))


def _headings(issue: Issue) -> str:
    return "\n".join((issue.title, *(section.title for section in issue.sections)))


def _unchanged(unchanged: Sequence[Comparison]) -> Markup:
    count = f"{len(unchanged)} issues unchanged" if len(unchanged) > 1 else "1 issue unchanged"
    rows = (element("li", {"class": "issue"}, write_row(one, count_items(one))) for one in unchanged)
    heading = element("summary", {}, element("h2", {}, count))
    return element("details", {"class": "unchanged"}, heading, element("ul", {}, *rows))
