"""Damage done to an issue: `DAMAGES` maps what is done to a function that does it at a random place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

from damage_model import DamagedIssue, IssueDamage, Told

from issue_normalizer.issue import ArchiveEntry, Colophon, Field, Issue, Item, Section

_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]+")  # with its sign
_WORD = re.compile(r"[一-鿿]{2,4}|[A-Za-z]{4,}")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^()\s<>]+)\)")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s<>]+\)")
_MARKUP = re.compile(r"[*_`<>\[\]()~|\\#]")
_BLOCK_START = re.compile(r"[-+*>|#`~!:\\]|\d+[.)]|\s")
_PART_OF_SENTENCE = "，、；,;：:"
_OTHER_WORDS = ("毫不相干", "另起炉灶", "鹬蚌相争", "zyzzyva")
_NEW_SENTENCE = "这里忽然多出了从没有人写过的句子。"
_NEW_ITEM = Item("从未见过的新条目", "https://new.example/item", summary="它说的事和别的都不相干。")

Place = tuple[int, int]


def _items(issue: Issue, holds: Callable[[Item], object] = bool) -> list[Place]:
    """List the places of items that hold something, and that are there once."""
    counts = Counter(_identity(item) for section in issue.sections for item in section.items)
    return [
        (at, number)
        for at, section in enumerate(issue.sections)
        for number, item in enumerate(section.items)
        if counts[_identity(item)] == 1 and holds(item)
    ]


def _identity(item: Item) -> tuple[str | None, str | None, str]:
    return item.url, item.title, item.summary


def _titled(item: Item) -> bool:
    return item.title is not None


def _path(place: Place) -> str:
    return f"sections/{place[0]}/items/{place[1]}"


def _item(issue: Issue, place: Place) -> Item:
    return issue.sections[place[0]].items[place[1]]


def _with_section(issue: Issue, at: int, section: Section) -> Issue:
    return replace(issue, sections=(*issue.sections[:at], section, *issue.sections[at + 1 :]))


def _with_items(issue: Issue, at: int, items: list[Item]) -> Issue:
    return _with_section(issue, at, replace(issue.sections[at], items=tuple(items)))


def _on_item(
    kind: str, weight: str, holds: Callable[[Item], object], change: Callable[[Item, Random], Item | None]
) -> IssueDamage:
    """Give damage to a single item."""

    def damage(issue: Issue, random: Random) -> DamagedIssue | None:
        places = _items(issue, holds)
        random.shuffle(places)
        for place in places:
            changed = change(_item(issue, place), random)
            if changed is not None and changed != _item(issue, place):
                items = list(issue.sections[place[0]].items)
                items[place[1]] = changed
                return DamagedIssue(_with_items(issue, place[0], items), (Told(kind, weight, _path(place)),))
        return None

    return damage


def _drop_items(count: int) -> IssueDamage:
    def damage(issue: Issue, random: Random) -> DamagedIssue | None:
        places = _items(issue)
        if len(places) <= count:
            return None
        gone = sorted(random.sample(places, count), reverse=True)
        damaged = issue
        for at, number in gone:
            items = list(damaged.sections[at].items)
            del items[number]
            damaged = _with_items(damaged, at, items)
        return DamagedIssue(
            damaged, tuple(Told("item-lost", "loss", _path(one), is_new=False) for one in gone)
        )

    return damage


def _add_item(issue: Issue, random: Random) -> DamagedIssue | None:
    sections = [
        at
        for at, one in enumerate(issue.sections)
        if one.items and one.kind != "briefs" and all(map(_titled, one.items))
    ]
    if not sections:
        return None
    at = random.choice(sections)
    items = list(issue.sections[at].items)
    number = random.randint(0, len(items))
    items.insert(number, _NEW_ITEM)
    return DamagedIssue(_with_items(issue, at, items), (Told("item-added", "gain", _path((at, number))),))


def _duplicate_item(issue: Issue, random: Random) -> DamagedIssue | None:
    places = _items(issue)
    if not places:
        return None
    at, number = random.choice(places)
    items = list(issue.sections[at].items)
    items.insert(number + 1, items[number])
    expected = Told("item-repeated", "change", _path((at, number + 1)))
    return DamagedIssue(_with_items(issue, at, items), (expected,))


def _drop_brief_link(issue: Issue, random: Random) -> DamagedIssue | None:
    """Make running text of an item of a list of links."""
    places = [
        place
        for place in _items(issue, lambda one: one.url and not _MARKUP.search(one.title or "*"))
        if issue.sections[place[0]].kind == "briefs"
    ]
    if not places:
        return None
    at, number = random.choice(places)
    items = list(issue.sections[at].items)
    items[number] = Item(summary=items[number].title or "")
    return DamagedIssue(
        _with_items(issue, at, items), (Told("address-changed", "loss", _path((at, number))),)
    )


def _swap_items(issue: Issue, random: Random) -> DamagedIssue | None:
    places = _items(issue)
    sections = [at for at, count in Counter(at for at, _ in places).items() if count > 1]
    if not sections:
        return None
    at = random.choice(sections)
    one, other = random.sample([number for where, number in places if where == at], 2)
    items = list(issue.sections[at].items)
    items[one], items[other] = items[other], items[one]
    return DamagedIssue(_with_items(issue, at, items), (Told("order", "change", f"sections/{at}"),))


def _move_item(issue: Issue, random: Random) -> DamagedIssue | None:
    places = [place for place in _items(issue, _titled) if issue.sections[place[0]].kind != "briefs"]
    targets = sorted({at for at, _ in places if all(map(_titled, issue.sections[at].items))})
    if len(targets) < 2:
        return None
    at, number = random.choice([place for place in places if place[0] in targets])
    target = random.choice([one for one in targets if one != at])
    items, others = list(issue.sections[at].items), list(issue.sections[target].items)
    where = random.randint(0, len(others))
    others.insert(where, items.pop(number))
    damaged = _with_items(_with_items(issue, at, items), target, others)
    return DamagedIssue(damaged, (Told("item-moved", "change", _path((target, where))),))


def _drop_section(issue: Issue, random: Random) -> DamagedIssue | None:
    if not issue.sections:
        return None
    at = random.randrange(len(issue.sections))
    damaged = replace(issue, sections=(*issue.sections[:at], *issue.sections[at + 1 :]))
    return DamagedIssue(damaged, (Told("section-lost", "loss", f"sections/{at}", is_new=False),))


def _add_section(issue: Issue, random: Random) -> DamagedIssue | None:
    at = random.randint(min(1, len(issue.sections)), len(issue.sections))
    section = Section("凭空多出的栏目", items=(_NEW_ITEM,))
    damaged = replace(issue, sections=(*issue.sections[:at], section, *issue.sections[at:]))
    return DamagedIssue(damaged, (Told("section-added", "gain", f"sections/{at}"),))


def _swap_sections(issue: Issue, random: Random) -> DamagedIssue | None:
    free = [at for at, section in enumerate(issue.sections) if section.kind != "briefs"]
    if len(free) < 2:
        return None
    one, other = random.sample(free, 2)
    sections = list(issue.sections)
    sections[one], sections[other] = sections[other], sections[one]
    return DamagedIssue(replace(issue, sections=tuple(sections)), (Told("order", "change", "sections"),))


def _rename_section(issue: Issue, random: Random) -> DamagedIssue | None:
    free = [at for at, section in enumerate(issue.sections) if section.items and section.kind != "briefs"]
    if not free:
        return None
    at = random.choice(free)
    damaged = _with_section(issue, at, replace(issue.sections[at], title="换了名字的栏目"))
    return DamagedIssue(damaged, (Told("section-changed", "change", f"sections/{at}"),))


def _drop_note(issue: Issue, random: Random) -> DamagedIssue | None:
    notes = [
        (at, part)
        for at, section in enumerate(issue.sections)
        for part, text in (("intro", section.intro), ("outro", section.outro))
        if text and section.items
    ]
    if not notes:
        return None
    at, part = random.choice(notes)
    section = issue.sections[at]
    section = replace(section, intro="") if part == "intro" else replace(section, outro="")
    expected = Told("section-changed", "loss", f"sections/{at}/{part}")
    return DamagedIssue(_with_section(issue, at, section), (expected,))


def _drop_last_items(issue: Issue, random: Random) -> DamagedIssue | None:
    """Cut an issue off behind an item."""
    places = _items(issue)
    if len(places) < 2:
        return None
    at, number = random.choice(places[:-1])
    section = issue.sections[at]
    cut = replace(section, items=section.items[: number + 1], outro="")
    damaged = replace(issue, sections=(*issue.sections[:at], cut), archive=(), colophon=Colophon())
    lost = [_path((at, later)) for later in range(number + 1, len(section.items))]
    expected = [Told("item-lost", "loss", path, is_new=False) for path in lost]
    later_sections = range(at + 1, len(issue.sections))
    expected += [Told("section-lost", "loss", f"sections/{later}", is_new=False) for later in later_sections]
    expected += [Told("section-changed", "loss", f"sections/{at}/outro")] if section.outro else []
    expected += [Told("archive", "loss", "archive")] if issue.archive else []
    expected += [Told("colophon", "loss", "colophon")] if issue.colophon != Colophon() else []
    return DamagedIssue(damaged, tuple(expected))


def _on_issue(told: Told, change: Callable[[Issue, Random], Issue | None]) -> IssueDamage:
    """Give damage to what stands beside the items."""

    def damage(issue: Issue, random: Random) -> DamagedIssue | None:
        changed = change(issue, random)
        return None if changed is None or changed == issue else DamagedIssue(changed, (told,))

    return damage


def _drop_date(issue: Issue, random: Random) -> Issue | None:  # noqa: ARG001 - there is one place
    if not issue.date or issue.date not in issue.title:
        return None
    title = re.sub(rf"\s*[(（]?{issue.date}[)）]?", "", issue.title)
    return replace(issue, title=title, date=None)


def _change_archive_address(issue: Issue, random: Random) -> DamagedIssue | None:
    linked = [at for at, entry in enumerate(issue.archive) if entry.url]
    if not linked:
        return None
    at = random.choice(linked)
    entry = issue.archive[at]
    changed = ArchiveEntry(entry.date, _other_address(entry.url or "", random))
    damaged = replace(issue, archive=(*issue.archive[:at], changed, *issue.archive[at + 1 :]))
    return DamagedIssue(damaged, (Told("address-changed", "change", f"archive/{at}"),))


def _drop_archive_date(issue: Issue, random: Random) -> Issue | None:
    if len(issue.archive) < 2:
        return None
    gone = random.randrange(len(issue.archive))
    return replace(issue, archive=issue.archive[:gone] + issue.archive[gone + 1 :])


def _other_address(url: str, random: Random) -> str | None:
    """Change one character of an address behind its host."""
    start = url.find("/", url.find("://") + 3) + 1
    letters = [at for at in range(start, len(url)) if url[at].isascii() and url[at].isalnum()]
    if not start or "%" in url or not letters:
        return None
    at = random.choice(letters)
    other = "q" if url[at].lower() != "q" else "w"
    return url[:at] + other + url[at + 1 :]


def _plain_sentences(markdown: str) -> list[tuple[int, int]]:
    """Find sentences without markup, in paragraphs of a Markdown value: (start, end)."""
    if "```" in markdown or "~~~" in markdown:
        return []
    found, start = [], 0
    for block in markdown.split("\n\n"):
        if "\n" not in block and not _BLOCK_START.match(block):
            found += [
                (start + match.start(), start + match.end())
                for match in _SENTENCE.finditer(block)
                if not _MARKUP.search(match[0]) and "://" not in match[0] and len(match[0]) > 8
            ]
        start += len(block) + 2
    # what is left of a paragraph must not begin with a sign or a label
    return [
        (first, end)
        for first, end in found
        if not _BLOCK_START.match(markdown[end : end + 3] or "x") or markdown[end : end + 2] == "\n\n"
    ]


def _without_sentence(markdown: str, random: Random) -> str | None:
    sentences = _plain_sentences(markdown)
    if not sentences:
        return None
    start, end = random.choice(sentences)
    rest = markdown[:start] + markdown[end:]
    return re.sub(r"\n{3,}", "\n\n", rest).strip() or None


def _with_sentence(markdown: str, random: Random) -> str | None:
    sentences = _plain_sentences(markdown)
    if not sentences:
        return None
    _, end = random.choice(sentences)
    return markdown[:end] + _NEW_SENTENCE + markdown[end:]


def _with_other_words(markdown: str, random: Random) -> str | None:
    sentences = _plain_sentences(markdown)
    if not sentences:
        return None
    start, end = random.choice(sentences)
    words = list(_WORD.finditer(markdown, start + 2, end))
    if not words:
        return None
    word = random.choice(words)
    return markdown[: word.start()] + random.choice(_OTHER_WORDS) + markdown[word.end() :]


def _cut_off(markdown: str, random: Random) -> str | None:
    """Cut a text within a sentence: all that follows is gone."""
    sentences = _plain_sentences(markdown)
    if not sentences:
        return None
    start, end = random.choice(sentences)
    return markdown[: random.randint(start + 3, end - 2)].rstrip(f"{_PART_OF_SENTENCE} ")


def _without_match(pattern: re.Pattern[str]) -> Callable[[str, Random], str | None]:
    """Give what replaces a match by its text."""

    def change(markdown: str, random: Random) -> str | None:
        matches = [match for match in pattern.finditer(markdown) if "://" not in match[0].partition("](")[0]]
        if not matches:
            return None
        match = random.choice(matches)
        return markdown[: match.start()] + (match[1] if match.re.groups else "") + markdown[match.end() :]

    return change


def _with_other_address(markdown: str, random: Random) -> str | None:
    matches = list(_LINK.finditer(markdown))
    if not matches:
        return None
    match = random.choice(matches)
    other = _other_address(match[2], random)
    return other and f"{markdown[: match.start(2)]}{other}{markdown[match.end(2) :]}"


def _in_summary(change: Callable[[str, Random], str | None]) -> Callable[[Item, Random], Item | None]:
    def changed(item: Item, random: Random) -> Item | None:
        text = change(item.summary, random)
        return None if text is None else replace(item, summary=text)

    return changed


def _in_lead(change: Callable[[str, Random], str | None]) -> Callable[[Issue, Random], Issue | None]:
    def changed(issue: Issue, random: Random) -> Issue | None:
        text = change(issue.lead, random)
        return None if text is None else replace(issue, lead=text)

    return changed


def _in_title(item: Item, random: Random) -> Item | None:
    words = list(_WORD.finditer(item.title or ""))
    if not words or "://" in (item.title or ""):
        return None
    word, title = random.choice(words), item.title or ""
    return replace(item, title=title[: word.start()] + random.choice(_OTHER_WORDS) + title[word.end() :])


def _cut_title(item: Item, random: Random) -> Item | None:
    title = item.title or ""
    if len(title) < 8:
        return None
    cut = title[: random.randint(len(title) // 2, len(title) - 2)].rstrip(" ，。：:,.|-—(（[【")
    return replace(item, title=cut)


def _title_signs(item: Item, random: Random) -> Item | None:
    title = item.title or ""
    signs = [at for at, char in enumerate(title) if char in "，：；、！？" and 0 < at < len(title) - 1]
    if not signs:
        return replace(item, title=f"《{title}》")
    at = random.choice(signs)
    return replace(item, title=title[:at] + ("；" if title[at] != "；" else "、") + title[at + 1 :])


def _other_item_address(item: Item, random: Random) -> Item | None:
    url = _other_address(item.url or "", random)
    return url and replace(item, url=url)


def _without_tag(item: Item, random: Random) -> Item:
    gone = random.randrange(len(item.tags))
    return replace(item, tags=item.tags[:gone] + item.tags[gone + 1 :])


def _without_field(item: Item, random: Random) -> Item | None:
    labels = Counter(field.label for field in item.fields)
    own = [at for at, field in enumerate(item.fields) if labels[field.label] == 1]
    if not own:
        return None
    gone = random.choice(own)
    return replace(item, fields=item.fields[:gone] + item.fields[gone + 1 :])


def _other_field_address(item: Item, random: Random) -> Item | None:
    fields = list(item.fields)
    addresses = [at for at, field in enumerate(fields) if re.fullmatch(r"<https?://[!-;=?-~]+>", field.text)]
    if not addresses:
        return None
    at = random.choice(addresses)
    other = _other_address(fields[at].text[1:-1], random)
    if not other:
        return None
    fields[at] = Field(fields[at].label, f"<{other}>")
    return replace(item, fields=tuple(fields))


def _colophon(change: Callable[[Colophon], Colophon | None]) -> Callable[[Issue, Random], Issue | None]:
    def changed(issue: Issue, random: Random) -> Issue | None:  # noqa: ARG001 - there is one place
        colophon = change(issue.colophon)
        return None if colophon is None else replace(issue, colophon=colophon)

    return changed


def _published(item: Item) -> bool:
    return _titled(item) and bool(item.publisher)


DAMAGES: dict[str, IssueDamage] = {
    "drop an item": _drop_items(1),
    "drop three items": _drop_items(3),
    "add an item": _add_item,
    "duplicate an item": _duplicate_item,
    "swap two items": _swap_items,
    "move an item to another section": _move_item,
    "drop a section": _drop_section,
    "add a section": _add_section,
    "swap two sections": _swap_sections,
    "rename a section": _rename_section,
    "drop a section's note": _drop_note,
    "cut off the end of the issue": _drop_last_items,
    "cut a summary": _on_item("summary-changed", "loss", _titled, _in_summary(_cut_off)),
    "drop a summary": _on_item(
        "summary-changed",
        "loss",
        lambda one: _titled(one) and one.summary,
        lambda one, _: replace(one, summary=""),
    ),
    "drop a sentence": _on_item("summary-changed", "loss", _titled, _in_summary(_without_sentence)),
    "add a sentence": _on_item("summary-changed", "gain", _titled, _in_summary(_with_sentence)),
    "replace words in a summary": _on_item(
        "summary-changed", "change", _titled, _in_summary(_with_other_words)
    ),
    "drop one link in a summary": _on_item(
        "links-changed", "loss", _titled, _in_summary(_without_match(_LINK))
    ),
    "drop an image": _on_item("links-changed", "loss", _titled, _in_summary(_without_match(_IMAGE))),
    "one character of a link in a summary": _on_item(
        "address-changed", "change", _titled, _in_summary(_with_other_address)
    ),
    "change words of a title": _on_item("title-changed", "change", _titled, _in_title),
    "cut a title": _on_item("title-changed", "loss", _titled, _cut_title),
    "change signs of a title": _on_item("title-changed", "form", _titled, _title_signs),
    "drop a title's link": _on_item(
        "address-changed",
        "loss",
        lambda one: one.url and (one.summary or one.publisher),
        lambda one, _: replace(one, url=None),
    ),
    "drop a brief's link": _drop_brief_link,
    "one character of an address": _on_item("address-changed", "change", _titled, _other_item_address),
    "drop a publisher": _on_item(
        "publisher-changed", "loss", _published, lambda one, _: replace(one, publisher=None)
    ),
    "change a publisher": _on_item(
        "publisher-changed", "change", _published, lambda one, _: replace(one, publisher="无名小站")
    ),
    "publisher goes into the title": _on_item(
        "title-changed",
        "change",
        _published,
        lambda one, _: replace(one, title=f"{one.title} | {one.publisher}", publisher=None),
    ),
    "drop a tag": _on_item("tags-changed", "loss", lambda one: one.tags, _without_tag),
    "drop a fact": _on_item("fields-changed", "loss", lambda one: one.fields, _without_field),
    "one character of a fact's address": _on_item("address-changed", "change", _titled, _other_field_address),
    "drop the tagline": _on_issue(Told("lead", "loss", "tagline"), lambda one, _: replace(one, tagline=None)),
    "drop the lead": _on_issue(Told("lead", "loss", "lead"), lambda one, _: replace(one, lead="")),
    "drop a sentence of the lead": _on_issue(Told("lead", "loss", "lead"), _in_lead(_without_sentence)),
    "drop the date": _on_issue(Told("date-changed", "loss", "date"), _drop_date),
    "drop the archive": _on_issue(
        Told("archive", "loss", "archive"), lambda one, _: replace(one, archive=())
    ),
    "drop a date of the archive": _on_issue(Told("archive", "loss", "archive"), _drop_archive_date),
    "one character of an archive's address": _change_archive_address,
    "drop the editors": _on_issue(
        Told("colophon", "loss", "colophon/editors"),
        _colophon(lambda one: replace(one, editors=()) if len(one.editors) else None),
    ),
    "drop the colophon": _on_issue(Told("colophon", "loss", "colophon"), _colophon(lambda _: Colophon())),
}
