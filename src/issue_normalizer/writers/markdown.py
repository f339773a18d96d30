"""Issue -> canonical Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from issue_normalizer.issue import NO_LICENSE, SCHEMA, Colophon, Issue, Item, License, Section
from issue_normalizer.issue_title import read_title
from issue_normalizer.markdown import bold_text, escape_entry_start, heading_text, line_text, link_text
from issue_normalizer.patterns import rare
from issue_normalizer.profiles import CanonicalLabels, Profile, is_label, select
from issue_normalizer.urls import canonical_url

# Characters that a plain YAML scalar may hold anywhere; what else occurs is quoted.
_PLAIN_YAML: Final = "_ /.+()（）·-"  # beside letters and digits
_YAML_WORDS: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_BULLET: Final = rare(r"^[-*] ", re.MULTILINE)
_ENTRY: Final = rare(r"^[-*] (?!\[[ x]\] )", re.MULTILINE)  # of a list that is none of tasks
_ADDRESS: Final = rare(r"(?:https?|ftp)://[!-;=-~]+")
# Two lists in a row would read as one; a comment between them shows nowhere.
_LIST_END: Final = "<!-- -->"
_RULE: Final = "---"


def write_markdown(issue: Issue, profile: Profile | None = None) -> str:
    """Write an issue as canonical Markdown, with one line end at the end.

    The form's own words are those of the profile that is given, else of the one that knows the series.
    """
    own = (profile or select([issue.series or ""], None)).canonical
    blocks = [_front_matter(issue)]
    if issue.title:
        blocks.append(f"# {heading_text(issue.title)}")
    if issue.tagline:
        blocks.append(bold_text(issue.tagline))
    if issue.lead:
        blocks.append(issue.lead)
    for section in issue.sections:
        blocks += _section(section, own)
    if issue.archive:
        blocks.append(f"## {own.archive}")
        blocks.append("\n".join(f"- {link_text(e.date, e.url) if e.url else e.date}" for e in issue.archive))
    blocks += _colophon(issue.colophon, own)
    return "\n\n".join(blocks) + "\n"


def _front_matter(issue: Issue) -> str:
    lines = ["---", f"schema: {SCHEMA}"]
    if issue.series:
        lines.append(f"series: {_yaml(issue.series)}")
    if issue.date:
        lines.append(f"date: {issue.date}")
    if issue.number:
        lines.append(f"number: {_yaml(issue.number)}")
    if issue.topics != read_title(issue.title).topics:  # a profile read them otherwise
        lines.append(f"topics: {_yaml(' / '.join(issue.topics) or '/')}")
    if labels := _own_labels(issue):
        lines.append(f"labels: {_yaml(', '.join(labels))}")
    return "\n".join([*lines, "---"])


def _own_labels(issue: Issue) -> list[str]:
    """List the labels of facts that a reader without the profile must know to tell facts from text."""
    items = (item for section in issue.sections for item in section.items)
    labels = {field.label for item in items for field in item.fields}
    if not labels:
        return []
    profile = select([issue.series or ""], None)
    own = profile.canonical
    known = {word.casefold() for word in (*profile.field_labels, own.publisher, own.tag, own.arxiv)}
    return sorted(label for label in labels if label.casefold() not in known and is_label(label))


def _yaml(text: str) -> str:
    """Write a YAML scalar: plain where nothing in it could be markup, else quoted as in JSON."""
    is_plain = all(char.isalnum() or char in _PLAIN_YAML for char in text)
    ends = text[:1].isalnum() and not text[0].isdecimal() and (text[-1].isalnum() or text[-1] in "_)）")
    if is_plain and ends and text.lower() not in _YAML_WORDS:
        return text
    import json

    return json.dumps(text, ensure_ascii=False)


def _section(section: Section, own: CanonicalLabels) -> list[str]:
    blocks = [f"## {heading_text(section.title)}"]
    if section.intro:
        blocks.append(section.intro)
    if section.items and not _is_list(section):
        return [*blocks, *_items(section, own)]
    if section.items:
        if _BULLET.search(section.intro):
            blocks.append(_LIST_END)
        blocks.append(_bullets(section.items))
    elif _ENTRY.search(section.intro):
        blocks.append(_RULE)  # without it, the last list would be one of items
    if section.outro:
        if section.items and _BULLET.match(section.outro):
            blocks.append(_LIST_END)
        blocks.append(section.outro)
    return blocks


def _is_list(section: Section) -> bool:
    """Tell whether items are written as one list of bullets: running texts, and bare links beside them."""
    titled = [item for item in section.items if item.title is not None]
    bare = (item.url and not (item.publisher or item.tags or item.fields or item.summary) for item in titled)
    return section.kind == "briefs" or (len(titled) < len(section.items) and all(bare))


def _items(section: Section, own: CanonicalLabels) -> list[str]:
    """Write items of which any has a title: headings, and a rule before each list of those without one."""
    blocks: list[str] = []
    for is_titled, items in groupby(section.items, key=lambda item: item.title is not None):
        if is_titled:
            blocks += [block for item in items for block in _item(item, own)]
        else:
            blocks += [_RULE, _bullets(tuple(items))]
    if section.outro:
        blocks += [_RULE, *([_RULE] if _BULLET.match(section.outro) else []), section.outro]
    return blocks


def _item(item: Item, own: CanonicalLabels) -> list[str]:
    blocks = [f"### {heading_text(item.title or '', item.url)}"]
    facts = []
    if item.publisher:
        facts.append(f"- {own.publisher}{own.separator}{line_text(item.publisher)}")
    facts += [f"- {own.tag}{own.separator}{line_text(tag)}" for tag in item.tags]
    facts += [f"- {field.label}{own.separator}{field.text}" for field in item.fields]
    if facts:
        blocks.append("\n".join(facts))
    if item.summary:
        if facts and _BULLET.match(item.summary):
            blocks.append(_LIST_END)
        blocks.append(item.summary)
    return blocks


def _bullets(items: Sequence[Item]) -> str:
    texts = []
    for item in items:
        text = link_text(item.title, item.url or "") if item.title is not None else item.summary
        texts.append(escape_entry_start(text))
    gap = "\n\n" if any("\n" in text for text in texts) else "\n"
    return gap.join(_indented(text) for text in texts)


def _indented(text: str) -> str:
    first, *others = text.split("\n")
    return "\n".join([f"- {first}", *(f"  {line}" if line else "" for line in others)])


def _colophon(colophon: Colophon, own: CanonicalLabels) -> list[str]:
    facts = [f"- {own.editors}{own.separator}{_address(editor)}" for editor in colophon.editors]
    if colophon.contact:
        facts.append(f"- {own.contact}{own.separator}{_address(colophon.contact)}")
    if colophon.project:
        facts.append(f"- {own.project}{own.separator}{_address(colophon.project)}")
    if colophon.license != NO_LICENSE:
        facts.append(f"- {own.license}{own.separator}{_license(colophon.license)}")
    blocks = ["\n".join(facts)] if facts else []
    if colophon.text:
        if facts and _BULLET.match(colophon.text):
            blocks.append(_LIST_END)
        blocks.append(colophon.text)
    return [f"## {own.colophon}", *blocks] if blocks else []


def _address(text: str) -> str:
    """Write a fact of the colophon; one that is an address as a link."""
    is_address = _ADDRESS.fullmatch(text) and canonical_url(text) == text
    return link_text(text, text) if is_address else line_text(text)


def _license(license_: License) -> str:
    if license_.url:
        return link_text(license_.id or license_.url, license_.url)
    return line_text(license_.id or "")
