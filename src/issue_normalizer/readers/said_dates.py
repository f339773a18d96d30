"""Days that the lines of a page say, in words and under the names of dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.patterns import rare
from issue_normalizer.readers.page_blocks import Block, inside, loose_lines
from issue_normalizer.readers.page_names import names_of
from issue_normalizer.readers.page_text import spaced_text
from issue_normalizer.text import collapse

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DATE_NAMES: Final = rare(
    r"(?<![a-z])(?:published|pubdate|publish-?(?:date|time|ed)?|post-?date|entry-?date|posted-?on|date|datetime|date-header|dateline|timestamp"
    r"|post-?time|pub-?time|created(?:-at)?|create-?time|release-?time|byline|post-?meta|entry-?meta|meta|article-info|post-info|info|submitted|age|time"
    r"|fecha|datum|date-?publi\w*|data-(?:hora|publi\w*)|autor|author)(?![a-z])"
)
MODIFIED: Final = rare(r"(?<![a-z])(?:updated|modified|lastmod|last-updated|edited)(?![a-z])")
MODIFIED_WORDS: Final = rare(
    r"(?:(?:最終|最后|最近)?(?:updated|modified|edited|更新|修改|编辑)|(?:zuletzt )?aktualisiert"
    r"|mis à jour|actualizado|atualizado|aggiornato|bijgewerkt|обновлено|수정"
    r"|uppdaterad|op(?:dateret|pdatert)|päivitetty|aktualizov|aktualizacja|güncelle|frissít|оновлено"
    r"|cập nhật|diperbarui)",
    2,
)
# A day that opens a line in which more is said: who wrote the text, how many comments it has.
_OPENS: Final = rare(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)|\d{1,2}(?:er|st|nd|rd|th|[.ºª])?\s+(?:de\s+|di\s+)?[^\W\d_]{3,12}\.?,?\s+(?:del?\s+)?(?:19|20)\d\d"
)
_SAID: Final = rare(
    r"(?:first |originally |date )?(?:published|posted|veröffentlicht|erstellt|publié|publicado|pubblicato"
    r"|erschienen|erscheinungs(?:termin|datum)|release date|date (?:of|de) (?:publication|parution)"
    r"|fecha de publicaci|data de publica|data di pubblicaz|geplaatst|gepubliceerd"
    r"|publicerad|publi(?:ceret|sert)|julkaistu|publikov|yayın|megjelen|опубліковано|đăng|diterbitkan"
    r"|opublikowano|опубликовано|发布|发表|公開日|投稿日|掲載|입력|등록)",
    2,
)
# A sentence below a text that says when it was written: what follows is the day, and more.
_WRITTEN: Final = rare(
    r"(?:this|dieser?|dieses|ce(?:t|tte)?|est[ea]|quest[oa]|dit|deze)\s+(?:entry|post|article|story|page"
    r"|artikel|beitrag|eintrag|text|billet|articolo|art[ií]culo|artigo|bericht)"
    r"\s+(?:was|wurde|a été|fue|foi|è stat[oa]|werd|is)\s+(?:first |originally )?(?:posted|published|written"
    r"|added|created|publiée?|écrite?|publicad[oa]|escrit[oa]|pubblicat[oa]|scritt[oa]|geplaatst|geschreven|am|von|unter)"
    r"\b\D{0,60}?(?=\d|\b[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?\b)",
    2,
)
# What stands before the facts of a text in one line: `来源：…　作者：…　时间：…`.
_LABELS: Final = rare(
    r"(?:时间|日期|来源|作者|发布|责编|编辑|浏览|阅读|点击)[^:：]{0,4}[:：]"
    r"|\b(?:by|author|date|source|views)\b ?[:：]",
    2,
)
_PARTS: Final = rare(
    r"\s*(?:[|•·;‖]|\s[–—/]\s|(?=\b(?:updated|modified|last |first published|aktualisiert|mis à jour))"
    r"|,\s(?=publi(?:é|cerad|ceret|sert|cad|kov)|veröffentlicht|pubblicat|опубликовано))\s*",
    2,
)
_DATELINE: Final = rare(
    r"\(?[^.()]{0,48}?(?:[^\W\d_]{3,9}\.? \d{1,2},?|\d{1,2} [^\W\d_]{3,9}) (?:19|20)\d\d\)? ?(?=[(—–/-])"
    r"|\(\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\)"
)
MAX_LINE: Final = 100
_MAX_SENTENCE: Final = 400  # bytes
_DAY: Final = 48  # characters
_SHORT_DAY: Final = 8  # characters
_SEVERAL: Final = 2  # lines: at the top and at the end of a page


def said_in(page: Block, boxed: set[Element]) -> Iterator[str]:
    """Give short texts that say when something was published, wherever they stand."""
    for block in inside(page):
        if (
            not 0 < block.size <= _MAX_SENTENCE
            or block.element in boxed
            or block.all_size > _MAX_SENTENCE * 2
        ):
            continue
        shown = spaced_text(block.element)
        if written := _WRITTEN.match(shown):
            yield shown[written.end() : written.end() + _DAY]
        elif len(shown) <= MAX_LINE and any(map(str.isdigit, shown)) and _SAID.match(shown):
            yield from pieces_of(shown)


def in_line(page: Element, boxed: set[Element]) -> list[str]:
    """Give what stands under the name of a date within a line: `By Ann <span class="post-time">…</span>`.

    Where several such are shown, they are those of items.
    """
    shown = []
    for element in page.iter("span", "b", "i", "em", "small", "strong", "font"):
        names = names_of(element)
        if not names or MODIFIED.search(names) or not DATE_NAMES.search(names):
            continue
        text = _short_text(element)
        if any(map(str.isdigit, text)) and not MODIFIED_WORDS.match(text) and not is_boxed(element, boxed):
            shown.append(text)
    return [piece for text in shown for piece in pieces_of(text)] if len(set(shown)) <= _SEVERAL else []


def in_loose_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Give what the first lines that stand straight in blocks may say of a day."""
    for block in blocks:
        for text, _ in loose_lines(block):
            if any(map(str.isdigit, text)) and not MODIFIED_WORDS.match(text):
                yield from pieces_of(text)


def _short_text(element: Element) -> str:
    """Give the text of an element, or "" where it is too long for a day: parts within parts are read once."""
    parts: list[str] = []
    size = 0
    for part in cast("Iterator[str]", element.itertext()):
        parts.append(part)
        size += len(part)
        if size > _MAX_SENTENCE:
            return ""
    shown = collapse(" ".join(parts))
    return shown if len(shown) <= MAX_LINE else ""


def is_boxed(element: Element, boxed: set[Element]) -> bool:
    """Tell whether an element is, or stands in, what holds days of other texts."""
    return any(above in boxed for above in (element, *element.iterancestors()))


def dateline_of(body: Block) -> Iterator[str]:
    """Give the place and day that open a text: `LONDON, March 5, 2014 (Reuters) -`, `(05.03.2014) The`."""
    first = next((block for block in inside(body) if block.is_prose()), None)
    if first is not None and (match := _DATELINE.match(spaced_text(first.element)[:MAX_LINE])):
        yield match[0]


def pieces_of(shown: str) -> list[str]:
    """Split a line where several things are said in it: what says of publication first, none of a change."""
    pieces = [piece for piece in _PARTS.split(shown) if piece and not MODIFIED_WORDS.match(piece)]
    opening = _OPENS.match(pieces[0]) if pieces else None
    behind = pieces[-1].rpartition(", ")[2] if pieces else ""  # `Anna Kai, 5.3.24`
    pieces = sorted(pieces, key=lambda piece: _SAID.match(piece) is None)
    pieces += [opening[0]] if opening else []
    return [*pieces, behind] if behind.count(".") == 2 and len(behind) <= _SHORT_DAY else pieces


def is_of_change(shown: str) -> bool:
    """Tell whether a line speaks of a change, and of no publication behind it."""
    return MODIFIED_WORDS.match(shown) is not None and not any(map(_SAID.match, _PARTS.split(shown)))


def is_labelled(shown: str) -> bool:
    """Tell whether a line states several facts, each behind its label: no running text does."""
    return len(_LABELS.findall(shown)) > 1


def may_be_line(block: Block) -> bool:
    """Tell whether a block holds no more bytes than a line may: to join the text of a page takes long."""
    return block.all_size + block.all_linked <= MAX_LINE * 4
