"""How highlighters mark the parts of code: what their classes have in common, as data.

A name is the start of a class, in small letters: build tools put a checksum behind (`codeLine_lJS_`).
"""

from __future__ import annotations

from typing import Final

# A number of a line, or the column of all of them.
NUMBERS: Final = (
    "lineno", "linenos", "linenum", "line-num", "line_num", "linenodiv", "ln-num", "ln-index", "lnt", "ln", "gl",  # noqa: E501
    "gutter", "hl-gutter", "hljs-ln-n", "hljs-ln-numbers", "hljs-ln-line hljs-ln-n", "blob-num", "js-line-number",  # noqa: E501
    "crayon-num", "code-num", "codemirror-linenumber", "codemirror-gutter", "cm-gutter", "rouge-gutter",
    "pre-numbering", "line-index", "code-snippet__line-index", "react-line-number", "codelinenumber", "td-num",  # noqa: E501
    "diff-line-num", "enlighter-ln", "lines-no", "num-line",
)  # fmt: skip
# Such an element ends a line, whatever its tag.
LINES: Final = (
    "line", "code-line", "codeline", "token-line", "view-line", "cm-line", "codemirror-line", "crayon-line",
    "hljs-ln-line", "blob-code", "js-file-line", "code-snippet_outer", "ec-line", "row-line", "ace-line",
    "ace_line",
)  # fmt: skip
NO_LINES: Final = ("line-through", "lineno", "linenum", "line-num", "line-high", "linecontent", "codelinecontent",  # noqa: E501
                   "code-line-content", "line-content", "line-comment")  # fmt: skip
# Code without a `<pre>`.
BOXES: Final = (
    "fragment",
    "codemirror-code",
    "crayon-pre",
    "cm-content",
    "view-lines",
    "code-block-zone",
    "ace_text-layer",
    "notion-code-block",
)
# A table with the numbers in a column beside the code.
TABLES: Final = (
    "highlighttable", "rouge-table", "lntable", "hljs-ln", "crayon-table", "js-file-line-container",
    "codehilitetable", "code-table", "linenumber-table", "d-table", "blob-wrapper", "syntaxhighlighter-table",
)  # fmt: skip
# What is beside code to press, or names its language.
TOOLBARS: Final = (
    "toolbar", "code-toolbar-item", "code-header", "codeheader", "code-block-header", "code-block-extension-header",  # noqa: E501
    "highlight-tools", "highlight-header", "code-tools", "crayon-toolbar", "crayon-info", "cnblogs_code_toolbar",  # noqa: E501
    "copy", "btn-copy", "clipboard", "code-copy", "codecopy", "hljs-button", "hljs-copy", "snippet-clipboard",
    "zeroclipboard", "copymycode", "hidecode", "opt-box", "widget-codetool", "code-lang", "code-language",
    "pre-header", "buttongroup", "dp-tools", "tools", "bar", "mac-code-bar", "window-controls", "code-action",
    "enlighter-toolbar", "prism-toolbar", "lang", "language-name", "language-label", "code-btn", "collapse-code",  # noqa: E501
)  # fmt: skip
# Of such classes a part, not the start, is the same.
TOOLBAR_PARTS: Final = (
    "copy-btn",
    "copybtn",
    "copy-button",
    "copybutton",
    "copy-code",
    "copycode",
    "-clipboard",
    "codeblock-toolbar",
)
# Words of such a part that has no class.
TOOLBAR_WORDS: Final = frozenset(
    "copy|copied|copied!|select all|code: select all|alles auswählen|code: alles auswählen|code : tout sélectionner|код: выделить всё|tout sélectionner|seleccionar todo|выделить всё|全选|copy code|copy to clipboard|copy text|view raw|raw|wrap|toggle word wrap|expand|collapse|run"  # noqa: E501
    "|edit|code|plain text|复制|复制代码|隐藏代码|展开|收起|折叠|显示代码|已复制|已复制!|代码|複製|複製程式碼|コピー|복사".split(  # noqa: E501
        "|"
    )
)

_KEPT: Final = frozenset(("line-numbers", "lines", "lnum-on"))  # boxes around the code itself


def is_marked(classes: str | None, names: tuple[str, ...], *, whole: tuple[str, ...] = ()) -> bool:
    """Tell whether one of the classes begins with a name, up to its end or a sign of a longer one."""
    if not classes:
        return False
    for one in classes.lower().split():
        if not one.startswith(names) or one in _KEPT or one in whole:
            continue
        for name in names:
            if one == name or (one.startswith(name) and one[len(name)] in "-_0123456789s"):
                return True
    return False
