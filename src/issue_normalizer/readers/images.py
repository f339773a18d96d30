"""The address of an image that a reader sees, where the page loads it late: never that of a placeholder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.patterns import rare
from issue_normalizer.readers.elements import all_text
from issue_normalizer.text import holds_any
from issue_normalizer.urls import is_live

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Where scripts that load images late find the address, best first.
_LAZY: Final = (
    "data-canonical-src", "data-src", "data-lazy-src", "data-actualsrc", "data-original", "data-original-src", "data-lazy",  # noqa: E501
    "data-echo", "data-ks-lazyload", "data-url", "data-img-src", "data-image", "data-backsrc", "data-hi-res-src",  # noqa: E501
    "data-full-src", "zoomfile", "file", "original", "lazy-src", "lazyload", "_src",
)  # fmt: skip
_SETS: Final = ("srcset", "data-srcset", "data-lazy-srcset", "data-original-set")
# What images are called that stand for another one, until it is there, or for none.
_EMPTY: Final = tuple("blank spacer 1x1 transparent loading lazyload lazy pixel gray grey empty".split())
_STANDS_IN: Final = "placeholder"
_PLACEHOLDER: Final = rare(
    rf"(?:^|[/_.-])(?:{_STANDS_IN}[\w.-]*|(?:{'|'.join(_EMPTY)})[\dx_-]*)"
    r"\.(?:gif|png|svg|jpe?g|webp)(?:[?#].*)?\Z",
    re.IGNORECASE,
)
_PICTURE: Final = rare(r"(?i)\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#!@].*)?\Z")
_SIZE: Final = rare(r"([\d.]+)([wx])\Z")
_CANDIDATE: Final = rare(r"\s*(\S*[^\s,])(?:\s+([^,]*))?\s*(?:,|\Z)")
# Other elements that show a picture, or play what an attribute names.
_PICTURES: Final = ("amp-img", "image")
_PLAYERS: Final = {
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v="),
    "youtube-video": ("videoid", "https://www.youtube.com/watch?v="),
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v="),
    "lite-vimeo": ("videoid", "https://vimeo.com/"),
}


def settle_images(body: Element) -> None:
    """Give each image its own address as `src`; none to those that show nothing but a placeholder."""
    for element in list(body.iter("noscript", *_PICTURES, *_PLAYERS)):
        if element.tag == "noscript":
            _use_noscript(element)
        elif element.tag in _PICTURES:
            element.tag = "img"
        else:
            name, address = _PLAYERS[element.tag]
            if value := element.get(name):
                element.tag = "iframe"
                element.set("src", address + value)
    for image in list(body.iter("img", "iframe")):
        keys = image.keys()
        if keys in (["src"], ["src", "alt"]) and not _is_placeholder(image.get("src") or ""):
            continue  # as most are
        source = _address(image)
        if image.tag == "iframe" and not source:
            continue
        if image.get("data-canonical-src") is None:
            image.set("src", source)
        if {image.get("width"), image.get("height")} <= {"0", "1"} and image.tag == "img":
            image.set("src", "")  # it counts who reads
            image.set("alt", "")


def _address(image: Element) -> str:
    """Choose the address of an image."""
    keys = image.keys()  # to ask for each of the names takes longer
    found = [value.strip() for name in _LAZY if name in keys and (value := image.get(name))]
    own = (image.get("src") or "").strip()
    sets = [image.get(name) for name in _SETS if name in keys]
    parent = image.getparent()
    if parent is not None and parent.tag in ("picture", "source"):
        picture = next(image.iterancestors("picture"), parent)
        sets += [source.get(name) for source in picture.iter("source") for name in _SETS]
    chosen = [address for value in sets if value and (address := _largest(value))]
    late = [address for address in found if _leads(address)]
    return next((address for address in (*late, own, *chosen) if not _is_placeholder(address)), "")


def _leads(address: str) -> bool:
    return is_live(address) and ("/" in address or "." in address)


def _is_placeholder(address: str) -> bool:
    if not address or address.startswith(("data:", "about:", "blob:")):
        return True
    return holds_any(address.lower(), (_STANDS_IN, *_EMPTY)) and _PLACEHOLDER.search(address) is not None


def _largest(candidates: str) -> str:
    """Give the largest image of a `srcset` (HTML, 4.8.4.2)."""
    best, size = "", -1.0
    for address, width in _CANDIDATE.findall(candidates):
        match = _SIZE.match(width.strip())
        own = float(match[1]) * (1000 if match[2] == "x" else 1) if match and match[1].count(".") < 2 else 0.0
        if own > size and not _is_placeholder(address):
            best, size = address, own
    return best


def _use_noscript(element: Element) -> None:
    """Use the image that stands where scripts are off: for the one beside it, or in its place."""
    inside = next(element.iter("img"), None)
    if inside is None or all_text(element).strip():
        return
    near = [each for each in (element.getprevious(), element.getnext()) if each is not None]
    images = [image for each in near for image in each.iter("img")]
    if images:
        for image in images:
            if not _address(image) and (source := _address(inside)):
                image.set("src", source)
                if not image.get("alt") and inside.get("alt"):
                    image.set("alt", cast("str", inside.get("alt")))
    else:
        element.tag = "span"


def is_picture(address: str) -> bool:
    """Tell whether an address is that of a picture, by its name."""
    return _PICTURE.search(address) is not None
