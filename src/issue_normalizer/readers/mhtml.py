"""MHTML, as browsers save a page: the HTML part is read like any other page."""

from __future__ import annotations

from issue_normalizer.decoding import decode
from issue_normalizer.errors import RefusedError
from issue_normalizer.limits import refuse_many
from issue_normalizer.options import DEFAULT, Options
from issue_normalizer.readers.page import read_page
from issue_normalizer.tree import Document


def read_mhtml(text: str, options: Options = DEFAULT) -> Document:
    """Read the first HTML part. Raises RefusedError where there is none."""
    import email
    import email.policy

    message = email.message_from_bytes(text.encode("utf-8"), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                html = decode(payload, part.get_content_charset()).text
                refuse_many(html)
                address = part.get("Content-Location") or message.get("Snapshot-Content-Location")
                return read_page(html, address, options)
    raise RefusedError("it is MHTML without an HTML part; save the page again, as HTML")
