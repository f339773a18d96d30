"""Pages that are no issues are told, in any language; issues never are, whatever they write about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from issue_normalizer.pipeline import convert


def page(title: str, *body: str) -> str:
    """Write a page: a title, and what stands below it, markup or not."""
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{''.join(body)}</body></html>"


def para(text: str) -> str:
    return f"<p>{text}</p>"


def links(*titles: str, host: str = "") -> str:
    entries = (f'<li><a href="{host}/{n}">{title}</a></li>' for n, title in enumerate(titles, 1))
    return f"<ul>{''.join(entries)}</ul>"


LOG_IN = "<form><label>Username</label><input><label>Password</label><button>Log in</button></form>"
NO_ISSUES = {
    "a server that is asked too often": page("429 Too Many Requests", "<hr><center>nginx</center>"),
    "the same as text": "429 Too Many Requests\n",
    "with the name of the site": page("404 Not Found - Wood Weekly", para("We have no such page.")),
    "with a menu": page("Page not found", links("Home", "About", "Shop"), para("Try again later.")),
    "a saved header": "HTTP/1.1 503 Service Unavailable\r\nServer: x\r\n\r\n<html><p>Oh.</p></html>",
    "zh": page("页面不存在", para("抱歉，您访问的页面不存在。"), para("返回首页")),
    "zh-TW": page("找不到網頁", para("請確認網址。")),
    "ja": page("ページが見つかりません", para("お探しのページは削除された可能性があります。")),
    "ko": page("페이지를 찾을 수 없습니다", para("주소를 확인하세요.")),
    "de": page(
        "Fehler 404: Seite nicht gefunden".removeprefix("Fehler 404: "), para("Die Adresse ist falsch.")
    ),
    "fr": page("Page introuvable", para("La page demandée n’existe plus.")),
    "es": page("Error 404 - Página no encontrada".removeprefix("Error 404 - "), para("Vuelve al inicio.")),
    "ru": page("Слишком много запросов", para("Попробуйте позже.")),
    "pt": page("Página não encontrada", para("Volte mais tarde.")),
    "a check for robots": page("Just a moment...", para("Enable JavaScript and cookies to continue")),
    "a check that names the site": page(
        "wood.example",
        para("wood.example needs to review the security of your connection before proceeding."),
    ),
    "a check, zh": page("环境异常", para("当前环境异常，完成验证后即可继续访问。"), para("去验证")),
    "deleted": "<html><body><div>该内容已被发布者删除</div></body></html>",
    "a page to log in": page("Log in", LOG_IN, '<a href="/reset">Forgot password?</a>'),
    "a page to log in, zh": page("用户登录", para("用户名"), para("密码"), para("忘记密码？")),
    "a page to log in, de": page("Anmelden", para("Bitte melden Sie sich an, um fortzufahren.")),
    "maintenance": page("We'll be back soon!", para("The site is currently undergoing maintenance.")),
    "maintenance, ru": page("Технические работы", para("Сайт скоро вернётся.")),
    "an empty page": "<html><title>Weekly</title><body><div id='app'>Loading...</div></body></html>",
    "an empty page, zh": "<html><body><div>加载中…</div><div>请启用JavaScript</div></body></html>",
    "a list of numbers": page("All issues", links(*(f"Wood Weekly #{n}" for n in range(1, 20)))),
    "a list of dates": page("Archive", links(*(f"2021-05-{n:02}" for n in range(1, 20)))),
    "a list of titles": "# 木工周刊\n\n"
    + "".join(f"- [第 {n} 期：刨花](docs/{n}.md)\n" for n in range(1, 9)),
}
ISSUES = {
    "an article about an error": page(
        "Wood Weekly",
        "<h2>Articles</h2>",
        "<h3><a href='/a'>404 Not Found</a></h3>",
        para("Why pages are lost."),
    ),
    "named by an error, with a date": "# 404 Not Found (2021-05-01)\n\nWood that nobody found.\n",
    "an article about robots": "# Wood Weekly\n\n- [captcha](http://a.example)\\\n摘要：机器人也会刨花。\n",
    "short": "# Weekly\n\na is another text than the others.\n",
    "short, about logging in": "# Wood and Login\n\nThis week we log in to the wood: password and all.\n",
    "an essay named as an error": "# Error\n\n" + "Wood does not err, and who works with it does. " * 20,
    "an essay named as a page to log in": "# Log in\n\n"
    + "A log is laid into the fire and burns slowly. " * 20,
    "no more than a title": "# Wood (2021-05-01)\n",
    "links only": page("Wood Weekly", links("A plane", "A saw", "A chisel", host="http://a.example")),
    "links of an issue with a number": page("Wood Weekly #12", links("Plane 1.2", "Saw No. 3", "Nail #4")),
    "releases on several sites": "# News\n\n"
    + "".join(f"- [Release No. {n}](http://{n}.example/)\n" for n in range(1, 9)),
    "a list of issues with a word on each": "# Best of\n\n"
    + "".join(f"- [第 {n} 期](docs/{n}.md)\\\n摘要：这一期讲了第 {n} 种榫头。\n" for n in range(1, 9)),
    "a note about maintenance": "# Wood Weekly\n\nThe site was down.\n\n## News\n\n- A saw broke.\n",
    "its own form": "---\nschema: issue/2\n---\n\n# 404 Not Found\n",
}


def told(text: str, status: int = 0) -> bool:
    return any(found.code == "not-an-issue" for found in convert(text, status=status).diagnostics)


@pytest.mark.parametrize("name", NO_ISSUES)
def test_what_is_no_issue_is_told(name: str) -> None:
    assert told(NO_ISSUES[name])


@pytest.mark.parametrize("name", ISSUES)
def test_an_issue_is_never_told_so(name: str) -> None:
    assert not told(ISSUES[name])


@pytest.mark.parametrize(
    ("status", "is_told"), [(0, False), (200, False), (404, True), (429, True), (500, True)]
)
def test_what_the_server_answered_counts(status: int, *, is_told: bool) -> None:
    assert told(ISSUES["short"], status) == is_told


def test_a_single_conversion_warns_and_converts(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(NO_ISSUES["zh"], "utf-8")
    command = [sys.executable, "-m", "issue_normalizer", str(tmp_path / "a.html")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert "页面不存在" in run.stdout
    assert "warning[not-an-issue]: it is an error page" in run.stderr
