"""Tree -> tree: bold that CommonMark left as asterisks, bare addresses, relative links."""

from __future__ import annotations

import pytest

from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.interpret.normalize import Normalizer, link_bare_addresses, repair_bold
from issue_normalizer.readers.markdown import read_markdown
from issue_normalizer.tree import Block, Code, Inlines, Link, Paragraph, Styled, Text

PAGE = "https://github.com/owner/repo/blob/main/issues/1.md"


def children(markdown: str) -> Inlines:
    (block,) = read_markdown(markdown)
    assert isinstance(block, Paragraph)
    return block.children


def strong(*nodes: str | Link | Code) -> Styled:
    return Styled("strong", tuple(Text(node) if isinstance(node, str) else node for node in nodes))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**重点。**后续", (strong("重点。"), Text("后续"))),
        ("说**“引”**的", (Text("说"), strong("“引”"), Text("的"))),
        ("前**（注）**后", (Text("前"), strong("（注）"), Text("后"))),
        ("**甲。**乙**丙。**丁", (strong("甲。"), Text("乙"), strong("丙。"), Text("丁"))),
    ],
)
def test_repair_bold_fires(markdown: str, expected: Inlines) -> None:
    assert repair_bold(children(markdown)) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "**好**的",  # bold already
        "\\*\\*x\\*\\*",  # written as text
        "2**3 和 4**5",
        "a ** b ** c",
        "** 空格。 **后",
        "**没有结尾。",
        "***三颗。***后",
        "x**(y)**z",  # ASCII on both sides: as CommonMark has it
        "`**码。**后`",
    ],
)
def test_repair_bold_does_not_fire(markdown: str) -> None:
    nodes = children(markdown)
    assert repair_bold(nodes) == nodes


def test_repair_bold_keeps_what_is_inside() -> None:
    nodes = children("**看[水壶](https://a.b)。**后")
    assert repair_bold(nodes) == (strong("看", Link("https://a.b", (Text("水壶"),)), "。"), Text("后"))


def link(url: str) -> Link:
    return Link(url, (Text(url),))


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ((Text("见https://a.b/c。好"),), (Text("见"), link("https://a.b/c"), Text("。好"))),
        ((strong("https://a.b"),), (Styled("strong", (link("https://a.b"),)),)),
        ((Text("www.a.b"),), (Link("http://www.a.b", (Text("www.a.b"),)),)),
        # stay
        ((Text("i.MX"),), (Text("i.MX"),)),
        ((Code("https://a.b"),), (Code("https://a.b"),)),
        ((Link("https://c.d", (Text("https://a.b"),)),), (Link("https://c.d", (Text("https://a.b"),)),)),
    ],
)
def test_link_bare_addresses(nodes: Inlines, expected: Inlines) -> None:
    assert link_bare_addresses(nodes) == expected


def normalized(
    markdown: str, base: str | None = None, page: str | None = None
) -> tuple[tuple[Block, ...], list[str]]:
    found: list[Diagnostic] = []
    blocks = Normalizer(base, page, found).blocks(read_markdown(markdown))
    return blocks, [diagnostic.code for diagnostic in found]


@pytest.mark.parametrize(
    ("markdown", "base", "page", "url"),
    [
        ("[a](../b.md)", PAGE, None, "https://github.com/owner/repo/blob/main/b.md"),
        ("[a](../b.md)", None, None, "../b.md"),
        ("[a](#b)", PAGE, PAGE, "#b"),
        (f"[a]({PAGE}#b)", PAGE, PAGE, "#b"),
        (f"[a]({PAGE}#b)", PAGE, None, f"{PAGE}#b"),
    ],
)
def test_addresses(markdown: str, base: str | None, page: str | None, url: str) -> None:
    blocks, codes = normalized(markdown, base, page)
    assert blocks == (Paragraph((Link(url, (Text("a"),)),), 1),)
    assert codes == []


@pytest.mark.parametrize(
    ("markdown", "codes"),
    [
        ("[a]()", ["link-broken"]),
        ("[a](https://mp.weixin.qq.com/s?timestamp=1&signature=x)", ["link-ephemeral"]),
        ("**甲。**乙", ["emphasis-repaired"]),
        # nothing to tell
        ("[a](https://mp.weixin.qq.com/s/abc)", []),
        ("[a](https://example.com/s?timestamp=1&signature=x)", []),
        ("**甲**乙", []),
        ("[a](b)", []),
    ],
)
def test_diagnostics(markdown: str, codes: list[str]) -> None:
    assert normalized(markdown)[1] == codes


def test_a_link_without_address_is_text() -> None:
    assert normalized("[a]()")[0] == (Paragraph((Text("a"),), 1),)


def test_a_shortcode_in_an_address_is_none() -> None:
    address = "http://a.b/:tada:x"
    assert normalized(f"{address} :tada:")[0] == (Paragraph((link(address), Text(" 🎉")), 1),)


def test_only_what_looks_like_a_shortcode_is_one() -> None:
    assert normalized(":tada: :º: :Heart: :thumbs_up:")[0] == (Paragraph((Text("🎉 :º: :Heart: 👍"),), 1),)
