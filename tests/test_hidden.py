"""What a page hides is left out, and told; what only sounds hidden stays."""

from __future__ import annotations

import pytest

from body_cases import page, shown
from issue_normalizer.pipeline import convert


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>dark</p>",
        '<p style="display:none">dark</p>',
        '<p style="color: red; DISPLAY : none !important">dark</p>',
        '<div style="visibility:hidden"><p>dark</p></div>',
        "<template><p>dark</p></template>",
        '<div style="max-height:0;overflow:hidden">dark</div>',
        '<span style="mso-hide:all">dark</span>',
        '<span style="position:absolute;clip:rect(0,0,0,0)">dark</span>',
        '<span class="sr-only">dark</span>',
    ],
)
def test_hidden(html: str) -> None:
    assert shown(f"<p>Oil</p>{html}") == "Oil"


@pytest.mark.parametrize(
    "html",
    [
        '<p class="label-hidden">lit</p>',
        '<p aria-hidden="true">lit</p>',
        '<p style="overflow:hidden">lit</p>',
        '<p style="min-height:0;overflow:hidden">lit</p>',
        '<div id="js_content" style="visibility: hidden"><p>lit</p></div>',
        '<p style="background:url(display:none)">lit</p>',
        '<p style="opacity:0">lit</p>',
    ],
)
def test_shown(html: str) -> None:
    assert shown(f"<p>Oil</p>{html}") == "Oil\n\nlit"


def test_what_readers_aloud_skip_stands_once() -> None:
    assert shown('<p><span aria-hidden="true">5 lamps</span><span>5 lamps</span></p>') == "5 lamps"


def test_hidden_text_is_told() -> None:
    spans = convert(page('<p>Oil</p><p style="display:none">dark</p>')).account.spans
    assert [(span.text, span.reason) for span in spans] == [("dark", "hidden")]
