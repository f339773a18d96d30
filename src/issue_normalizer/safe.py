"""Characters that no text needs and that do harm where it is shown: taken out, or spelled out.

What is written to files keeps all that scripts and emoji are made of (joiners, variation selectors,
direction marks, the tags of a flag); what a terminal shows keeps less.
"""

from __future__ import annotations

from unicodedata import category

from issue_normalizer.patterns import rare

# Unicode 15.1: controls (tab, line feed, form feed and carriage return aside), surrogates, noncharacters;
# embeddings, overrides and isolates, which reorder what is shown (UTS #55); deprecated controls and
# annotations; and tags, which show nothing, unless they name the country of a black flag.
_UNSAFE = rare(
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]+\U000e007f|"
    "([\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\U000e0000-\U000e007f])"
)
# Holds all of them and a little more; a class alone is ten times as fast.
_SUSPECT = rare(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb"
    "\ufffe\uffff\U0001f3f4\U0001fffe-\U0010ffff]"
)
_BLANKS = "\t\u00a0\u3000\u200b"  # harmless, and common
_JOINERS = "\u200c\u200d"


def suspicious_lines(text: str) -> str:
    """Give the lines of a text that may hold unsafe characters or controls; mostly none.

    What can be printed is none of these, and Python tells that three times as fast as a pattern would.
    """
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    if text.replace("\n", " ").isprintable():
        return ""
    return "\n".join([line for line in text.split("\n") if not line.isprintable()])


def _may_be_unsafe(text: str) -> bool:
    lines = suspicious_lines(text)
    return bool(lines) and _SUSPECT.search(lines) is not None


def find_unsafe(text: str) -> list[int]:
    """List the places of unsafe characters, in order."""
    found: list[int] = []
    if _may_be_unsafe(text):
        start = 0
        for line in text.split("\n"):
            if _is_suspect(line):
                found += [start + match.start() for match in _UNSAFE.finditer(line) if match[1]]
            start += len(line) + 1
    return found


def remove_unsafe(text: str) -> str:
    """Take the unsafe characters out of a text that goes into a file; line ends and tabs stay."""
    if not _may_be_unsafe(text):
        return text
    return "\n".join([_cleaned(line) if _is_suspect(line) else line for line in text.split("\n")])


def _is_suspect(line: str) -> bool:
    return not line.isprintable() and _SUSPECT.search(line) is not None


def _cleaned(line: str) -> str:
    return _UNSAFE.sub(lambda match: "" if match[1] else match[0], line)


def code_point(char: str) -> str:
    """Name a character that cannot be shown: `U+202E`."""
    return f"U+{ord(char):04X}"


def for_terminal(line: str) -> str:
    r"""Make a line safe to show: whatever could steer a terminal, hide or reorder is spelled out (`\x1b`).

    Line ends are spelled out too: what is given is one line and stays one. Joiners, variation selectors
    and blanks of any width stay.
    """
    if line.isprintable():
        return line
    return "".join(char if _is_shown(char) else char.encode("unicode_escape").decode() for char in line)


def _is_shown(char: str) -> bool:
    return char.isprintable() or char in _JOINERS or category(char) == "Zs"
