"""Lines of canonical Markdown -> what they show, and where they lead, by the rules of the form alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from issue_normalizer.patterns import rare

# What a sign may begin; a sign that begins nothing is text. Groups tell what it is, and what of it is shown.
# Each way begins with its sign itself: the places of signs are then found at once.
_MARK: Final = rare(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|`(?P<fence>`*)(?P<code>.+?)(?<!`)`(?P=fence)(?!`)"
    r"|<(?P<address>[A-Za-z][A-Za-z0-9+.-]+:[^\s<>]*)>"
    r"|</?(?:strong|em|del|sub|sup|br)>"
    r"|!(?P<image>)(?=\[)"
    r"|\[(?P<open>)"
    r"|\]\((?P<target><[^<>\n]*+>|(?:[^\s()]++|\([^\s()]*+\))*+)\)"
    r"|\](?P<close>)"
    r"|~~"
    r"|\*(?P<stars>\**)"
)
_IMAGE: Final = "\0!"  # until the image's end is found
_AS_IS: Final = ("stars", "target", "close")
_BLANK: Final = ("", " ", "\n")


class Targets:
    """What the lines of an output lead to: images with what stands for each, and addresses."""

    def __init__(self) -> None:
        self.images: list[tuple[str, str]] = []
        self.addresses: set[str] = set()


def visible(text: str, targets: Targets | None = None) -> str:
    """Give what lines show: links as their text, no marks of emphasis, images as nothing.

    What they lead to is added to `targets`.
    """
    out: list[str] = []
    led = targets or Targets()
    opened: list[int] = []
    marks: list[str] = []
    end, line_end = 0, -1
    for match in _MARK.finditer(text):
        start, kind = match.start(), match.lastgroup
        if start > line_end:  # what is open ends with its line
            opened, marks = [], []
            line_end = text.find("\n", start) % (len(text) + 1)
        if start > end:
            out.append(text[end:start])
        end = match.end()
        if kind == "target" and opened:
            _close_link(out, opened.pop(), match["target"], led)
        elif kind == "open":
            opened.append(len(out))
            out.append("[")
        elif kind == "image":
            out.append(_IMAGE)
        elif kind == "stars" and not _is_alone(text, start, end, marks):
            _turn(marks, match[0])
        elif kind in _AS_IS:
            out.append(match[0])
            if kind != "stars":
                del opened[-1:]
        elif kind:
            out.append(match[kind])
            led.addresses.update(out[-1:] if kind == "address" else ())
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


def _turn(marks: list[str], mark: str) -> None:
    """Close the emphasis that a mark opened, or open it."""
    if marks[-1:] == [mark]:
        marks.pop()
    else:
        marks.append(mark)
