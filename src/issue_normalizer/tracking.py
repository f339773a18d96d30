"""Parameters of addresses that only follow readers, taken off where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit, urlunsplit

from msgspec.structs import replace

from issue_normalizer.blocks import map_inlines
from issue_normalizer.diagnostics import Diagnostic
from issue_normalizer.inline_types import is_link, is_styled
from issue_normalizer.tidy import with_children
from issue_normalizer.tree import Document, Inline, Inlines, Link

_STARTS = ("utm_", "mtm_", "pk_", "hsa_", "_hs")
_NAMES = frozenset((
    "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "spm", "ref_src",
    "vero_id", "wickedid", "oly_anon_id", "oly_enc_id", "trk_contact", "trk_msg", "ck_subscriber_id",
))  # fmt: skip


def without_tracking(url: str) -> str:
    """Take the parameters off an address that only tell who follows it; all else stays byte for byte."""
    if "?" not in url:
        return url
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if not _is_tracking(pair.partition("=")[0].lower())]
    query = "&".join(kept)
    return url if query == parts.query else urlunsplit(parts._replace(query=query))


def _is_tracking(name: str) -> bool:
    return name.startswith(_STARTS) or name in _NAMES


def clean_links(document: Document) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Take tracking parameters off all links of a document; how many is told. Text that shows one stays."""
    changed: list[int] = []

    def clean(nodes: Inlines, line: int) -> Inlines:
        return tuple(_clean(nodes, line, changed))

    blocks = map_inlines(document.blocks, clean)
    if not changed:
        return document, ()
    count = f"{len(changed)} links" if len(changed) > 1 else "a link"
    told = Diagnostic("links-cleaned", f"{count} lost parameters that only follow readers", changed[0])
    return replace(document, blocks=blocks), (told,)


def _clean(nodes: Sequence[Inline], line: int, changed: list[int]) -> list[Inline]:
    out: list[Inline] = []
    for node in nodes:
        if is_link(node):
            url = without_tracking(node.url)
            if url != node.url:
                changed.append(line)
            out.append(Link(url, tuple(_clean(node.children, line, changed))))
        elif is_styled(node):
            out.append(with_children(node, tuple(_clean(node.children, line, changed))))
        else:
            out.append(node)
    return out
