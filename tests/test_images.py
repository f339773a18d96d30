"""Images that a page loads late: the address that a reader sees."""
# ruff: noqa: E501 - a page is told from its neighbours best on one line

from __future__ import annotations

import pytest

from pages import shown

BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
LAMP = "https://img.example.org/lamp.jpg"


@pytest.mark.parametrize(
    "html",
    [
        f'<img src="{BLANK}" data-src="{LAMP}" alt="lamp">',
        f'<img src="/img/placeholder.gif" data-original="{LAMP}" alt="lamp">',
        f'<img src="{BLANK}" data-lazy-src="{LAMP}" alt="lamp"><noscript><img src="{LAMP}" alt="lamp"></noscript>',
        f'<img src="{BLANK}" class="lazy" alt="lamp"><noscript><img src="{LAMP}" alt="lamp"></noscript>',
        f'<noscript><img src="{LAMP}" alt="lamp"></noscript>',
        f'<img src="//static.example.com/1x1.gif" data-actualsrc="{LAMP}" alt="lamp">',
        f'<img srcset="https://img.example.org/small.jpg 400w, {LAMP} 1200w" alt="lamp">',
        f'<img src="{BLANK}" data-srcset="https://img.example.org/small.jpg 1x, {LAMP} 2x" alt="lamp">',
        f'<picture><source srcset="https://img.example.org/lamp.webp"><img src="{LAMP}" alt="lamp"></picture>',
        f'<picture><source srcset="{LAMP}"><img src="{BLANK}" alt="lamp"></picture>',
        f'<picture><source data-srcset="{LAMP} 800w"><img alt="lamp"></picture>',
        f'<amp-img src="{LAMP}" alt="lamp"></amp-img>',
        f'<img src="{LAMP}" srcset="https://img.example.org/lamp-2x.jpg 2x" alt="lamp">',
    ],
)
def test_the_address_of_an_image(html: str) -> None:
    assert shown(f"<p>{html}</p>") == f"![lamp]({LAMP})"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/a/blanket.jpg" alt="wool">', "![wool](/a/blanket.jpg)"),
        ('<img src="/a/loading-dock.jpg" alt="dock">', "![dock](/a/loading-dock.jpg)"),
        ('<img src="/a.png" data-src="true" alt="a">', "![a](/a.png)"),
        ('<img src="/a.png" width="1" height="40" alt="a">', "![a](/a.png)"),
        (f'<img src="{BLANK}" alt="lamp">', "lamp"),
        ('Oil<img src="https://t.example.org/open?u=1" width="1" height="1" alt="">', "Oil"),
        ("Oil<noscript>Turn scripts on.</noscript>", "Oil"),
        ('<iframe data-src="https://v.example.org/play/1"></iframe>', "<https://v.example.org/play/1>"),
        ('<lite-youtube videoid="abc"></lite-youtube>', "<https://www.youtube.com/watch?v=abc>"),
    ],
)
def test_other_images(html: str, expected: str) -> None:
    assert shown(f"<p>{html}</p>") == expected
