"""Text for a full-text index that finds words of scripts which part no words.

SQLite's tokenizer `unicode61` takes a run of Chinese signs for one word, and `trigram` finds no word of two
signs (https://sqlite.org/fts5.html#tokenizers). So each stretch of up to four signs is written as a word of
its own: a plain `MATCH` then finds a word of that length, wherever it stands.
"""

from __future__ import annotations

import re

LONGEST = 4  # signs: most words have two, names up to four
# Han with its extensions and marks, kana, Hangul (Unicode 15.1).
_SIGNS = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U000323af"
)
_RUN = re.compile(f"[{_SIGNS}]+")


def with_grams(text: str) -> str:
    """Give a text as it is to be indexed: runs of signs as the words that may be in them."""
    return _RUN.sub(lambda run: f" {' '.join(_grams(run[0]))} ", text)


def _grams(run: str) -> list[str]:
    return [
        run[start : start + length]
        for start in range(len(run))
        for length in range(1, min(LONGEST, len(run) - start) + 1)
    ]
