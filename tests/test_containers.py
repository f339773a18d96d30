"""Mails, mailboxes, feeds and web captures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from issue_normalizer.batch.sources import read
from issue_normalizer.errors import RefusedError
from issue_normalizer.pipeline import convert
from issue_normalizer.readers.feed import entries
from issue_normalizer.readers.mail import messages
from issue_normalizer.urls import canonical_url

MAIL = "From: a <a@example.org>\nSubject: {subject}\nDate: Tue, 5 Mar 2024 23:30:00 -0800\n\n{text}\n"
ENTRY = (
    "<item><title>{0}</title><pubDate>Tue, 05 Mar 2024 23:30:00 -0800</pubDate>"
    "<description>{0} is here</description></item>"
)


def mail(subject: str = "Rope", text: str = "All about rope.") -> str:
    return MAIL.format(subject=subject, text=text)


def rss(*titles: str) -> bytes:
    items = "".join(map(ENTRY.format, titles))
    start = '<?xml version="1.0"?><rss version="2.0"><channel><title>Quay</title>'
    return f"{start}{items}</channel></rss>".encode()


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Rope", "Rope"),
        ("Fwd: Re: Rope", "Rope"),
        ("[letters] Rope", "Rope"),
        ("转发：绳子", "绳子"),
        ("=?utf-8?b?57uz5a2Q?=", "绳子"),
        ("=?unknown-8?q?Rope?=", "=?unknown-8?q?Rope?="),
        ("[letters]", "[letters]"),
    ],
)
def test_the_subject_is_the_title(subject: str, title: str) -> None:
    issue = convert(mail(subject)).issue
    assert (issue.title, issue.date) == (title, "2024-03-05")


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Sail #31: hemp", "Sail #31: hemp"),
        ("Fwd: Sail – hemp", "Sail – hemp"),
        ("Sailors and hemp", "Sail"),
        ("Hemp", "Sail"),
        ("Sail", "Sail"),
    ],
)
def test_a_title_goes_on_as_the_subject(subject: str, title: str) -> None:
    head = f"From: a@example.org\nSubject: {subject}\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    result = convert(f"{head}<html><body><h1>Sail</h1><p>Hemp is back on ships.</p></body></html>")
    assert result.issue.title == title
    assert result.account.lost == 0


def test_a_title_with_a_number_stays() -> None:
    head = "From: a@example.org\nSubject: Sail #31: hemp\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    assert (
        convert(f"{head}<html><body><h1>Sail #31</h1><p>Hemp is back.</p></body></html>").issue.title
        == "Sail #31"
    )


@pytest.mark.parametrize(
    ("line", "is_told"),
    [("From: Quay <q@example.org>", True), ("On: the quay", False)],
)
def test_headers_of_a_forwarded_mail_are_told(line: str, is_told: bool) -> None:  # noqa: FBT001
    text = f"{line}\nDate: Fri, 1 Mar 2024 08:00\nSubject: Rope 3\n\nIt holds.\n"
    result = convert(mail("Fwd: Rope", text))
    assert (result.issue.date == "2024-03-01") == is_told
    assert ("Subject:" in result.markdown) != is_told


@pytest.mark.parametrize(
    ("below", "is_kept"),
    [
        (
            "--\n\nHerons are back, and they eat.\nhttps://a.example/4\n\n--\nTo unsubscribe, write to us",
            True,
        ),
        ("--\nAnn Reed\nPond club\nTo unsubscribe, write to us\n\nPS: Herons are back.", True),
        ("-- \nHerons are back, a mail now and then\nTo unsubscribe, write to us", False),
    ],
)
def test_what_stands_below_two_dashes(below: str, is_kept: bool) -> None:  # noqa: FBT001
    above = "Frogs are back, and they sing.\nhttps://a.example/1\n\nToads are back.\nhttps://a.example/2\n\n"
    text = convert(mail("Pond 12", above + below)).markdown
    assert ("Herons" in text or "Ann Reed" in text) == is_kept


@pytest.mark.parametrize(("sign", "names"), [("**", ["Ann Reed", "Bo Lee"]), ("—", [])])
def test_rubrics_between_signs(sign: str, names: list[str]) -> None:
    text = f"Dear all,\n\n{sign} Ann Reed {sign}\n\nThe rope holds.\n\n{sign} Bo Lee {sign}\n\nIt is long."
    assert [one.title for one in convert(mail("Rope 3", text)).issue.sections] == names


def test_lines_that_flow_are_joined() -> None:
    head = "From: a@example.org\nSubject: x\nContent-Type: text/plain; format=flowed\nMIME-Version: 1.0\n\n"
    assert "Rope is long and short.\n" in convert(f"{head}Rope is long \nand short.\nIt holds.\n").markdown


def test_a_part_is_read_in_its_own_charset() -> None:
    head = "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=gb2312\n"
    body = "<html><body><h1>Rope</h1><p>=C9=FE=D7=D3</p></body></html>"
    assert "绳子" in convert(f"{head}Content-Transfer-Encoding: quoted-printable\n\n{body}\n").markdown


def test_attachments_are_not_read() -> None:
    parts = (
        "--b\nContent-Type: text/html\nContent-Disposition: attachment\n\n<p>attached</p>\n"
        "--b\nContent-Type: text/plain\n\nRope.\n--b--\n"
    )
    head = 'From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n'
    markdown = convert(f"{head}\n{parts}").markdown
    assert "Rope." in markdown
    assert "attached" not in markdown


def test_a_mailbox_is_split_at_its_lines() -> None:
    second = mail("Two", ">From here on.")
    box = f"From a Tue Mar  5 08:00:00 2024\n{mail('One')}\nFrom b Wed Mar  6 08:00:00 2024\n{second}"
    found = messages(box.encode())
    assert [name for name, _ in found] == ["1.eml", "2.eml"]
    assert [convert(data).issue.title for _, data in found] == ["One", "Two"]
    assert "\nFrom here on." in found[1][1].decode()


@pytest.mark.parametrize(
    "text", ["From here on, all is rope.\nSubject: none\n", "Rope.\nFrom a 2024\nX: y\n"]
)
def test_text_that_begins_with_from_is_no_mailbox(text: str) -> None:
    assert messages(text.encode()) == []
    assert convert(text).format not in ("mail", "mailbox")


def test_a_mailbox_of_several_is_refused() -> None:
    box = f"From a Tue Mar  5 08:00:00 2024\n{mail('One')}\nFrom b Wed Mar  6 08:00:00 2024\n{mail('Two')}"
    with pytest.raises(RefusedError, match="2 mails; `normalize batch`"):
        convert(box)


def test_each_entry_of_a_feed_is_a_document() -> None:
    pages = entries(rss("One", "Two"))
    issues = [convert(data).issue for _, data in pages]
    assert [(issue.title, issue.date) for issue in issues] == [("One", "2024-03-05"), ("Two", "2024-03-05")]


def test_a_feed_of_several_is_refused() -> None:
    with pytest.raises(RefusedError, match="2 entries; `normalize batch`"):
        convert(rss("One", "Two"))


def test_batch_reads_each_mail_and_entry(tmp_path: Path) -> None:
    box = f"From a Tue Mar  5 08:00:00 2024\n{mail('One')}\nFrom b Wed Mar  6 08:00:00 2024\n{mail('Two')}"
    for name, data in (("box.mbox", box.encode()), ("feed.xml", rss("One", "Two")), ("one.xml", rss("One"))):
        (tmp_path / name).write_bytes(data)
    found = [
        source.name for name in ("box.mbox", "feed.xml", "one.xml") for source in read(name, tmp_path / name)
    ]
    assert found == ["box.mbox/1.eml", "box.mbox/2.eml", "feed.xml/1.html", "feed.xml/2.html", "one.xml"]


def test_a_feed_of_one_entry_is_read() -> None:
    result = convert(rss("One"))
    assert (result.format, result.issue.title, result.account.lost) == ("feed", "One", 0)


def test_a_json_feed_may_hold_plain_text() -> None:
    item = {"title": "One", "date_published": "2024-03-05T08:00:00Z", "content_text": "A < B.\n\nThen more."}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Quay", "items": [item]}
    markdown = convert(json.dumps(feed)).markdown
    assert "A &lt; B.\n\nThen more." in markdown or "A < B.\n\nThen more." in markdown


@pytest.mark.parametrize("items", ["{}", "[1]", '"x"'])
def test_a_broken_json_feed_is_refused(items: str) -> None:
    with pytest.raises(RefusedError):
        convert(f'{{"version": "https://jsonfeed.org/version/1.1", "items": {items}}}')


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://web.archive.org/web/20240306101112/https://example.org/a", "https://example.org/a"),
        ("/web/20240306101112im_/http://example.org/a.png", "http://example.org/a.png"),
        ("//arch.example/wayback/20240306101112/http://example.org/", "http://example.org/"),
        ("https://example.org/20240306/notes", "https://example.org/20240306/notes"),
        ("https://example.org/go/https://other.example/", "https://example.org/go/https://other.example/"),
    ],
)
def test_an_archives_prefix_comes_off(address: str, target: str) -> None:
    assert canonical_url(address) == target
