"""Titles and dates of pages: every place where a page may state them."""

from __future__ import annotations

import pytest

from issue_normalizer.pipeline import convert

NUMBERS = ("one", "two", "three", "four", "five", "six")
TEXT = "".join(
    f"<p>The harbour master walked along the quay, number {number}, and counted all the boats twice.</p>"
    for number in NUMBERS
)
TITLE = "Boats come home"
H1 = f"<h1>{TITLE}</h1>"
DAY = "2014-03-05"


def page(head: str, body: str, language: str = "en") -> str:
    return f'<!DOCTYPE html><html lang="{language}"><head>{head}</head><body>{body}</body></html>'


def day_of(source: str) -> str | None:
    day = convert(source).issue.date
    return None if day is None else str(day)


LINKED = {
    "an article": '{"@type":"NewsArticle","headline":"x","datePublished":"2014-03-05T01:00:00Z"}',
    "a graph": '{"@graph":[{"@type":"WebSite"},{"@type":["Article","Report"],"datePublished":"2014-03-05"}]}',
    "a list": '[{"@type":"BreadcrumbList"},{"@type":"Article","datePublished":"2014-03-05"}]',
    "a comment around": '<!-- {"@type":"Article","datePublished":"2014-03-05"} -->',
    "a section around": '//<![CDATA[\n{"@type":"Article","datePublished":"2014-03-05"}\n//]]>',
    "a line break in a string": '{"@type":"Article","description":"a\nb","dateCreated":"2014-03-05"}',
    "a comma too many": '{"@type":"VideoObject","uploadDate":"2014-03-05",};',
    "the page's entity": '{"@type":"WebPage","mainEntity":{"@type":"Article","datePublished":"2014-03-05"}}',
    "a type with its address": '{"@type":"http://schema.org/NewsArticle","datePublished":"2014-03-05"}',
}


@pytest.mark.parametrize("name", LINKED)
def test_days_of_linked_data(name: str) -> None:
    script = f'<script type="application/ld+json">{LINKED[name]}</script>'
    assert day_of(page(script, f"<article>{H1}{TEXT}</article>")) == DAY


@pytest.mark.parametrize(
    "name",
    """date pubdate DC.date DC.date.issued dc.date.created dcterms.created sailthru.date parsely-pub-date
    article.published citation_date citation_online_date article:published_time og:published_time publish-date
    publication_date PublishDate timestamp pub_date displaydate article.created created
    OriginalPublicationDate    rnews:datePublished eprints.date prism.publicationDate ptime datePosted
    shareaholic:article_published_time""".split(),
)
@pytest.mark.parametrize(
    "value", ["2014-03-05T08:00:00+01:00", "2014/03/05 10:00", "Wed, 05 Mar 2014 10:00:00 GMT", "1394013600"]
)
def test_days_of_meta_elements(name: str, value: str) -> None:
    assert day_of(page(f'<meta name="{name}" content="{value}">', f"<article>{H1}{TEXT}</article>")) == DAY


@pytest.mark.parametrize("name", ["lastpubdate", "contentdate", "article:date", "pdate"])
def test_vague_days_of_meta_elements_go_last(name: str) -> None:
    metas = f'<meta name="date" content="2014-03-05"><meta name="{name}" content="2014-06-01">'
    assert day_of(page(metas, f"<article>{H1}{TEXT}</article>")) == DAY


SHOWN = {
    "microdata": ("en", '<span itemprop="datePublished" content="2014-03-05">Wed</span>'),
    "microdata's text": ("en", '<span itemprop="datePublished">March 5, 2014</span>'),
    "a time": ("en", '<time datetime="2014-03-05T10:00">5 March</time>'),
    "a time's text": ("en", "<time>March 5, 2014</time>"),
    "a microformat": ("en", '<abbr class="published" title="2014-03-05T10:00">Wed</abbr>'),
    "a sentence": ("en", "<p>Posted on March 5th, 2014 by Anna</p>"),
    "an author before": ("en", "<div>Posted by Anna on March 5, 2014 at 10:30 am</div>"),
    "German": ("de", "<div>Veröffentlicht am 5. März 2014</div>"),
    "dots": ("", "<div>05.03.2014, 10:15 Uhr</div>"),
    "French": ("fr", "<div>Publié le 5 mars 2014 à 10h15</div>"),
    "Spanish": ("es", "<div>5 de marzo de 2014</div>"),
    "American digits": ("en-US", "<div>03/05/2014</div>"),
    "British digits": ("en-GB", "<div>05/03/2014</div>"),
    "Chinese": ("zh", "<div>2014年3月5日 10:00 来源：码头社</div>"),
    "Korean": ("ko", "<div>입력 2014.03.05 10:00</div>"),
    "Russian": ("ru", "<div>5 марта 2014, 10:00</div>"),
    "capitals": ("en", "<div>MARCH 5, 2014</div>"),
    "several things": (
        "en",
        "<div class='byline'>By Anna | Updated: 6 March 2014 | Published: 5 March 2014</div>",
    ),
    "a change behind": ("en", "<div class='byline'>Published 5 March 2014 Updated 7 March 2014</div>"),
    "a change before": ("en", "<div>Updated 7 March 2014</div><div>Published 5 March 2014</div>"),
    "parts": ("en", '<div class="date"><span>Mar</span><span>5</span><span>2014</span></div>'),
    "an attribute": ("en", '<span data-date="2014-03-05T10:00:00">9 years ago</span>'),
    "a stamp": ("en", '<span class="timestamp" data-timestamp="1394013600">9 years ago</span>'),
    "a title": ("en", '<span class="date" title="March 5, 2014">9 years ago</span>'),
    "a line of the author": ("de", '<div class="autor">von Anna Kai <span>am 05.03.2014</span></div>'),
    "Spanish names": ("es", '<p class="fecha-nota"><span>5 de marzo de 2014</span></p>'),
    "below a lead": (
        "fr",
        f'<p>{"Les bateaux rentrent, et le port les compte. " * 3}</p><p class="fecha-nota">5 mars 2014</p>',
    ),
    "a label": ("de", f"<p>{'Der Hafen ist voll. ' * 9}</p><p>Erscheinungstermin: 05.03.2014</p>"),
    "a short form": (
        "",
        '<a class="p" href="/7"><abbr class="x1" title="March 5, 2014">two years ago</abbr></a>',
    ),
    "a long line": ("de", f'<div class="post-meta">05/03/2014 von Anna {"und vielen anderen " * 3}</div>'),
    "a box of several": (
        "de",
        f'<div class="news-meta"><p>{"Redaktion der Zeitung " * 5}</p><div>5. März 2014 | 05:00</div></div>',
    ),
    "a day within a line": (
        "en",
        f'<div>{"The boats are in. " * 7}<span class="buzz-datetime">March 5, 2014</span></div>',
    ),
    "two digits of a year": ("", '<div class="date">05.03.14</div>'),
    "facts behind labels": (
        "zh",
        "<div>来源：本港消息　作者：码头社记者与编辑部<br>时间：2014年3月5日 23:00　浏览：33</div>",
    ),
    "a day that opens the text": (
        "de",
        "<p>(05.03.2014) Die Boote sind da, und der Hafen ist voll.</p>",
    ),
    "a label before each time": (
        "ja",
        "<div><b>最終更新日</b> <time>2014年3月9日</time><b>投稿日</b> <time>2014年3月5日</time></div>",
    ),
    "a change that a label tells": (
        "en",
        "<p>Last updated on <time>March 9, 2014</time></p><p>First seen <time>March 5, 2014</time></p>",
    ),
    "a change, then the publication": (
        "fr",
        "<p>Mis à jour le 9 mars 2014 – Publié le 5 mars 2014</p>",
    ),
    "the first of two": ("en", "<p>Updated: 9 March 2014, first published: 5 March 2014</p>"),
    "properties": ("en", '<span property="dc:date dc:created" content="2014-03-05T08:15:00">Wed</span>'),
    "behind the author": ("de", '<p><a href="/anna">Anna Kai</a>, 5.3.14</p>'),
    "a small heading": ("en", "<h5>March 5, 2014</h5>"),
    "links within a time": (
        "en",
        "<time class='published'><a href='/y'>2014</a>-<a href='/m'>03</a>-<a href='/d'>05</a> 08:00</time>",
    ),
    "a line that is no block": ("de", "<small>Mittwoch, 5.3.2014, 19:51 &gt; Anna</small>"),
    "a dateline": (
        "en",
        "<p>HARBOUR TOWN, March 5, 2014 (Quay Press) - The bell was mended at last, and it rings.</p>",
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_days_that_a_page_shows(name: str) -> None:
    language, shown = SHOWN[name]
    assert day_of(page("", f"<article>{H1}{shown}{TEXT}</article>", language)) == DAY


def test_days_below_the_text_and_in_the_address() -> None:
    assert day_of(page("", f"<article>{H1}{TEXT}<p>First published: 5 March 2014</p></article>")) == DAY
    for language, below in (
        (
            "de",
            "Dieser Artikel wurde am 5. März 2014 um 14:48 von Anna geschrieben und unter Hafen abgelegt.",
        ),
        ("en", "This entry was posted on Wednesday, March 5th, 2014 at 10:15 am and is filed under Harbour."),
        ("fr", "Cet article a été publié le 5 mars 2014 par Anna dans la catégorie du port."),
    ):
        assert day_of(page("", f"<article>{H1}{TEXT}<footer>{below}</footer></article>", language)) == DAY
    for path in (
        "2014/03/05/boats/",
        "news/2014-03-05-boats",
        "2014/mar/05/boats",
        "a/20140305/boats.html",
        "2014/3/5/b",
    ):
        link = f'<link rel="canonical" href="https://quay.example/{path}">'
        assert day_of(page(link, f"<article>{H1}{TEXT}</article>")) == DAY


@pytest.mark.parametrize(
    "around",
    [
        "<footer>Copyright 2014 Quay</footer>",
        '<div class="comments"><time datetime="2014-03-05">then</time></div>',
        '<div class="related-posts"><a href="/1">Bells</a> <span data-date="2014-03-05">then</span></div>',
        "<div>Updated 5 March 2014</div>",
        "<div><p>Last updated on <time datetime='2014-03-05'>5 March</time></p></div>",
        "<aside class=sidebar>"
        + "".join(f"<p class='byline'><time>{n} March 2014</time></p>" for n in (5, 6))
        + "</aside>",
        '<blockquote>Ahoy! <time datetime="2014-03-05T10:00">then</time></blockquote>',
        "".join(f'<div>A boat <span class="date">{n} March 2014</span> of many</div>' for n in (5, 6, 7)),
        "<p>This entry was the best of all, and the bell of 5 March 2014 is the one of the harbour.</p>",
        "<p>The bell of 5 March 2014 is the one that is meant here, as everybody knows who saw it.</p>",
    ],
)
def test_days_of_other_things_are_none_of_the_page(around: str) -> None:
    assert day_of(page("", f"<article>{H1}{TEXT}</article>{around}")) is None


def test_the_day_stands_in_what_holds_the_title() -> None:
    shown = f'<div class="HeaderComment">{H1}<span class="PublishDate">5 March 2014</span></div>'
    assert day_of(page("", f"<main>{shown}<div>{TEXT}</div></main>")) == DAY


def test_the_day_in_the_header_of_a_site_is_today() -> None:
    top = '<div id="top"><div id="date">Mon, 25 Dec 2023</div><p>Quay</p><p>Sea</p><p>Log</p><p>Rope</p>'
    body = f"{top}</div><div>{H1}<div>Anna Kai<br>Wed, 5 Mar 2014 17:55 UTC</div><div>{TEXT}</div></div>"
    assert day_of(page("", body)) == DAY
    assert day_of(page("", f'<div class="date">5 March 2014</div><div>{H1}{TEXT}</div>')) == DAY


def test_the_day_of_a_comment_is_none_of_the_article() -> None:
    shown = f"<article>{H1}<p>Le <time datetime='2014-03-05'>5 mars</time></p>{TEXT}</article>"
    beside = "<div><p>Ahoy</p><p><time datetime='2014-09-22' pubdate>22 septembre</time>, Kai</p></div>"
    assert day_of(page("", f"<div>{shown}{beside}</div>", "fr")) == DAY


def test_the_day_of_a_manual_stands_in_its_sidebar() -> None:
    facts = "<ul class='post-meta'><li><time>5 March 2014</time></li><li>2 min read</li></ul>"
    assert day_of(page("", f"<div class='sidebar'>{facts}</div><article>{H1}{TEXT}</article>")) == DAY


def test_a_time_of_change_hides_those_of_other_texts() -> None:
    linked = f'<script type="application/ld+json">{LINKED["an article"]}</script>'
    shown = "<p>Aktualisiert am <time class='post-time' datetime='2014-03-07'>7. März</time></p>"
    teaser = "<p><a href='/2'>Bells</a> <time class='post-time' datetime='2014-03-08'>8. März</time></p>"
    assert day_of(page(linked, f"<div>{H1}{shown}{TEXT}</div><div>{teaser}</div>", "de")) == DAY


LD = '<script type="application/ld+json">{"@type":"Article","headline":"%s"}</script>'
OG = f'<meta property="og:title" content="{TITLE}">'
SITE = '<meta property="og:site_name" content="Quay">'
WEBSITE = '<script type="application/ld+json">{"@type":"WebSite","name":"Rope Daily"}</script>'
AT = '<link rel="canonical" href="https://www.quay-town.example/boats">'
TITLES = {
    "a part of a site": (
        f'<meta property="og:title" content="{TITLE} | Quay Weather">{SITE}',
        f"<div>{TEXT}</div>",
    ),
    "the site first": (f"<title>Quay: {TITLE}</title>{SITE}", f"<div>{TEXT}</div>"),
    "a rubric and the site": (f"<title>{TITLE} | News | Quay Times</title>", f"<div>{TEXT}</div>"),
    "a card": (f'<meta name="twitter:title" content="{TITLE}">', f"<div>{TEXT}</div>"),
    "an author in the heading": (
        OG,
        f'<h1>{TITLE} <span class="by">by Anna Quay</span></h1><div>{TEXT}</div>',
    ),
    "a rubric in the heading": (OG, f'<div><h1><span class="kicker">Sea</span> {TITLE}</h1>{TEXT}</div>'),
    "a rubric beside": (OG, f"<h1><small>Sea</small><span>{TITLE}</span></h1><div>{TEXT}</div>"),
    "another one stated": (OG.replace("come", "never come"), f"<article>{H1}{TEXT}</article>"),
    "a name that states": ("", f'<section class="layout-with-rail__top">{H1}</section><div>{TEXT}</div>'),
    "in a rail": (OG, f'<section class="rail top">{H1}</section><div>{TEXT}</div>'),
    "the site's h1": (
        f"<title>{TITLE} — Quay</title>",
        f"<header><h1>Quay</h1></header><article><h2>{TITLE}</h2>{TEXT}</article>",
    ),
    "a rubric's h1": (
        f"<title>{TITLE} | Quay</title>",
        f"<h1>News</h1><article><h2>{TITLE}</h2>{TEXT}</article>",
    ),
    "the heading of a part": (
        f"{OG}<title>{TITLE} | Quay</title>",
        f"<main><h1>Latest articles</h1><div>{TEXT}</div></main>",
    ),
    "a word above the text": (
        f"<title>{TITLE}</title>",
        f"<article><h1>Lorem</h1><div>{TEXT}</div></article>",
    ),
    "the site's own title, and a word": (
        "<title>Quay Letter</title>",
        f'<a href="/">Quay Letter</a><article><h1>{TITLE}</h1><div>{TEXT}</div></article>',
    ),
    "the site's own title in the head": (
        f"{OG.replace(TITLE, 'Quay Letter')}{SITE.replace('Quay', 'Quay Letter')}<title>Quay Letter</title>",
        f"<main>{H1}<div>{TEXT}</div></main>",
    ),
    "a named heading": (
        "<title>Quay</title>",
        f'<h1>Quay</h1><article><h2 class="entry-title">{TITLE}</h2>{TEXT}</article>',
    ),
    "two properties": (
        "<title>Quay</title>",
        f'<div itemprop="name headline">{TITLE}</div><div>{TEXT}</div>',
    ),
    "microdata": ("<title>Quay</title>", f'<div itemprop="headline">{TITLE}</div><div>{TEXT}</div>'),
    "a microdata's name": (
        "<title>Quay</title>",
        f'<article><h3 itemprop="name">{TITLE}</h3><div>{TEXT}</div></article>',
    ),
    "a cut one": (
        f'<meta property="og:title" content="Boats come ho..."><title>{TITLE} | Quay</title>',
        f"{H1}<div>{TEXT}</div>",
    ),
    "linked data": (f"{LD % '<i>Boats</i> come home'}<title>Q</title>", f"<div>{TEXT}</div>"),
    "a site's name without a sign": (
        f"<title>{TITLE} Quay</title>",
        f'<div><div class="title">{TITLE}</div><div>{TEXT}</div></div>',
    ),
    "a heading of two parts": (
        f"<title>{TITLE}, Sub-line 1 - Quay</title>",
        f"<h1><b>Boats</b> come home</h1><div>{TEXT}</div>",
    ),
    "the site's name behind two dashes": (f"<title>{TITLE}--Quay Letter</title>", f"<div>{TEXT}</div>"),
    "a longer one": (
        f'{LD % TITLE}<meta property="og:title" content="{TITLE} - The Harbour Town Quay Times">',
        f"<div>{TEXT}</div>",
    ),
    "a rubric in a heading that says more": (
        "<title>Come home | Quay</title>",
        f'<article><h1><span class="category"><i>On</i> Sea</span>{TITLE}</h1>{TEXT}</article>',
    ),
    "an author below the title, in one heading": (
        OG.replace(TITLE, f"{TITLE} (photo: Anna)"),
        f"<h1><span>{TITLE}</span><br><span>Anna Kai, of the quay</span></h1><div>{TEXT}</div>",
    ),
    "an archive of a blog": (
        f"<title>Q &raquo; Blog Archive &raquo; {TITLE}</title>",
        f"<div>{TEXT}</div>",
    ),
    "a blog in a folder": (
        f"<title>The Quay &raquo; {TITLE}</title>",
        f'<h1><a href="https://a.example/quay/">The Quay</a></h1><div class="post"><h2><a href="https://a.example/quay/7/">{TITLE}</a></h2>{TEXT}</div>',
    ),
    "the host": (f'{AT}<meta property="og:title" content="{TITLE} | Quay Town">', f"<div>{TEXT}</div>"),
    "the host as it is written": (f"{AT}<title>{TITLE} - quay-town.example</title>", f"<div>{TEXT}</div>"),
    "the host first": (f"{AT}<title>Quay Town - {TITLE}</title>", f"<div>{TEXT}</div>"),
    "the site in linked data": (
        f"{WEBSITE}{OG.replace(TITLE, TITLE + ' - Rope Daily')}",
        f"<div>{TEXT}</div>",
    ),
    "a short form of the site's name": (
        f"{SITE.replace('Quay', 'HTQ Docs')}{OG.replace(TITLE, TITLE + ' | HTQ')}",
        f"<div>{TEXT}</div>",
    ),
    "a template that nothing filled": (
        f"{OG.replace(TITLE, '{{ title }}')}<title>{TITLE}</title>",
        f"<div>{TEXT}</div>",
    ),
    "a sign for a title": (f"{OG.replace(TITLE, '-')}<title>{TITLE}</title>", f"<div>{TEXT}</div>"),
    "the site's name for a title": (
        f"{OG.replace(TITLE, 'Quay')}{SITE}<title>{TITLE} - Quay</title>",
        f"<div>{TEXT}</div>",
    ),
    "a line that is named a title": (
        f"<title>{TITLE} | Quay</title>",
        f'<div class="post"><p class="title">{TITLE}</p>{TEXT}</div>',
    ),
    "a way to it in the heading's only part": (
        f"<title>{TITLE}</title>",
        f'<h1><span><a href="/news">News</a><span> &gt; </span>{TITLE}</span></h1><div>{TEXT}</div>',
    ),
    "a list of contents above": (
        "<title>boats:home [Quay Wiki]</title>",
        f'<h1><a href="/start">Quay Wiki</a></h1><div><div class="toc"><h3>All</h3></div>{H1}{TEXT}</div>',
    ),
    "a break in the heading": ("", "<article><h1>Boats<br>come home</h1>" + TEXT + "</article>"),
}


@pytest.mark.parametrize("name", TITLES)
def test_titles(name: str) -> None:
    head, body = TITLES[name]
    result = convert(page(head, body))
    assert (result.issue.title, result.account.lost) == (TITLE, 0)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>绳索与潮汐的故事｜码头网</title>", "绳索与潮汐的故事"),
        ("<title>新手指南：如何搭建个人博客</title>", "新手指南：如何搭建个人博客"),
        ("<title>周末去哪儿：老码头的读书社区</title>", "周末去哪儿：老码头的读书社区"),
        ("<title>谈谈前端-后端-数据库与技术论坛</title>", "谈谈前端-后端-数据库与技术论坛"),
        ("<title>我们的故事：渔夫与大海_之家</title>", "我们的故事：渔夫与大海_之家"),
        (
            f"{SITE.replace('Quay', 'The Tide')}<title>Ten years on [the tide]</title>",
            "Ten years on [the tide]",
        ),
        (
            f"{SITE.replace('Quay', '岸壁通信社')}<title>ロープと潮の話【岸壁通信社】</title>",
            "ロープと潮の話",
        ),
        ("<title>详解发布-订阅模式</title>", "详解发布-订阅模式"),
        ("<title>详解 snake_case 命名</title>", "详解 snake_case 命名"),
        ("<title>ロープと潮の話【図解】</title>", "ロープと潮の話【図解】"),
    ],
)
def test_names_of_sites_in_languages_without_blanks(head: str, title: str) -> None:
    assert convert(page(head, f"<div>{TEXT}</div>", "zh")).issue.title == title


def test_small_headings_with_days_stay_where_there_are_several() -> None:
    entries = "".join(f"<h4>{n} March 2014</h4>{TEXT}" for n in (5, 6))
    result = convert(page("", f"<article>{H1}{entries}</article>"))
    assert (result.issue.date, result.markdown.count(" March 2014")) == (None, 2)


def test_the_start_of_a_site_has_its_name() -> None:
    head = f"{OG.replace(TITLE, 'Quay')}{SITE}<title>Home - Quay</title>"
    assert convert(page(head, f"<div>{TEXT}</div>")).issue.title == "Quay"


def test_the_author_goes_off_a_title_that_holds_a_colon() -> None:
    title = "Boats: how they come home"
    head = OG.replace(TITLE, f"{title}｜Anna Kai") + SITE
    body = f"<article><header><h1>{title}</h1></header><div>{TEXT}</div></article>"
    assert convert(page(head, body)).issue.title == title


def test_what_says_the_title_again_in_a_line_of_its_own_is_furniture() -> None:
    cell = f"<font><b>{TITLE}</b></font><br><font>5 March 2014</font>{TEXT}"
    shown = convert(page(f"<title>{TITLE}</title>", f"<table><tr><td>{cell}</td></tr></table>")).markdown
    assert shown.startswith(f"---\nschema: issue/2\ndate: {DAY}\n---\n\n# {TITLE}\n\nThe harbour master")


@pytest.mark.parametrize("heading", ["h2", "h3"])
def test_a_title_above_sections_of_its_level_is_above_them(heading: str) -> None:
    body = (
        f'<article><{heading}><a href="/7.html">{TITLE}</a></{heading}>{TEXT}'
        f"<{heading}>Bells</{heading}>{TEXT}</article>"
    )
    shown = convert(page(f"<title>{TITLE} - Quay</title>", f"<header><h1>Quay</h1></header>{body}")).markdown
    assert (shown.count(TITLE), shown.count("/7.html"), shown.count("\n## Bells\n")) == (1, 0, 1)


def test_a_rule_below_the_title_parts_nothing() -> None:
    shown = convert(page("", f"<article>{H1}<hr>{TEXT}<hr>{TEXT}<hr><p>Share:</p></article>")).markdown
    assert shown.count("\n***\n") == 1


def test_half_of_a_title_is_none() -> None:
    body = f"<article><h2>Harbour stories:</h2><h4>{TITLE}</h4>{TEXT}</article>"
    whole = f"Harbour stories: {TITLE}"
    assert convert(page(OG.replace(TITLE, f"The {whole}"), body)).issue.title == f"The {whole}"
    assert convert(page(OG.replace(TITLE, f"Quay: {TITLE}") + SITE, body)).issue.title == TITLE
    assert convert(page(OG.replace(TITLE, f"Quay - {TITLE}"), body)).issue.title == TITLE


def test_a_title_is_shown_once() -> None:
    head, body = TITLES["a line that is named a title"]
    assert convert(page(head, body)).markdown.count(TITLE) == 1


def test_a_title_of_one_word_stays_where_the_head_names_the_site() -> None:
    body = (
        f'<a href="https://quay.example/">Quay Letter</a><article><h1>Ropes</h1><div>{TEXT}</div></article>'
    )
    assert convert(page("<title>Quay Letter</title>", body)).issue.title == "Ropes"


@pytest.mark.parametrize("title", ["Boats come home - at last", "Boats & bells", "Quay: a history", "3 | 4"])
def test_titles_with_signs_stay_whole(title: str) -> None:
    escaped = title.replace("&", "&amp;")
    meta = f'<meta property="og:title" content="{escaped}"><title>{escaped} | Quay Times</title>'
    assert convert(page(meta, f"<div>{TEXT}</div>")).issue.title == title
    twice = f'<meta property="og:title" content="{escaped.replace("&amp;", "&amp;amp;")}">'
    assert convert(page(twice, f"<div>{TEXT}</div>")).issue.title == title
