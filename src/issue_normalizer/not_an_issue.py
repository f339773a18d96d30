"""What is a document and no issue: error and log-in pages, checks for robots, empty pages, lists of issues.

The words of such pages are data: `not_an_issue.toml`. An issue with a date or with items that say something
is none of these, whatever its words.
"""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from issue_normalizer import __path__ as package
from issue_normalizer.data import read_data
from issue_normalizer.issue import Issue, Item
from issue_normalizer.patterns import rare
from issue_normalizer.text import fold_width

_LITTLE = 1200  # letters and digits: such pages say no more
_PROSE = 300  # letters beside those that are known of such pages: an issue begins to speak
_LINES = 20  # that are looked at
_NOTHING = 100  # letters beside those: it says nothing else
# What counts how much; together they must be enough.
_TITLE, _LINE, _SENTENCE, _HINT, _SILENT, _SPEAKS = 7, 5, 7, 1, 1, -4
_ENOUGH = 6
_DESCRIBED = 0.5  # share of the items of an issue that say more than a link; those of a menu do not
_ERROR = 400  # the first status that tells of one
_SOME = 3  # links to issues that make a list of them,
_MOST = 0.8  # and the share of all links that they are
_STATUS = rare(r"\AHTTP/\d(?:\.\d)? (\d{3})\b")
_SITE = rare(r"\s+[-|·•–—»]\s+|\s*_\s*")  # stands between a page's title and its site's name
_CODE = rare(
    r"^(?:http|error|status|错误|錯誤|エラー|오류|fehler|erreur|ошибка|erro)?\s*[45]\d\d\b|\b[45]\d\d$"
)
_MARKUP = rare(r"\[[^\[\]]*\]\([^()]*\)|[*_`>#\\]|<[^<>]*>")  # links say what stands elsewhere
_DATE = rare(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}")


class _Page(Struct, frozen=True):
    """What one kind of page says, all as `_key` gives it."""

    what: str
    titles: frozenset[str]
    sentences: tuple[str, ...]
    hints: tuple[str, ...]


def why_no_issue(issue: Issue, text: str, status: int = 0) -> str | None:
    """Tell why a document is no issue, None where it may be one.

    `text` is the input as it was decoded, `status` what the server answered, 0 where that is not known.
    """
    answered = status or (
        int(found[1]) if text.startswith("HTTP/") and (found := _STATUS.match(text[:40])) else 0
    )
    if answered >= _ERROR:
        return f"the server answered {answered}"
    items = [item for section in issue.sections for item in section.items]
    described = [item for item in items if item.summary or item.fields]
    if issue.date or (items and len(described) >= _DESCRIBED * len(items)):
        return None
    if _is_list_of_issues(issue, items):
        return "it lists issues, and is none"
    lines = _lines(issue, items)
    if sum(map(len, lines)) > _LITTLE:
        return None
    best = max((_score(page, lines), page.what) for page in _pages())
    return f"it is {best[1]}" if best[0] >= _ENOUGH else None


def _score(page: _Page, lines: list[str]) -> int:
    """Score how much a page speaks like one of a kind; the first line is its title."""
    whole = [place for place, line in enumerate(lines) if line in page.titles]
    told = [place for place, line in enumerate(lines) if any(each in line for each in page.sentences)]
    hints = sum(any(hint in line for line in lines) for hint in page.hints)
    said = max(_TITLE if 0 in whole else _LINE if whole else 0, _SENTENCE if told else 0)
    rest = sum(len(line) for place, line in enumerate(lines) if place not in (*whole, *told))
    more = _SPEAKS if rest > _PROSE else _SILENT if rest <= _NOTHING else 0
    return said + _HINT * min(hints, 2) + more if said else 0


def _lines(issue: Issue, items: list[Item]) -> list[str]:
    """List what a document says beside titles of items, its own first, as `_key` gives it."""
    title = _SITE.split(issue.title)[0] if issue.title else ""
    texts = [issue.lead, *(f"{one.title}\n{one.intro}\n{one.outro}" for one in issue.sections)]
    texts += [item.summary for item in items]
    lines = [_key(line) for text in texts for line in _MARKUP.sub(" ", text).split("\n")]
    return [_key(title), *[line for line in lines if line]][: _LINES + 1]


def _key(line: str) -> str:
    """Give what lines are compared by: letters and digits, without a status number at either end."""
    folded = _CODE.sub("", fold_width(line).casefold().strip(" .!…:"))
    return "".join(filter(str.isalnum, folded))


def _is_list_of_issues(issue: Issue, items: list[Item]) -> bool:
    """Tell a list of links to issues of one site, each with a date or number, and nothing said of itself."""
    from issue_normalizer.issue_title import find_number

    named = [
        item
        for item in items
        if item.url and item.title and (_DATE.search(item.title) or find_number(item.title))
    ]
    if len(named) < _SOME or len(named) < _MOST * len(items) or find_number(issue.title):
        return False
    if len({_host(item.url or "") for item in named}) > 1:
        return False
    return len(issue.lead) + sum(len(one.intro) + len(one.outro) for one in issue.sections) <= _PROSE


def _host(url: str) -> str:
    """Give the host of an address, "" for one that is relative."""
    _, mark, rest = url.partition("://")
    return rest.partition("/")[0] if mark else ""


@lru_cache(maxsize=1)
def _pages() -> tuple[_Page, ...]:
    """Read the kinds of pages."""
    data = read_data(f"{package[0]}/not_an_issue")
    return tuple(
        _Page(
            one["what"],
            frozenset(map(_key, one["titles"])),
            tuple(map(_key, one["sentences"])),
            tuple(map(_key, one["hints"])),
        )
        for one in data["page"]
    )
