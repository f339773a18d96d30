"""What texts and issues are compared by: keys that are equal where two of them are one."""

from __future__ import annotations

import re
import unicodedata
from typing import TypeAlias

from issue_normalizer.account.markup import visible

Key: TypeAlias = tuple[str, str, str]

# Words with the signs that are part of them, as in `C++` and `C#`, and numbers. `#12` is a number.
_PIECE = re.compile(r"[^\W\d_]+(?:[+#]+(?![+#\d]))?|\d+")


def text_key(text: str) -> str:
    """Give what plain texts are compared by: their letters and digits, in one width and case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def shown_key(markdown: str) -> str:
    """Give what Markdown is compared by: the key of what it shows."""
    return text_key("".join(visible(line) for line in markdown.split("\n")))


def name_key(name: str) -> str:
    """Give what titles and series are compared by: as `text_key`, but `1.2` is not `12`, and C++ not C."""
    pieces = _PIECE.findall(unicodedata.normalize("NFKC", name).casefold())
    return "".join(
        f".{piece}" if at and piece[0].isdigit() and pieces[at - 1][0].isdigit() else piece
        for at, piece in enumerate(pieces)
    )


def issue_key(series: str | None, date: str | None, title: str) -> Key | None:
    """Give what scrapes of one issue have in common: series and date, else a title that holds a number.

    None where neither is there: two issues that are called `Weekly` and no more are two issues.
    """
    known = name_key(series or "")
    if known and date:
        return known, date, ""
    own = name_key(title)
    return (known, date or "", own) if any(map(str.isdigit, own)) else None
