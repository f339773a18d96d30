"""Pages of a wanted size: the items of a fixture, as often as it takes, each with its number.

The same issue as a GitHub page saved by a browser, as Markdown, and as a text dump of the page.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # how a document is dressed as a page is the tests' business

from shapes import SHAPES, Source  # noqa: E402

_MARKDOWN = ROOT / "fixtures" / "twins" / "known-newsletter" / "raw.md"
_PLACE = ("ysh329", "awesome-embedded-ai", "master", "embedded-ai-report/2020-08-08.md")
_LINK = re.compile(r"[!\[]?\[([^\[\]]*)\]\]?\([^()\s]*\)")
_TAG = re.compile(r"</?[a-z][^<>]*>")
_MARKS = re.compile(r"\*\*|~~|`")
# Issues are mostly prose: a summary of real ones is some three hundred characters long.
_PROSE = (
    "第{0}次测量中，作者把卷积核折叠后再展开，参数量减少一半，精度几乎不变。新版把启动时间从{0}毫秒降到一半，"
    "官方称内存也更省，另外支持热更新，细节见文末的附录。访谈里老王说，功耗先于算力，工具链先于芯片，社区先于一切，"
    "这些道理十年不变。The runtime is {0} KB small and needs no driver at all.  \n"
    "实验表明，在{0}块板子上，端到端延迟下降三成；代码与模型都已开放，欢迎试用。"
)
SUFFIXES = {"html": ".html", "markdown": ".md", "dump": ".txt"}


def page(form: str, size: int) -> str:
    """Make a page of a form (`html`, `markdown`, `dump`) with about `size` bytes."""
    few, many = (len(_dressed(form, copies).encode()) for copies in (1, 9))
    copies = max(1, round(1 + (size - few) / ((many - few) / 8)))
    return _dressed(form, copies)


def _dressed(form: str, copies: int) -> str:
    markdown = _issue(copies)
    if form == "html":
        return SHAPES["saved"](Source(markdown, *_PLACE))
    return markdown if form == "markdown" else _dump(markdown)


def _issue(copies: int) -> str:
    """Write the fixture with each of its items as often as wanted."""
    parts = re.split(r"^(?=## )", _MARKDOWN.read_text("utf-8"), flags=re.MULTILINE)
    return "".join(
        [parts[0], *(_repeated(part, copies) for part in parts[1:-1]), parts[-1]],
    )


def _repeated(section: str, copies: int) -> str:
    head, *items = re.split(r"^(?=- \[)", section, flags=re.MULTILINE)
    numbered = (_numbered(item, number) for number in range(1, copies + 1) for item in items)
    return head + "".join(numbered) + "\n"


def _numbered(item: str, number: int) -> str:
    """Give an item a title, an address and prose of its own."""
    first, _, rest = item.partition("\n")
    first = re.sub(r"(?<=\[)(?=[^\[\]]*\]\()", f"{number}号：", first, count=1)
    first = re.sub(r"(?<=\w)\)", f"?n={number})", first, count=1)
    return f"{first}\n{rest.rstrip()}\n\n  {_PROSE.format(number)}\n\n"


def _dump(markdown: str) -> str:
    """Write what a page shows, as a browser's text tools do: bullets and indents, no markup."""
    out = ["Skip to content", "", "Latest commit", ""]
    in_item = False
    for raw in markdown.split("\n"):
        line = _MARKS.sub("", _TAG.sub("", _LINK.sub(r"\1", raw))).rstrip()
        content = line.lstrip("> ").strip()
        if content.startswith(("#", "---", "```", "| :", "|:")):
            in_item = False
            content = content.lstrip("#-`| ")
        if line.startswith("- "):
            in_item = True
            content = f"  • {content[2:]}"
        elif in_item and content:
            content = f"    {content}"
        if content.strip():
            out.append(content.replace("|", " ") if raw.startswith("|") else content)
        elif out[-1]:
            out.append("")
    return "\n".join(out)
