"""The element that holds a document -> the document: the last steps that all readers of HTML share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from issue_normalizer.claims import Claim, Intake
from issue_normalizer.patterns import rare
from issue_normalizer.readers.callouts import settle_callouts
from issue_normalizer.readers.hidden import take_hidden
from issue_normalizer.readers.html import prepare, read_element
from issue_normalizer.readers.html_inline import addresses_shown
from issue_normalizer.readers.layout import free_layout
from issue_normalizer.readers.maths import settle_delimiters, settle_formulas
from issue_normalizer.readers.notes import settle_notes
from issue_normalizer.readers.office import settle_lists
from issue_normalizer.readers.visible import code_shown, joined_text, visible_text
from issue_normalizer.readers.wrappers import unwrap_links
from issue_normalizer.text import collapse
from issue_normalizer.tree import Document, Span

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ALERT_CLASS: Final = rare(r"markdown-alert-(note|tip|important|warning|caution)\b")

_STYLES: Final = ("font-weight", "font-size")
_LONGEST_TITLE: Final = 16  # characters, in any language


def body_document(
    body: Element,
    metadata: Mapping[str, str],
    address: str | None = None,
    around: tuple[Span, ...] = (),
    *,
    before: str | None = None,
    taken: Sequence[Span] = (),
    is_page: bool = True,
) -> Document:
    """Read a body as a document; what is hidden in it is taken out first.

    `around` is what the page holds beside it, `taken` what was taken out of it already, and `before` the
    text that it showed before that. `is_page` tells that a script may have drawn formulas in it.
    """
    if before is None:
        before = joined_text(body)
    held = list(body.iter())  # what nobody holds lxml makes anew each time that it is met
    code = code_shown(body)
    redirects = unwrap_links(body)
    edits = [*settle_notes(body), *settle_formulas(body)]
    if is_page and "\\" in before:
        edits += settle_delimiters(body)
    left_out = (*taken, *take_hidden(body))
    edits += [Claim(span.reason.partition(":")[0], span.text) for span in left_out]
    edits += (*settle_lists(body), *_write_alerts(body), *settle_callouts(body))
    free_layout(body)
    if styled := [each for each in body.iter("div", "p", "span") if _is_styled(each)]:
        from issue_normalizer.readers.styled_lines import mark_styled_lines

        mark_styled_lines(styled)
    edits += prepare(body)
    edits += addresses_shown(body)
    intake = Intake(before, tuple(edits), code)
    blocks = read_element(body)
    held.clear()  # else a compiled build lets go of it where it is made
    return Document(blocks, metadata, address, (*around, *left_out, *redirects), intake=intake)


def _is_styled(element: Element) -> bool:
    style = element.get("style")
    return style is not None and any(name in style for name in _STYLES)


def _write_alerts(body: Element) -> Iterator[Claim]:
    """Write GitHub's rendered alerts as they are written in Markdown: `[!NOTE]` for the title it shows."""
    for title in list(body.iter("p")):
        classes = title.get("class")
        alert = title.getparent()
        if classes is None or "markdown-alert-title" not in classes or alert is None:
            continue
        kind = _ALERT_CLASS.search(alert.get("class") or "")
        shown = collapse(visible_text(title))
        if kind is None or len(shown) > _LONGEST_TITLE:
            continue
        for child in list(title):
            title.remove(child)
        title.text = f"[!{kind[1].upper()}]"
        yield Claim("alert", shown, title.text)
