"""Issues and their new scrapes, of invented text, some of it hostile."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from issue_normalizer.check.baseline import IssueMatch
from issue_normalizer.check.formats.outcome import Outcome
from issue_normalizer.check.model import Comparison, Origin
from issue_normalizer.check.page import write_page as write_outcome
from issue_normalizer.check.run import compare_scrapes
from issue_normalizer.check.scrapes import Scrape
from issue_normalizer.issue import ArchiveEntry, Field, Issue, Item, ItemLink
from records import make_colophon, make_issue, make_item, make_section

SCRIPT = "<script>window.harm = 1</script>"
IMAGE = '<img src="https://example.org/harm.png" onerror="window.harm = 2">'


def items(*names: str) -> tuple[Item, ...]:
    """Make items that nobody takes for one another."""
    return tuple(
        make_item(f"{name}的新消息", f"https://example.org/{number}", summary=f"{name}一事，详见其文。")
        for number, name in enumerate(names)
    )


NEWS = items("豆芽网", "萝卜编译器", "南瓜芯片", "黄瓜推理库", "番茄数据集")
PAPERS = items("量化剪枝", "蒸馏搜索", "稀疏注意力")
OLD = make_issue(
    series="菜园周报",
    title="菜园周报 (2024-05-01)",
    date="2024-05-01",
    lead="本期八条。",
    sections=(
        make_section("新闻", items=NEWS),
        make_section("论文", items=PAPERS),
        make_section("旧栏", items=items("茄子")),
    ),
    archive=(ArchiveEntry("2024-04-01", "https://example.org/april"),),
    colophon=make_colophon(editors=("小田",)),
)
NEW = replace(
    OLD,
    lead="本期七条。",
    sections=(
        make_section(
            "新闻",
            items=(
                replace(NEWS[1], title="萝卜编译器的旧消息", url="https://example.org/radish"),
                NEWS[2],
                NEWS[3],
                replace(NEWS[4], publisher="青柠社", tags=("工具",)),
                PAPERS[1],
            ),
        ),
        make_section(
            "论文",
            items=(PAPERS[0], PAPERS[2], make_item("玉米接口", "https://example.org/corn", summary="全新。")),
        ),
    ),
    archive=(),
)
HOSTILE = replace(
    OLD,
    title=f'菜园 "周报" {SCRIPT}\u202e\x07',
    sections=(
        make_section(
            f"</h5></section>{SCRIPT}",
            items=(
                make_item(
                    f"</details></style></title>{SCRIPT}{IMAGE}",
                    "javascript:window.harm=3",
                    summary="\u202e颠倒\x1b[31m\u200b的字",
                ),
                make_item(
                    "第二",
                    "https://example.org/' onmouseover='window.harm=4",
                    fields=(Field("代码", 'data:text/html,"><script>window.harm=5</script>'),),
                    links=(
                        ItemLink("点我", " JavaScript:window.harm=6"),
                        ItemLink("也点我", "https://[broken"),
                    ),
                ),
                make_item("W" * 300, f"https://example.org/{'w' * 300}", "P" * 300, summary="w" * 900),
                *NEWS,
            ),
        ),
    ),
)


def compared(old: Issue | None, new: Issue | None, name: str) -> Comparison:
    """Compare two issues as a check does."""
    sides = (
        Scrape(Origin(f"{folder}/{name}", None), name, one) if one else None
        for folder, one in (("old", old), ("new", new))
    )
    return compare_scrapes(IssueMatch(*sides))


COMPARISONS = (
    compared(OLD, NEW, "2024-05-01.md"),
    compared(OLD, HOSTILE, f'"><b>{SCRIPT}.md'),
    compared(OLD, replace(OLD, lead="本期八条."), "form.md"),
    compared(OLD, OLD, "same.md"),
    compared(OLD, None, "lost.md"),
    compared(None, NEW, "added.md"),
)


def write_page(comparisons: Sequence[Comparison]) -> str:
    """Write the page of a check that fails where something is lost."""
    return write_outcome(Outcome(comparisons, "issues", frozenset({"loss"})))
