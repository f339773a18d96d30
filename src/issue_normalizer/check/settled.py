"""Files of a baseline that a new scrape came out as, byte for byte: what they hold is known unread.

Reading canonical forms takes as long as reading pages, and of most scrapes nothing changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property

from issue_normalizer.issue import Issue
from issue_normalizer.pipeline import write

_JSON = b"{"  # what JSON begins with, and no Markdown of ours does


class Settled:
    """The issues of new scrapes, found by what they are written as.

    `written` gives each with the checksum of its Markdown. That of its JSON is made where a baseline has any.
    """

    def __init__(self, written: Iterable[tuple[bytes, Issue]] = ()) -> None:
        self.by_markdown = dict(written)

    def issue_in(self, data: bytes) -> Issue | None:
        """Give the issue that a file holds, if a new scrape is written like that."""
        if not self.by_markdown:
            return None
        forms = self._by_json if data.startswith(_JSON) else self.by_markdown
        return forms.get(checksum(data))

    @cached_property
    def _by_json(self) -> dict[bytes, Issue]:
        issues = self.by_markdown.values()
        return {checksum(write(issue, "json").encode()): issue for issue in issues}


def checksum(data: bytes) -> bytes:
    """Give what tells texts apart."""
    return hashlib.sha256(data).digest()
