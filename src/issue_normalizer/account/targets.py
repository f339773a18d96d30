"""Images and addresses: those of the tree that an issue is made of beside those that an output leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from issue_normalizer.account.cover import Told
from issue_normalizer.account.lines import Shown
from issue_normalizer.claims import Claim
from issue_normalizer.inlines import plain
from issue_normalizer.text import without_space
from issue_normalizer.tree import Image, Link, Span
from issue_normalizer.urls import canonical_url


def compare_images(
    taken: Sequence[Image], shown: Sequence[tuple[str, str]], claims: Sequence[Claim]
) -> tuple[Told, Told]:
    """Compare the images of a tree with those of an output, by address and description: (lost, added)."""
    there = Counter([(without_space(image.alt), image.url) for image in taken])
    seen = Counter([(without_space(alt), url) for alt, url in shown])
    claimed = Counter([claim.taken for claim in claims if claim.reason == "image"])
    lost: Told = []
    for alt, url in (there - seen).elements():
        if claimed[url] <= 0:
            lost.append(("", alt or url))
        claimed[url] -= 1
    return lost, [("", alt or url) for alt, url in (seen - there).elements()]


def compare_addresses(
    links: Sequence[Link], led: set[str], shown: Shown, left_out: Sequence[Span]
) -> tuple[Told, Told]:
    """Compare where the links of a tree lead with where those of an output do: (lost, added).

    An address may be shown as text, or go with its text, which is left out or a fact, such as a tag. One
    within the page may go, as that of a heading to itself does.
    """
    if led == {link.url for link in links}:
        return [], []
    there = {canonical_url(link.url): link for link in links if link.url}
    seen = {canonical_url(url): url for url in led}
    facts = {line.text for line in shown.facts}
    dropped = "\0".join(without_space(span.text) for span in left_out)
    text = canonical_url("\0".join((*shown.body, *facts)))
    gone = [
        link.url
        for url, link in there.items()
        if url not in seen
        and not url.startswith("#")
        and url not in text
        and not ((name := without_space(plain(link.children))) and (name in facts or name in dropped))
    ]
    return [("", url) for url in gone], [("", url) for at, url in sorted(seen.items()) if at not in there]
