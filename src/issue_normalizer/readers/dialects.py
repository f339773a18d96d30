"""Markdown of site generators -> the same in Markdown that GitHub reads, line for line.

Tags of Liquid and Hugo around code become fences, boxes (`!!! note`, `:::tip`, `{{% notice %}}`) alerts; attributes
(kramdown `{: .x}`, pandoc `{#id}`) and marks for the generator alone are taken out, and told.
"""  # noqa: E501

from __future__ import annotations

import re
from typing import Final, NamedTuple

from issue_normalizer.readers.code_languages import is_language
from issue_normalizer.text import holds_any
from issue_normalizer.tree import Span

_SIGNS: Final = (
    "{%",
    "{{",
    "{:",
    "{#",
    "{.",
    ":::",
    "!!!",
    "???",
    "[toc]",
    "[TOC]",
    "[[toc]]",
    "[[_TOC_]]",
    "{width",
    "*[",
)
_FENCE: Final = re.compile(r"([ >]*(?:(?:[-*+]|\d+[.)])\s+)?)(`{3,}|~{3,})\s*(.*)")
# Code between tags: of Jekyll, Hexo, Hugo.
_CODE_OPEN: Final = re.compile(
    r"(\s*)(?:\{%-?\s*(?:highlight|codeblock|code)\b\s*(.*?)\s*-?%\}|\{\{[<%]\s*(?:highlight|code)\b\s*(.*?)\s*[>%]\}\})\s*\Z"
)
_CODE_CLOSE: Final = re.compile(
    r"\s*(?:\{%-?\s*end(?:highlight|codeblock|code)\s*-?%\}|\{\{[<%]\s*/\s*(?:highlight|code)\s*[>%]\}\})\s*\Z"
)
_LANGUAGE: Final = re.compile(r"(?:.*\blang(?:uage)?\s*[:=]\s*)?[\"']?([A-Za-z][\w+#.-]*)")
_RAW: Final = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
_COMMENT_OPEN: Final = re.compile(r"\s*(?:\{%-?\s*comment\s*-?%\}|%%\s*\Z)")
_COMMENT_CLOSE: Final = re.compile(r"\{%-?\s*endcomment\s*-?%\}")
# A line of nothing but tags, which a generator replaces.
_TAG_LINE: Final = re.compile(
    r"\s*(?:\{%-?\s*(?:include|include_relative|assign|capture|endcapture|if|elsif|else|endif|unless|endunless|for|endfor|comment|"
    r"endcomment|toc|asset_img|asset_path|endasset|more|render|layout|cq|endcq|note|endnote)\b[^%]*%\}\s*)+\Z"
)
_BOX_TAG: Final = re.compile(r"\s*\{\{[<%]\s*(/?)\s*([a-z][\w-]*)\s*([^{}]*?)\s*[>%]\}\}\s*\Z")
_NOTICES: Final = frozenset(("notice", "admonition", "alert", "callout", "hint", "note", "tip", "warning", "info", "important", "caution", "danger"))  # fmt: skip  # noqa: E501
_MKDOCS: Final = re.compile(r"(?:!!!|\?\?\?\+?)\s+([a-z]+)(?:[ a-z-]*)(?:\s+\"(.*)\")?\s*\Z")
_DIV: Final = re.compile(r"\s*:{3,}\s*(.*?)\s*\Z")
_DIV_KIND: Final = re.compile(r"(?:\{[^}]*\.)?([A-Za-z][\w-]*)(?:[^\]}]*\}|\[(.*)\])?\s*(.*)")
_ALERTS: Final = {
    "note": "NOTE", "info": "NOTE", "abstract": "NOTE", "summary": "NOTE", "quote": "NOTE", "example": "NOTE", "question": "NOTE",  # noqa: E501
    "tip": "TIP", "hint": "TIP", "success": "TIP", "check": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "attention": "WARNING", "caution": "CAUTION", "danger": "CAUTION", "error": "CAUTION",  # noqa: E501
    "bug": "CAUTION", "failure": "CAUTION",
}  # fmt: skip
_ATTRIBUTE_LINE: Final = re.compile(
    r"[ \t>]*(?:\{:[^{}]*\}|\{:/[^{}]*\}|\*\[[^\]]+\]:.*|\[toc\]|\[TOC\]|\[\[toc\]\]|\[\[_TOC_\]\])\s*\Z"
)
_TOC_ITEM: Final = re.compile(r"\s*[-*+0-9.]+\s+\S.*")
_HEADING: Final = re.compile(r"#{1,6}\s")
_ATTRIBUTES: Final = r"(?:[#.][\w:-]+|[\w:-]+=(?:\"[^\"]*\"|'[^']*'|[^\s}\"']+)|-|unnumbered)"
_HEADING_END: Final = re.compile(rf"\s*\{{:?\s*(?:{_ATTRIBUTES}\s*)+\}}\s*(#*\s*)\Z")
_INLINE: Final = re.compile(rf"(?<=[)\]*_`>])\{{:?\s*(?:{_ATTRIBUTES}\s*)+\}}")
_KRAMDOWN: Final = re.compile(r"(?<=\S)\{:(?!\s*\})[^{}]*\}")
_BRACKETED: Final = re.compile(rf"(?<![\]!\\])\[([^\[\]]*)\](?=\{{(?:{_ATTRIBUTES}\s*)+\}})")


class Plain(NamedTuple):
    """Markdown as GitHub reads it, and what was taken out of it."""

    text: str
    taken: tuple[Span, ...]


def plain_markdown(text: str, first_line: int) -> Plain:
    """Rewrite the marks of generators; `first_line` is the line of the input that the text starts on."""
    if not holds_any(text, _SIGNS):
        return Plain(text, ())
    reader = _Reader(first_line)
    lines = text.split("\n")
    return Plain(
        "\n".join([reader.read(line, lines, at) for at, line in enumerate(lines)]), tuple(reader.taken)
    )


class _Reader:
    """Goes through lines; remembers the code and the boxes that are open."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.taken: list[Span] = []
        self.fence = ""  # of Markdown, that closes code
        self.tag_fence = ""  # of code between tags
        self.is_comment = False
        self.boxes: list[str] = []  # "> " for an alert, "" for a box without one
        self.indent = 0  # of the text of an alert of MkDocs

    def read(self, line: str, lines: list[str], at: int) -> str:
        if self.is_comment:
            self.is_comment = _COMMENT_CLOSE.search(line) is None
            return self._take(line, at)
        if self.tag_fence:
            if _CODE_CLOSE.match(line):
                fence, self.tag_fence = self.tag_fence, ""
                self._take(line, at)
                return fence
            return self._without_raw(line, at)
        if self.fence:
            if line.strip(" >").startswith(self.fence) and not line.strip(" >" + self.fence[0]):
                self.fence = ""
            return self._inside(self._without_raw(line, at))
        if self.indent and line.strip() and not line.startswith("    "):
            self.indent = 0
        return self._prose(line, lines, at)

    def _prose(self, line: str, lines: list[str], at: int) -> str:
        if opened := _FENCE.match(line):
            self.fence = opened[2]
            info = _pandoc_language(opened[3])
            return self._inside(f"{opened[1]}{opened[2]}{info}")
        if opened := _CODE_OPEN.match(line):
            return self._open_code(opened, lines, at)
        if _COMMENT_OPEN.match(line) and "{%" in line:
            self.is_comment = _COMMENT_CLOSE.search(line) is None
            return self._take(line, at)
        if "{{" in line or "{%" in line:
            line = self._with_targets(line, at)
        if (box := self._box(line, at)) is not None:
            return box
        following = lines[at + 1] if at + 1 < len(lines) else ""
        if _TAG_LINE.match(line) or _ATTRIBUTE_LINE.match(line) or _is_toc(line, following):
            return self._inside(self._take(line, at))
        return self._inside(self._without_attributes(self._without_raw(line, at), at))

    def _open_code(self, opened: re.Match[str], lines: list[str], at: int) -> str:
        if not any(_CODE_CLOSE.match(line) for line in lines[at + 1 :]):
            return opened[0]
        words = opened[2] or opened[3] or ""
        language = _LANGUAGE.match(words)
        body = "\n".join(lines[at + 1 :])
        longest = max((len(run) for run in re.findall("`{3,}", body)), default=2)
        self.tag_fence = opened[1] + "`" * (longest + 1)
        self._take(opened[0], at)
        return self.tag_fence + (language[1] if language else "")

    def _box(self, line: str, at: int) -> str | None:
        """Read a line that opens or closes a box; None where it does neither."""
        if match := _MKDOCS.match(line):
            self.indent = 4
            return self._open(match[1], match[2] or "", line, at, is_indented=True)
        if match := _BOX_TAG.match(line):
            name, words = match[2], match[3].replace('"', "")
            if match[1]:
                return self._close(line, at)
            if name in _NOTICES:
                kind, _, title = words.partition(" ")
                return self._open(
                    kind if kind in _ALERTS else name, title if "=" not in title else "", line, at
                )
            return self._take(line, at)
        if match := _DIV.match(line):
            if not match[1]:
                return self._close(line, at)
            kind = _DIV_KIND.match(match[1])
            title = (kind[2] or kind[3] or "") if kind else ""
            return self._open(kind[1] if kind else "", title, line, at)
        return None

    def _open(self, kind: str, title: str, line: str, at: int, *, is_indented: bool = False) -> str:
        alert = _ALERTS.get(kind.lower(), "")
        if not is_indented:
            self.boxes.append("> " if alert else "")
        if alert:
            self._take(line.replace(title, "") if title else line, at)
            return f"> [!{alert}] {title}".rstrip() if not title else f"> **{title}**"
        self._take(line, at)
        return title

    def _close(self, line: str, at: int) -> str:
        if self.boxes:
            self.boxes.pop()
        return self._take(line, at)

    def _inside(self, line: str) -> str:
        """Put a line into the boxes around it."""
        if self.indent and (line.startswith("    ") or not line.strip()):
            return "> " + line[4:] if line.strip() else ">"
        marks = "".join(self.boxes)
        return marks + line if marks else line

    def _with_targets(self, line: str, at: int) -> str:
        """Write the addresses, images and players that tags stand for."""
        before = line
        for pattern, instead in _TARGETS:
            line = pattern.sub(instead, line)
        line = _FIGURE.sub(_image, line)
        line = _PLAYED.sub(lambda match: f"<{_PLAYERS[match[1]]}{match[2]}>", line)
        if line != before:
            self._take(before, at)
        return line

    def _without_raw(self, line: str, at: int) -> str:
        if "raw" not in line or not _RAW.search(line):
            return line
        for match in _RAW.finditer(line):
            self._take(match[0], at)
        return _RAW.sub("", line)

    def _without_attributes(self, line: str, at: int) -> str:
        if "{" not in line or line.startswith(("    ", "\t")):
            return line
        if _HEADING.match(line) and (end := _HEADING_END.search(line)):
            self._take(end[0], at)
            line = line[: end.start()] + end[1]
        for pattern in (_BRACKETED, _INLINE, _KRAMDOWN):
            line = self._sub(pattern, line, at)
        return line

    def _sub(self, pattern: re.Pattern[str], line: str, at: int) -> str:
        out, end = "", 0
        for match in pattern.finditer(line):
            if line.count("`", 0, match.start()) % 2:
                continue  # inside code
            out += line[end : match.start()] + (match[1] if pattern.groups else "")
            end = match.end()
            if not pattern.groups:
                self._take(match[0], at)
            else:  # its attributes stand behind
                behind = _BEHIND.match(line, end)
                end = behind.end() if behind else end
                self._take(behind[0] if behind else "", at)
        return out + line[end:]

    def _take(self, text: str, at: int) -> str:
        """Take text out; give what stands for it."""
        if text.strip():
            self.taken.append(Span(self.first_line + at, text.strip(), "template"))
        return ""


_TARGETS: Final = (
    (re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?([^\"\s>%]+)\"?\s*[>%]\}\}"), r"\1"),
    (re.compile(r"\{%-?\s*(?:post_url|link)\s+([^\s%]+)\s*-?%\}"), r"\1"),
    (
        re.compile(
            r"(?<=[(:])\s*\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}|\{\{\s*['\"]([^'\"]*)['\"]\s*\|\s*(?:relative|absolute)_url\s*\}\}"
        ),
        r"\1",
    ),
)
_FIGURE: Final = re.compile(r"\{\{[<%]\s*(?:figure|image|img)\s+([^{}]*?)/?\s*[>%]\}\}")
_PLAYED: Final = re.compile(r"\{\{[<%]\s*(youtube|vimeo|bilibili)\s+\"?([\w-]+)[^{}]*[>%]\}\}")
_PLAYERS: Final = {
    "youtube": "https://www.youtube.com/watch?v=",
    "vimeo": "https://vimeo.com/",
    "bilibili": "https://www.bilibili.com/video/",
}
_VALUE: Final = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_BEHIND: Final = re.compile(rf"\{{(?:{_ATTRIBUTES}\s*)+\}}")


def _image(figure: re.Match[str]) -> str:
    values = dict(_VALUE.findall(figure[1]))
    text = values.get("alt") or values.get("caption") or values.get("title") or ""
    return f"![{text}]({values['src']})" if "src" in values else figure[0]


def _pandoc_language(info: str) -> str:
    """Give the language that pandoc and kramdown write in braces: `{.python .numberLines}`."""
    if not info.startswith("{"):
        return info
    names = re.findall(r"\.([\w+#-]+)", info)
    return next(filter(is_language, names), names[0] if len(names) == 1 else "")


def _is_toc(line: str, following: str) -> bool:
    """Tell whether an entry stands for a table of contents, which kramdown's mark below it says."""
    return following.strip().replace(" ", "").startswith("{:toc") and _TOC_ITEM.match(line) is not None
