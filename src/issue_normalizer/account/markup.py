"""Lines of canonical Markdown -> what they show, and where they lead, by the rules of the form alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from issue_normalizer.patterns import rare

_SPECIAL: Final = re.compile(r"[\\`<\[\]~*!]")
# What may begin with a sign; a sign that begins nothing is text. A group is what of it is shown.
_BEGINS: Final = {
    "\\": rare(r"\\([!-/:-@\[-`{-~])"),
    "`": rare(r"(?P<fence>`+)(?P<shown>.+?)(?<!`)(?P=fence)(?!`)"),
    "<": rare(r"<(?P<shown>[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*)>|</?(?:strong|em|del|sub|sup|br)>"),
    "!": rare(r"!(?=\[)"),
    "]": rare(r"\]\((?P<target><[^<>\n]*+>|(?:[^\s()]++|\([^\s()]*+\))*+)\)"),
    "~": rare(r"~~"),
    "*": rare(r"\*+"),
}
_IMAGE: Final = "\0!"  # until the image's end is found
_BLANK = ("", " ", "\n")


class Targets:
    """What the lines of an output lead to: images with what stands for each, and addresses."""

    def __init__(self) -> None:
        self.images: list[tuple[str, str]] = []
        self.addresses: set[str] = set()


def visible(text: str, targets: Targets | None = None) -> str:
    """Give what lines show: links as their text, no marks of emphasis, images as nothing.

    What they lead to is added to `targets`.
    """
    sign = _SPECIAL.search(text)
    if not sign:
        return text
    out: list[str] = []
    led = Targets() if targets is None else targets
    opened: list[int] = []
    marks: list[str] = []
    end, line_end = 0, -1
    while sign:
        start, char = sign.start(), sign[0]
        if start > line_end:  # what is open ends with its line
            opened, marks = [], []
            line_end = text.find("\n", start) % (len(text) + 1)
        if start > end:
            out.append(text[end:start])
        match = None if char == "[" else _BEGINS[char].match(text, start)
        end = match.end() if match else start + 1
        if char == "[":
            opened.append(len(out))
            out.append(char)
        elif char == "]" and opened and match:
            _close_link(out, opened.pop(), match["target"], led)
        elif match is None or char == "]" or (char == "*" and _is_alone(text, start, end, marks)):
            if char == "]":
                del opened[-1:]
            out.append(text[start:end])
        elif char == "!":
            out.append(_IMAGE)
        elif char == "*":
            if marks[-1:] == [match[0]]:
                marks.pop()
            else:
                marks.append(match[0])
        elif match.lastindex:
            out.append(match[match.lastindex])
            led.addresses.update(out[-1:] if char == "<" else ())
        sign = _SPECIAL.search(text, end)
    out.append(text[end:])
    return "".join(out).replace(_IMAGE, "!")


def _close_link(out: list[str], start: int, target: str, led: Targets) -> None:
    """Take the mark off a link whose text begins at a place of `out`; that of an image is not shown."""
    address = target.strip("<>").replace("&amp;", "&")
    if start and out[start - 1] == _IMAGE:
        led.images.append(("".join(out[start + 1 :]).replace(_IMAGE, "!"), address))
        del out[start - 1 :]
    else:
        out[start] = ""
        led.addresses.add(address)


def _is_alone(text: str, start: int, end: int, marks: Sequence[str]) -> bool:
    """Tell whether asterisks mark nothing: a blank follows, and a blank or no open mark stands before."""
    return text[end : end + 1] in _BLANK and (not marks or text[start - 1 : start] in _BLANK)
