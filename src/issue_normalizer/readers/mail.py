"""Mails (RFC 5322, MIME) and mailboxes: the HTML part is read as a page, else the plain part as text."""

from __future__ import annotations

from collections.abc import Mapping
from email.header import decode_header, make_header
from email.message import Message
from email.parser import HeaderParser
from typing import Final, cast

from msgspec.structs import replace

from issue_normalizer.claims import Claim
from issue_normalizer.days import find_day
from issue_normalizer.decoding import decode
from issue_normalizer.errors import RefusedError
from issue_normalizer.inlines import plain
from issue_normalizer.limits import refuse_many
from issue_normalizer.options import DEFAULT, Options
from issue_normalizer.patterns import rare
from issue_normalizer.readers.forwarded import take_headers
from issue_normalizer.readers.page import read_page
from issue_normalizer.text import collapse
from issue_normalizer.tree import Document, Heading, PageFacts, Text

_MAILBOX_LINE: Final = rare(rb"^From [^\n]*\d{4}[^\n]*\r?\n(?=[\w-]+:)", 8)  # re.MULTILINE
_PREFIX: Final = rare(r"(?:(?:re|fwd?|aw|wg|tr|rv|转发|回复|答复)\s*[:：]\s*|\[[^\]\d]{1,40}\]\s+(?=\S))+", 2)
_FORWARDED: Final = rare(r"(?:fwd?|wg|tr|rv|enc|i|转发|轉寄)\s*[:：]", 2)
_CITED: Final = rare(r"<blockquote(?=[^>]{0,200}\btype=.?cite)", 2)
_NAME: Final = rare(r"\s*<[^>]*>\s*$")
_SOFT: Final = rare(r"(?m)(?<!^--) \n(?! |>|\n|\Z)")
_WHOLE: Final = rare(r"<(?:html|body)\b", 2)


def messages(data: bytes) -> list[tuple[str, bytes]]:
    """Split a mailbox (RFC 4155) into its mails: (name, bytes); [] where it is none.

    Each mail begins with a `From ` line, a year in it, and a header below. `>From ` in a mail is `From `.
    """
    starts = list(_MAILBOX_LINE.finditer(data))
    if not starts or data[: starts[0].start()].strip():
        return []
    ends = [match.start() for match in starts[1:]] + [len(data)]
    mails = [
        data[match.end() : end].replace(b"\n>From ", b"\nFrom ")
        for match, end in zip(starts, ends, strict=True)
    ]
    width = len(str(len(mails)))
    return [(f"{number:0{width}}.eml", mail) for number, mail in enumerate(mails, 1)]


def read_mailbox(text: str, options: Options = DEFAULT) -> Document:
    """Read a mailbox of one mail. Raises RefusedError for more: each is an issue of its own."""
    mails = messages(text.encode("utf-8"))
    if len(mails) != 1:
        raise RefusedError(f"it is a mailbox of {len(mails)} mails; `normalize batch` reads each of them")
    return read_mail(mails[0][1].decode("utf-8"), options)


def read_mail(text: str, options: Options = DEFAULT) -> Document:
    """Read a mail: its subject is the title where the body shows none, its `Date` the date, as written."""
    import email
    import email.policy

    message = email.message_from_bytes(text.encode("utf-8"), policy=email.policy.compat32)
    parts = [part for part in message.walk() if not part.is_multipart() and not _is_attached(part)]
    html = next((part for part in parts if part.get_content_type() == "text/html"), None)
    text_part = next((part for part in parts if part.get_content_type() == "text/plain"), None)
    headers = HeaderParser(policy=email.policy.compat32).parsestr(text)  # bytes would lose what is not ASCII
    stated = _stated(headers)
    if html is not None:
        page = _text(html)
        if _FORWARDED.match(_header(headers, "Subject")):
            page = _CITED.sub("<div", page)
        document = read_page(
            page if _WHOLE.search(page) else f"<html><body>{page}</body></html>", None, options
        )
    elif text_part is not None:
        from issue_normalizer.readers.plain_mail import read_plain

        document = read_plain(_flowed(text_part), stated.get("title", ""), options)
    else:
        raise RefusedError("it is a mail without text; give the mail that holds the issue")
    forwarded = take_headers(document)
    document = forwarded.document
    stated |= _said(forwarded.headers, document.facts.language if document.facts else "")
    document = _with_subject(document, stated.get("title", ""))
    sender = _sender(forwarded.headers.get("from") or _header(headers, "From"))
    facts = document.facts or PageFacts()
    return replace(
        document,
        metadata={**document.metadata, **stated},
        facts=replace(facts, author=facts.author or sender),
    )


def _said(headers: Mapping[str, str], language: str) -> dict[str, str]:
    """Give title and date of a mail by its headers as they stand in the text of another."""
    subject, date = headers.get("subject", ""), headers.get("date", "")
    found = {"title": _PREFIX.sub("", subject, 1) or subject, "date": find_day(date, language) or ""}
    return {key: value for key, value in found.items() if value}


def _with_subject(document: Document, subject: str) -> Document:
    """Let a title that is the newsletter's name alone go on as the subject does, which says the issue.

    Must fire: `Sail` with the subject `Sail #31: hemp`. Must not: `Sail` with `Sailors`, `Sail #31`.
    """
    at = next((at for at, block in enumerate(document.blocks) if isinstance(block, Heading)), None)
    heading = document.blocks[at] if at is not None else None
    if at is None or not isinstance(heading, Heading) or heading.level > 1:
        return document
    title = collapse(plain(heading.children))
    rest = subject.removeprefix(title)
    if not title or not rest or rest == subject or rest[0].isalnum() or any(map(str.isdigit, title)):
        return document
    longer = replace(heading, children=(*heading.children, Text(rest)))
    intake = document.intake
    return replace(
        document,
        blocks=(*document.blocks[:at], longer, *document.blocks[at + 1 :]),
        intake=replace(intake, edits=(*intake.edits, Claim("again", shown=rest))),
    )


def _sender(value: str) -> str:
    return _NAME.sub("", value).strip('" ')


def _is_attached(part: Message) -> bool:
    return (part.get_content_disposition() or "") == "attachment"


def _stated(message: Message) -> dict[str, str]:
    return _said({"subject": _header(message, "Subject"), "date": _header(message, "Date")}, "")


def _header(message: Message, name: str) -> str:
    """Give a header decoded (RFC 2047); what cannot be decoded as it stands."""
    value = str(message.get(name) or "")
    try:
        return collapse(str(make_header(decode_header(value))))
    except (LookupError, UnicodeError, ValueError):
        return collapse(value)


def _flowed(part: Message) -> str:
    """Give plain text with its lines whole: a blank ends those that go on, if the mail says so (RFC 3676)."""
    text = _text(part)
    if part.get_param("format") != "flowed":
        return text
    joint = "" if str(part.get_param("delsp")).lower() == "yes" else " "
    return _SOFT.sub(joint, text.replace("\r\n", "\n"))


def _text(part: Message) -> str:
    """Give a part's text. Bytes that came as they are were decoded with the whole mail."""
    payload = cast("bytes", part.get_payload(decode=True) or b"")
    encoded = str(part.get("Content-Transfer-Encoding") or "").strip().lower() in (
        "quoted-printable",
        "base64",
    )
    text = decode(payload, part.get_content_charset() if encoded else "utf-8").text
    refuse_many(text)
    return text
