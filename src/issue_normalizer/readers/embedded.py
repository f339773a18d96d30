"""The body that GitHub's React pages (2023 on) hold in JSON.

It stands in `script[data-target="react-app.embeddedData"]` (or `react-partial.…`), under paths that
changed over the years: `payload.blob.richText`, `payload.overview.overviewFiles[].richText`,
`payload.codeViewBlobRoute.richText`. So any `richText` is taken, the longest. A page in code view has
`rawLines` instead, the Markdown source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from issue_normalizer.decoding import clean

_MARK: Final = 'embeddedData"'
_SCRIPT_END: Final = "</script>"
# The body in JSON that was cut off before its end.
_CUT_BODY: Final = re.compile(r'"richText"\s*:\s*"((?:[^"\\]|\\.)+)')
_ESCAPE: Final = re.compile(r'\\(["\\/bfnrt]|u[0-9a-fA-F]{4})?')
_CUT_ESCAPE: Final = re.compile(r"\\u[0-9a-fA-F]{0,3}$")


class EmbeddedBody(Struct, frozen=True, gc=False):
    """A body found in JSON: rendered (`html`) or as source (`markdown`), the other one empty.

    `address` is the file's page on GitHub, `line` the line of the page that the JSON begins on;
    `outside` is the page without the scripts of JSON.
    """

    html: str
    markdown: str
    address: str | None
    line: int
    outside: str


def find_embedded(text: str) -> EmbeddedBody | None:
    """Find the longest body in the page's JSON; None where there is none."""
    import json

    best_html = best_source = ""
    address: str | None = None
    outside: list[str] = []
    line = end = 0
    for start, stop in _scripts(text):
        outside.append(text[end:start])
        end = stop
        try:
            data = json.loads(text[start:stop])
        except (ValueError, RecursionError):
            cut = _CUT_BODY.search(text, start, stop)
            data = {"richText": json.loads(f'"{_mended(cut[1])}"', strict=False)} if cut else None
        html = max(_rich_texts(data), key=len, default="")
        source = max(_raw_sources(data), key=len, default="")
        if len(html) + len(source) > len(best_html) + len(best_source):
            best_html, best_source, address = html, source, _address_in(data)
            line = text.count("\n", 0, start) + 1
    if not best_html and not best_source:
        return None
    source = "" if best_html else clean(best_source)
    return EmbeddedBody(clean(best_html), source, address, line, "".join([*outside, text[end:]]))


def _mended(source: str) -> str:
    """Make the source of a JSON string valid: an escape cut off at its end, a backslash that is none."""
    return _ESCAPE.sub(lambda match: match[0] if match[1] else r"\\", _CUT_ESCAPE.sub("", source))


def _scripts(text: str) -> Iterator[tuple[int, int]]:
    """Find where the JSON of each script starts and ends; an unclosed one ends with the page."""
    at = 0
    while (mark := text.find(_MARK, at)) >= 0:
        start = text.find(">", mark) + 1
        if not start:
            return
        stop = text.find(_SCRIPT_END, start)
        yield start, stop if stop >= 0 else len(text)
        if stop < 0:
            return
        at = stop


def _nodes(data: object) -> Iterator[dict[str, object]]:
    """Walk the objects of JSON."""
    stack = [data]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            yield node
            stack.extend(node.values())
        elif isinstance(node, list):
            stack.extend(node)


def _rich_texts(data: object) -> Iterator[str]:
    """Give the rendered bodies; beside a README, licence and code of conduct do not count."""
    for node in _nodes(data):
        rich = node.get("richText")
        if isinstance(rich, str) and rich and node.get("preferredFileType", "readme") == "readme":
            yield rich


def _raw_sources(data: object) -> Iterator[str]:
    for node in _nodes(data):
        lines = node.get("rawLines")
        if isinstance(lines, list) and lines and all(isinstance(line, str) for line in lines):
            yield "\n".join(map(str, lines))


def _address_in(data: object) -> str | None:
    payload = data.get("payload") if isinstance(data, dict) else None
    if not isinstance(payload, dict):
        return None
    repo, ref, path = payload.get("repo"), payload.get("refInfo"), payload.get("path")
    if isinstance(repo, dict) and isinstance(ref, dict) and isinstance(path, str):
        return f"https://github.com/{repo.get('ownerLogin')}/{repo.get('name')}/blob/{ref.get('name')}/{path}"
    return None
