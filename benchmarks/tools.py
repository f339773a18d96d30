"""What is measured side by side: this program, and the converters that people use.

Each does what it is called for by default. None but this one tells furniture from document, finds
items or gives an account. Markdown's yardstick is the bare GFM parse, without anything made of it.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

OURS = "normalize"


class Tool(NamedTuple):
    """A converter: how it is called in-process and as a command, where it can be; and for which forms."""

    name: str
    forms: frozenset[str]
    load: Callable[[], Callable[[str], object]] | None = None
    command: tuple[str, ...] = ()


def _normalize() -> Callable[[str], object]:
    from issue_normalizer.pipeline import convert

    return lambda text: convert(text.encode())


def _lxml() -> Callable[[str], object]:
    html = import_module("lxml.html")
    return lambda text: html.document_fromstring(text.encode())


def _html_to_markdown() -> Callable[[str], object]:
    convert: Callable[[str], object] = import_module("html_to_markdown").convert
    return convert


def _html2text() -> Callable[[str], object]:
    convert: Callable[[str], object] = import_module("html2text").html2text
    return convert


def _trafilatura() -> Callable[[str], object]:
    module = import_module("trafilatura")
    return lambda text: module.extract(text, output_format="markdown", include_links=True)


def _markdownify() -> Callable[[str], object]:
    convert: Callable[[str], object] = import_module("markdownify").markdownify
    return convert


def _markitdown() -> Callable[[str], object]:
    module = import_module("markitdown")
    converter = module.MarkItDown()
    return lambda text: converter.convert_stream(BytesIO(text.encode()), file_extension=".html")


def _markdown_it() -> Callable[[str], object]:
    parse: Callable[[str], object] = import_module("markdown_it").MarkdownIt("gfm-like").parse
    return parse


_HTML = frozenset(("html",))
TOOLS = (
    Tool(OURS, frozenset(("html", "markdown", "dump")), _normalize, ("normalize", "-q", "{}")),
    Tool("lxml (bare parse)", _HTML, _lxml),
    Tool("html-to-markdown", _HTML, _html_to_markdown),
    Tool("html2text", _HTML, _html2text, ("html2text", "{}")),
    Tool("trafilatura", _HTML, _trafilatura, ("trafilatura", "--markdown", "-i", "{}")),
    Tool("markdownify", _HTML, _markdownify, ("markdownify", "{}")),
    Tool("markitdown", _HTML, _markitdown, ("markitdown", "{}")),
    Tool("pandoc", _HTML, None, ("pandoc", "-f", "html", "-t", "gfm", "{}")),
    Tool("markdown-it-py (bare GFM parse)", frozenset(("markdown",)), _markdown_it),
)


def in_process(form: str) -> dict[str, Callable[[str], object]]:
    """Import the tools that are installed, and give their functions."""
    found = {}
    for tool in TOOLS:
        if form in tool.forms and tool.load:
            try:
                found[tool.name] = tool.load()
            except ImportError:
                print(f"{tool.name} is not installed", file=sys.stderr)
    return found


def commands(form: str, page: Path) -> Mapping[str, list[str]]:
    """Give the command lines of the tools that are installed."""
    found = {}
    for tool in TOOLS:
        if form in tool.forms and tool.command:
            program = _program(tool.command[0])
            if program:
                found[tool.name] = [program, *(part.format(page) for part in tool.command[1:])]
    return found


def _program(name: str) -> str | None:
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)
