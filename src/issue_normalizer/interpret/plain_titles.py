"""Titles as plain text writes them, with their address right behind."""

from __future__ import annotations

from issue_normalizer.claims import Claim
from issue_normalizer.inline_types import is_link, is_text
from issue_normalizer.inlines import plain
from issue_normalizer.interpret.headline import Headline
from issue_normalizer.tree import Inlines
from issue_normalizer.urls import is_spelled_out


def address_behind(nodes: Inlines) -> Headline | None:
    """Read `title https://…` or `title: https://…`, as plain text writes a link; None for any other line."""
    if len(nodes) != 2 or not is_text(nodes[0]) or not is_link(link := nodes[1]):
        return None
    shown, title = plain((link,)), nodes[0].text.strip()
    bare = title.rstrip(":： ")
    if not is_spelled_out(link.url, shown) or len(bare) < 2 or link.url.startswith("mailto:"):
        return None
    signs = tuple([Claim("sign", sign) for sign in title[len(bare) :].strip()])
    return Headline(bare, link.url, claims=(Claim("address", shown), *signs))
