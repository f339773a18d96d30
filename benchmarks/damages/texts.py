"""Changes to a Markdown value or an address: what is there afterwards, None where nothing fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+")  # with its sign
WORD = re.compile(r"[一-鿿]{2,4}|[A-Za-z]{4,}")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s<>]+)\)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s<>]+\)")
MARKUP = re.compile(r"[*_`<>\[\]()~|\\#]")
_BLOCK_START = re.compile(r"[-+*>|#`~!:\\]|\d+[.)]|\s")
_PART_OF_SENTENCE = "，、；,;：:"
OTHER_WORDS = ("毫不相干", "另起炉灶", "鹬蚌相争", "zyzzyva")
_NEW_SENTENCE = "这里忽然多出了从没有人写过的句子。"


def other_address(url: str, random: Random) -> str | None:
    """Change one character of an address behind its host."""
    start = url.find("/", url.find("://") + 3) + 1
    letters = [at for at in range(start, len(url)) if url[at].isascii() and url[at].isalnum()]
    if not start or "%" in url or not letters:
        return None
    at = random.choice(letters)
    other = "q" if url[at].lower() != "q" else "w"
    return url[:at] + other + url[at + 1 :]


def _plain_sentences(markdown: str) -> list[tuple[int, int]]:
    """Find sentences without markup, in paragraphs of a Markdown value: (start, end)."""
    if "```" in markdown or "~~~" in markdown:
        return []
    found, start = [], 0
    for block in markdown.split("\n\n"):
        if "\n" not in block and not _BLOCK_START.match(block):
            found += [
                (start + match.start(), start + match.end())
                for match in _SENTENCE.finditer(block)
                if not MARKUP.search(match[0]) and "://" not in match[0] and len(match[0]) > 8
            ]
        start += len(block) + 2
    # what is left of a paragraph must not begin with a sign or a label
    return [
        (first, end)
        for first, end in found
        if not _BLOCK_START.match(markdown[end : end + 3] or "x") or markdown[end : end + 2] == "\n\n"
    ]


def without_sentence(markdown: str, random: Random) -> str | None:
    """Drop a sentence."""
    sentences = _plain_sentences(markdown)
    if not sentences:
        return None
    start, end = random.choice(sentences)
    rest = markdown[:start] + markdown[end:]
    return re.sub(r"\n{3,}", "\n\n", rest).strip() or None


def with_sentence(markdown: str, random: Random) -> str | None:
    """Put in a sentence."""
    sentences = _plain_sentences(markdown)
    if not sentences:
        return None
    _, end = random.choice(sentences)
    return markdown[:end] + _NEW_SENTENCE + markdown[end:]


def with_other_words(markdown: str, random: Random) -> str | None:
    """Replace a word by others."""
    sentences = _plain_sentences(markdown)
    if not sentences:
        return None
    start, end = random.choice(sentences)
    words = list(WORD.finditer(markdown, start + 2, end))
    if not words:
        return None
    word = random.choice(words)
    return markdown[: word.start()] + random.choice(OTHER_WORDS) + markdown[word.end() :]


def cut_off(markdown: str, random: Random) -> str | None:
    """Cut a text within a sentence: all that follows is gone."""
    sentences = _plain_sentences(markdown)
    if not sentences:
        return None
    start, end = random.choice(sentences)
    if _IMAGE.search(markdown, end):
        return None  # it would be a loss of its own
    return markdown[: random.randint(start + 3, end - 2)].rstrip(f"{_PART_OF_SENTENCE} ")


def _without_match(pattern: re.Pattern[str]) -> Callable[[str, Random], str | None]:
    """Give what replaces a match by its text."""

    def change(markdown: str, random: Random) -> str | None:
        matches = [match for match in pattern.finditer(markdown) if "://" not in match[0].partition("](")[0]]
        if not matches:
            return None
        match = random.choice(matches)
        return markdown[: match.start()] + (match[1] if match.re.groups else "") + markdown[match.end() :]

    return change


def with_other_address(markdown: str, random: Random) -> str | None:
    """Change one character of a link."""
    matches = list(_LINK.finditer(markdown))
    if not matches:
        return None
    match = random.choice(matches)
    other = other_address(match[2], random)
    return other and f"{markdown[: match.start(2)]}{other}{markdown[match.end(2) :]}"


without_link = _without_match(_LINK)
without_image = _without_match(_IMAGE)
