"""Links that lead through a page of redirection -> their target, which the address carries."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from issue_normalizer.patterns import rare
from issue_normalizer.text import holds_any
from issue_normalizer.tree import Span
from issue_normalizer.urls import is_spelled_out

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Host (the end of it) and start of the path -> the parameter that holds the target.
_WRAPPERS: Final = (
    ("link.zhihu.com", "/", "target"),
    ("t.umblr.com", "/redirect", "z"),
    ("www.google.com", "/url", "q url"),
    ("google.com", "/url", "q url"),
    ("link.juejin.cn", "/", "target"),
    ("link.csdn.net", "/", "target"),
    ("www.jianshu.com", "/go-wild", "url"),
    ("links.jianshu.com", "/go", "to"),
    ("link.jianshu.com", "/", "t"),
    ("gitee.com", "/link", "target"),
    ("link.segmentfault.com", "/", "url"),
    ("www.oschina.net", "/action/GoToLink", "url"),
    ("steamcommunity.com", "/linkfilter/", "url u"),
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("l.instagram.com", "/", "u"),
    ("www.youtube.com", "/redirect", "q"),
    ("www.linkedin.com", "/redir/redirect", "url"),
    ("www.linkedin.com", "/safety/go", "url"),
    ("out.reddit.com", "/", "url"),
    ("exit.sc", "/", "url"),
    ("slack-redir.net", "/link", "url"),
    ("vk.com", "/away.php", "to"),
    ("away.vk.com", "/away.php", "to"),
    ("duckduckgo.com", "/l/", "uddg"),
    ("safelinks.protection.outlook.com", "/", "url"),
    ("www.douban.com", "/link2/", "url"),
    ("cloud.tencent.com", "/developer/tools/blog-entry", "target"),
    ("link.ld246.com", "/forward", "goto"),
    ("ld246.com", "/forward", "goto"),
    ("c.pc.qq.com", "/middlem.html", "pfurl url"),
    ("c.pc.qq.com", "/ios.html", "url"),
    ("weibo.cn", "/sinaurl", "u toasturl"),
    ("mail.qq.com", "/cgi-bin/mail_spam", "url"),
    ("href.li", "/", ""),
    ("nullrefer.com", "/", ""),
    ("anonym.to", "/", ""),
    ("deref-mail.com", "/mail/client", "redirectUrl"),
    ("mailtrack.io", "/trace/link", "url"),
    ("medium.com", "/r/", "url"),
    ("linkprotect.cudasvc.com", "/url", "a"),
)
_ARCHIVED: Final = rare(
    r"(?:(?:https?:)?//web\.archive\.org)?/web/\d{4,14}(?:[a-z]{2}_)?/(?P<target>(?:https?|ftp):/.*)",
    re.IGNORECASE,
)
_SCHEME: Final = rare(r"(https?|ftp):/+", re.IGNORECASE)
_LEADS: Final = rare(r"(?:https?|ftp):/+[^/\s]", re.IGNORECASE)
_HOST: Final = rare(r"(?:https?:)?//([^/?#]+)", re.IGNORECASE)
_ARCHIVE: Final = "/web/"
_MARKS: Final = (
    "target=",
    "url=",
    _ARCHIVE,
    "?q=",
    "&q=",
    "?u=",
    "&u=",
    "z=",
    "?t=",
    "to=",
    "uddg=",
    "url?",
    "Url=",
    "li/?",
    ".to/?",
    ".com/?",
)
# What an address that counts clicks may hold.
_COUNTED: Final = ("%2F", "%2f", "/aHR0c", "eyJ", "__http", "-3A__")
_NESTED: Final = 4


def unwrap_links(body: Element) -> tuple[Span, ...]:
    """Give links, and what is shown of an archive, their own address; tell each place of redirection once."""
    told: dict[str, Span] = {}
    elements = list(body.iter("a", "img", "iframe", "video", "audio", "source"))
    addresses = [element.get("href" if element.tag == "a" else "src") or "" for element in elements]
    if not holds_any("\n".join(addresses), (*_MARKS, *_COUNTED)):
        return ()  # as on most pages
    for element in elements:
        name = "href" if element.tag == "a" else "src"
        address = element.get(name)
        if not address or is_spelled_out(address, element.text or ""):
            continue  # what shows its address is as written, whatever reads it
        target = unwrapped(address) if holds_any(address, _MARKS) else address
        if name == "href" and holds_any(target, _COUNTED):
            from issue_normalizer.readers.counted import counted_target

            target = unwrapped(counted_target(target) or target)
        if target != address:
            element.set(name, target)
            host = _HOST.match(address)
            where = host[1] if host else "web.archive.org"
            told.setdefault(where, Span(cast("int | None", element.sourceline) or 0, where, "redirect"))
    return tuple(told.values())


def unwrapped(address: str) -> str:
    """Give the target of a link that leads through a page of redirection; other addresses as they are."""
    for _ in range(_NESTED):
        target = _target(address.strip())
        if not target:
            return address
        address = target
    return address


def _target(address: str) -> str:
    if archived := _ARCHIVED.fullmatch(address):
        return _SCHEME.sub(r"\1://", archived["target"], count=1)
    host = _HOST.match(address)
    if not host:
        return ""
    name = host[1].lower()
    for end, path, parameters in _WRAPPERS:
        if name != end and not (end.count(".") > 2 and name.endswith("." + end)):
            continue
        from urllib.parse import parse_qs, urlsplit  # 2 ms, and hardly a page has such links

        try:
            parts = urlsplit(address)
        except ValueError:
            return ""
        if not parts.path.startswith(path) and parts.path + "/" != path:
            continue
        values = parse_qs(parts.query)
        found = [values[one][0] for one in parameters.split() if one in values] or (
            [parts.query] if not parameters else []
        )
        for target in found:
            if _LEADS.match(target):
                return target
    return ""
