"""Pages of any kind: what is the document, what is furniture and of which kind, what the title is."""

from __future__ import annotations

import re

import pytest

from issue_normalizer.options import Options, Page
from issue_normalizer.pipeline import convert
from issue_normalizer.readers.page_names import body_rank, box_kind, line_kind, spelled

TITLE = "The harbour counts its boats"
KEPT = [f"Kept{n}x the harbour master walked along the quay and counted the boats twice." for n in range(10)]
NOISE = [f"Noise{n}x is what this sentence is made of, as long as any other on the page." for n in range(10)]


def text(sentences: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{sentence}</{tag}>" for sentence in sentences)


ALL, FIRST, LAST = text(KEPT), text(KEPT[:5]), text(KEPT[5:])
H1 = f"<h1>{TITLE}</h1>"
TEASERS = "".join(
    f'<div class="card"><a href="/{n}"><h3>NoiseT{n} old</h3></a><p>{s}</p></div>'
    for n, s in enumerate(NOISE)
)
LINKS = "".join(f'<li><a href="/l">NoiseL{n} a headline of the day</a></li>' for n in "abcde")
CARDS = "".join(
    f'<div class="c"><a href="/{n}"><img src="{n}.png"></a><h3><a href="/{n}">NoiseK{n}</a></h3><p>{s}</p><i>May {n + 1}, 2023</i></div>'
    for n, s in enumerate(NOISE[:4])
)
ITEMS = "".join(
    f'<h3><a href="https://a.example/p/{n}">Kept8{n}x</a></h3><p>Kept9{n}x says what it is.</p>'
    for n in range(8)
)
EXCERPTS = "".join(
    f'<article><div>NoiseR</div><a href="/{n}"><h4>NoiseE{n}</h4></a><div>{s} {s}</div><a href="/{n}">Read on</a></article>'
    for n, s in enumerate(NOISE[:3])
)
AWAY = "".join(
    f'<li><a href="https://{word}.example/">Kept10{n}x a knot that holds in any rope</a></li>'
    for n, word in enumerate(("quay", "bell", "rope", "mast", "sail", "tide"))
)
PORTAL = "".join(
    f'<li><a href="https://{word}.portal.example/">NoiseP a headline of another part</a></li>'
    for word in ("quay", "bell", "rope", "mast", "sail", "tide")
)
COOKIES = "We set cookies. Noise6x cookies are small, and without cookies no cookie can be read."
BODIES = {
    "lines parted by breaks": f'<div><a href="/">NoiseA</a></div>{H1}<div class="t">{"<br><br>".join(KEPT)}</div>',
    "boxes within": f'<main>{H1}{FIRST}<div class="ad-box"><p>{NOISE[0]}</p></div>{LAST}</main><footer>NoiseA</footer>',
    "long comments": f'<div><div>{H1}{ALL}</div><div class="user-comments">{text(NOISE)}{text(NOISE)}</div></div>',
    "comments on a picture": f"<article>{H1}<p>Kept24x at dusk.</p><img src='a.png'></article><div id='comments'>{''.join(f'<div class=comment>{text(NOISE)}</div>' for _ in range(9))}</div>",
    "a long sidebar": f'<div><div>{H1}{text(KEPT[:3])}</div><div class="sidebar">{text(NOISE)}</div></div>',
    "a banner without a name": f"<div><p>We use cookies and NoiseQ to improve this site.</p></div><div>{H1}<div>{ALL}</div></div>",
    "a list as document": f"<article>{H1}<ol>{text(KEPT, 'li')}</ol></article><section class='trending'>{TEASERS}</section>",
    "a caption": f"<article>{H1}<figure><img src='a.png'><figcaption>Kept20x at dusk</figcaption></figure>{ALL}</article>",
    "a lead above the container": f"<main><header>{H1}<p>{KEPT[0]}</p><p class='meta'>By NoiseA</p></header><div>{text(KEPT[1:])}</div></main>",
    "a link between paragraphs": f'<article>{H1}{FIRST}<p><a href="/q">Read also: NoiseB the captain</a></p>{LAST}</article>',
    "a form around all": f'<form><input name="q"><div><a href="/">NoiseA</a></div><div>{H1}{ALL}</div></form>',
    "an aside of the text": f"<article>{H1}{FIRST}<aside class='note'><p>Kept21x, by the way.</p></aside>{LAST}</article>",
    "names that state": f'<div class="content-with-sidebar has-comments category-share">{H1}{ALL}</div>',
    "comments in code": f"<article>{H1}{ALL}<pre><code><span class='hljs-comment'># Kept22x</span></code></pre></article>",
    "legal text below": f'<div>{H1}{text(KEPT[:4])}</div><div class="bottom site-footer">{text(NOISE)}</div>',
    "teasers above": f"<div><div>{TEASERS}</div><div>{H1}{ALL}</div></div>",
    "words that buttons say": f"<article>{H1}{FIRST}<p>Join us for Kept23x at sea.</p><p>Listen to Kept24x.</p>{LAST}</article>",
    "earlier issues": f'<main>{H1}{ALL}<h2>Past issues</h2><ul><li><a href="/9">Kept25x</a></li><li><a href="/8">Kept26x</a></li></ul></main>',
    "earlier issues in a table": f'<section class="main-content">{H1}{ALL}<h2><a href="/all">Kept38x</a></h2><table><tr><th>2024</th></tr><tr><td><a href="/9">Kept25x</a></td>'
    '<td><a href="/8">Kept26x</a></td></tr></table></section>',
    "earlier issues in an unnamed table": f'<div>{H1}{ALL}<h2><a href="/all">Kept38x</a></h2><table><tr><td><a href="/9">Kept25x</a></td><td><a href="/8">Kept26x</a></td></tr></table></div>',
    "links away at the end": f"<main>{H1}{ALL}<h2>Jobs</h2><ul><li><a href='https://a.example/'>Kept27x</a></li></ul></main>",
    "a name of most of the text": f"<article>{H1}{ALL.replace('<p>', '<p class=paywall>')}</article>",
    "texts that ads part": "<article>"
    + H1
    + "".join(
        f'<div><div class="article-body">{text(KEPT[n : n + 2])}</div><div class="ad-slot"><p>NoiseA{n}</p></div></div>'
        for n in range(0, 10, 2)
    )
    + "</article>",
    "sections of one name": f'<div class="all">{H1}<div class="s"><h2>Kept50x</h2>{ALL}</div><div class="s"><h2>Kept51x</h2><p>Kept52x.</p></div></div>',
    "articles below": f'<article>{H1}<div class="entry-content">{ALL}</div></article><article><h2><a href="/2">NoiseQ</a></h2><div class="entry-content">{text(NOISE)}{text(NOISE)}</div></article>',
    "cards below": f"<article>{H1}{ALL}<section><h2>NoiseH</h2>{CARDS}</section></article>",
    "cards beside a short text": f'<div><div class="story">{H1}{text(KEPT[:2])}</div><div class="r">{CARDS}</div></div>',
    "a digest of the site's own": f"<main>{H1}<p>{KEPT[0]}</p>{CARDS.replace('Noise', 'Kept3').replace(' ', 'x ', 1)}</main>",
    "a column of links": f'<div class="main"><div class="text">{H1}{ALL}</div><div class="side2"><p>NoiseT</p><ul>{LINKS}</ul></div></div>',
    "a column of issues": f'<div class="main"><div class="text">{H1}{ALL}</div><ul><li><a href="/7">Kept40x no. 7</a></li><li><a href="/6">Kept41x no. 6</a></li></ul></div>',
    "an aside that leads away": f"<article>{H1}{FIRST}<aside><h3>NoiseH</h3><ul>{LINKS}</ul></aside>{LAST}</article>",
    "an aside of a teaser": f'<article>{H1}{FIRST}<aside><a href="/z"><h4>NoiseH</h4></a><p>{NOISE[0]}</p></aside>{LAST}</article>',
    "an aside with sources": f'<article>{H1}{FIRST}<aside><p>Kept42x from <a href="/z">the log</a>.</p></aside>{LAST}</article>',
    "counted comments": f"<article>{H1}{ALL}<h3>3 Comments</h3><ol><li><b>NoiseB</b>{text(NOISE)}</li></ol></article>",
    "a section on comments": f"<article>{H1}{FIRST}<h2>Comments</h2>{LAST}</article>",
    "a reply": f"<article>{H1}{ALL}<h3>Leave a Reply</h3><p>{NOISE[0]} {NOISE[1]}</p></article>",
    "links that share": f'<article>{H1}<ul><li><a href="https://www.facebook.com/sharer.php?u=x">NoiseF</a></li><li><a href="mailto:?body=x">NoiseM</a></li></ul>{ALL}</article>',
    "frames of buttons": f'<article>{H1}{FIRST}<iframe src="//www.facebook.com/plugins/like.php?href=NoiseF"></iframe>'
    f'<iframe src="https://video.example/Kept86x"></iframe>{LAST}</article>',
    "profiles": f'<article>{H1}{ALL}<p><a href="https://twitter.com/quay">Kept43x</a></p></article>',
    "a form for letters": f'<article>{H1}{FIRST}<div><h4>NoiseN</h4><p>{NOISE[0]}</p><form><input type="email"></form></div>{LAST}</article>',
    "a lead": f'<div><div>{H1}<h2 class="subtitle">Kept44x</h2><p>{KEPT[0]}</p><p>NoiseX 5 May 2023</p></div><div class="article-text">{text(KEPT[1:])}</div></div>'.replace(
        "NoiseX ", ""
    ),
    "a thread": "<div id='page-body'>"
    + H1
    + "".join(
        f'<div class="post p{n}"><div class="postprofile"><a href="/u">NoiseU</a></div><div class="postbody"><p class="author">by NoiseV</p>'
        f'<div class="content">{"<br>".join(found)}</div></div></div>'
        for n, found in enumerate((KEPT, NOISE, NOISE))
    )
    + "</div>",
    "posts of a letter": "<div id='page-body'>"
    + H1
    + "".join(
        f'<div class="post"><h2>Kept6{n}x</h2><p class="author">by Anna</p><div class="content">{found}</div></div>'
        for n, found in enumerate((FIRST, LAST))
    )
    + "</div>",
    "a name used elsewhere": f'<div class="left"><div class="content"><h2>NoiseH</h2><p>{NOISE[0]}</p></div></div><div class="middle"><div class="content">{H1}{ALL}</div></div>',
    "a letter of the site's own posts": f'<div class="post">{H1}<p>{KEPT[0]}</p>{ITEMS.replace("https://a.example", "")}</div>',
    "a letter of links": f"<div>{H1}<div><p>{KEPT[0]}</p></div><div><ul>{''.join(f'<li><a href=https://{n}.example/>Kept7{n}x item</a></li>' for n in range(8))}</ul></div></div>",
    "a letter of nothing but links": f"<nav>NoiseA</nav><div><h1>{TITLE}</h1><div class='t'><h2>Kept94x</h2><ul>{AWAY}</ul></div></div>"
    f"<div class='m'><h2>NoiseH</h2>{CARDS}</div>",
    "links of a portal": f"<div class='t'>{H1}{ALL}</div><div class='u'><ul>{PORTAL}</ul></div>",
    "a widget that holds the post": f"<div class='widget Blog'>{H1}<div class='post-body'><ul>{AWAY}</ul></div></div><div class='widget'>NoiseW</div>",
    "items with authors": f"<article>{H1}{ITEMS.replace('<p>', '<p class=author>Kept82x Anna</p><p>', 1)}{ALL}</article>",
    "a section of stories": f"<article>{H1}{ALL}<h2>Top stories</h2><ul><li><a href='https://a.example/1'>Kept78x</a></li><li><a href='https://b.example/2'>Kept79x</a></li></ul></article>",
    "hosts of a site": f'<nav><a href="https://quay.example/a">NoiseA</a><a href="https://quay.example/b">NoiseB</a><a href="https://quay.example/c">NoiseC</a></nav>'
    f'<div class="m"><div class="t">{H1}{ALL}</div><div class="u"><ul>{LINKS.replace("/l", "https://news.quay.example/l")}</ul></div></div>',
    "related posts with excerpts": f"<article>{H1}{ALL}<div><h3>Related posts</h3><div>{EXCERPTS}</div></div></article>",
    "a section on related things": f"<article>{H1}{FIRST}<h2>Related links</h2><p>Kept83x, all of it.</p><p><a href='/a'>Kept84x</a></p>{LAST}</article>",
    "a card in a figure": f'<article>{H1}{FIRST}<figure><a href="/z"><div><h4>NoiseH</h4><span>NoiseK</span></div></a></figure>{LAST}</article>',
    "a linked picture": f'<article>{H1}{FIRST}<figure><a href="/z.png"><img src="z.png"></a><figcaption>Kept85x at noon</figcaption></figure>{LAST}</article>',
    "an aside with a label": f'<article>{H1}{FIRST}<aside><span>Listen too</span><div><a href="/z">NoiseH the bell</a></div></aside>{LAST}</article>',
    "a question about cookies": f"<div class='z1'><div><p>{COOKIES}</p><a href='#'>OK</a></div></div><div class='z2'>{H1}{ALL}</div>",
    "a box on cookies to close": f"<div class='z1'><div class='z_close'></div><p>{COOKIES}</p></div><div class='z2'>{H1}{ALL}</div>",
    "items about cookies": f"<div class='i'>{H1}</div><div class='i'><p>{COOKIES.replace('Noise', 'Kept8')}</p><a href='https://a.example/'>More</a></div><div class='i'>{ALL}</div>",
    "the next articles of the site": f"<main><article class='a'><h1>{TITLE}</h1>{ALL}</article><article class='a'><h1>NoiseH</h1>{text(NOISE)}</article>"
    f"<article class='a'><h1>NoiseJ</h1>{text(NOISE)}</article></main>",
    "columns beside an article": f"<div class='c'><article>{H1}{text(KEPT[:3])}</article><div class='d'><div><h2>NoiseH</h2>{CARDS}{CARDS}</div></div></div>",
    "items as articles": f"<main><article><h1>{TITLE}</h1>{FIRST}</article><article><h2>Kept87x</h2>{LAST}</article></main>",
    "sections behind an article": f"<main><article>{H1}{ALL}</article><section><h2>Kept88x</h2><ul><li><a href='https://a.example/'>Kept89x counts the boats of a year</a></li><li><a href='https://b.example/'>Kept90x mends a bell for the harbour</a></li></ul></section></main>",
    "widgets of a builder": f'<div class="elementor-widget-wrap">{H1}<div class="elementor-widget-container">{FIRST}</div></div>'
    f'<div class="elementor-widget-wrap"><div class="so-widget-text">{LAST}</div></div><div class="widget">NoiseW {NOISE[0]}</div>',
    "a list named as posts are": f'<article>{H1}{FIRST}<ul class="post-list">{text(KEPT[5:], "li")}</ul><ul class="post-list"><li>Kept37x a bell</li></ul></article>',
    "a page named as an article is": f'<div class="page single article"><div class="left"><p>NoiseA</p></div><div class="news-body-wrap">{H1}{ALL}</div></div>',
    "rows of data": f"<article>{H1}{text(KEPT[:3])}<table><thead><tr><th>Name</th><th>Use</th></tr></thead><tbody>"
    + "".join(f"<tr><td><a href='/{n}'>Kept9{n}x</a></td><td>{KEPT[n]}</td></tr>" for n in range(5))
    + "</tbody></table></article>",
    "an aside with labels": f'<article>{H1}{FIRST}<aside>To hear also<div>55 min</div><div><a href="/z">NoiseH the bell</a></div></aside>{LAST}</article>',
    "a link back to the contents": f'<div>{H1}{ALL}<p><a href="#top">Kept30x contents</a></p></div>',
    "a heading of tags": f'<article>{H1}{ALL}<h3>Category: <a href="/c/1">NoiseC</a> <a href="/c/2">NoiseD</a></h3></article>',
    "a section on a category": f"<article>{H1}{FIRST}<h3>Category: Kept31x</h3>{LAST}</article>",
    "related news of a site with many hosts": f'<div>{H1}{ALL}</div><div><h2>相关新闻</h2><ul><li><a href="https://news.quay.example/1">NoiseA</a></li>'
    f'<li><a href="https://photo.quay.example/2">NoiseB</a></li></ul></div>',
    "a name of views": f'<article>{H1}<div id="content_views" class="markdown_views"><p>Kept32x The bell is mended, and it rings over all.</p></div></article>',
    "sections with the names of their headings": f'<article>{H1}{FIRST}<section id="related-work"><h2>Related work<a href="#related-work">¶</a></h2>'
    f'<p>Kept33x of others, all of them long.</p></section><section id="share"><h2>Share</h2><p>Kept34x is what it was: {KEPT[0]}</p></section>{LAST}</article>',
    "comments under their own name": f'<article>{H1}{ALL}</article><section id="comments"><h2>Comments</h2><div>{text(NOISE[:2])}</div></section>',
    "a short letter above teasers": f"<div class='w'>{H1}<div class='r'><p>Kept35x Twelve boats came in last night.</p><p>Kept36x Three bells rang.</p></div></div><div class='l'>{CARDS}</div>",
    "an aside of much text": f"<div class='main'><div>{H1}{ALL}</div><aside class='sidebar'>{text(NOISE[:6])}</aside></div>",
    "an aside of the document": f"<article>{H1}{text(KEPT[:5])}<aside>{text(KEPT[5:])}</aside></article>",
    "a body named as a tool, too": f"<div><div class='article-content' id='content-print'>{H1}{text(KEPT[:2])}</div><div class='comments'>{text(NOISE)}</div></div>",
    "related things in a paragraph": f"<article>{H1}{ALL}<p><b>Related:</b><br><a href='/7'>NoiseA the captain</a><br><a href='/8'>NoiseB the bell</a></p></article>",
    "a bold word before a link": f"<article>{H1}{ALL}<p><b>Kept61x:</b> <a href='/7'>Kept62x the captain</a></p></article>",
    "a labelled list in the text": f"<article>{H1}{FIRST}<div><strong>Read also</strong><ul>{LINKS}</ul></div>{LAST}</article>",
    "a labelled list below a paragraph": f"<article>{H1}{FIRST}<div><p>İlgili haberler</p><ul>{LINKS}</ul></div>{LAST}</article>",
    "a labelled list of other sites": f"<article>{H1}{FIRST}<div><strong>Read also</strong><ul>{AWAY}</ul></div>{LAST}</article>",
    "rails below and beside": f"<div class='content'><div class='l'><div class='t'>{H1}{ALL}{ALL}</div><ul class='u'>{LINKS}{LINKS}</ul></div><ul>{LINKS}</ul></div>",
    "rails in a body by name": f"<div class='article-content'><div class='l'>{H1}{ALL}{ALL}</div><div class='m'><p>NoiseR</p><ul>{LINKS}{LINKS}{LINKS}</ul></div></div>",
    "a long opening above links to other sites": f"<div class='content'>{H1}<div class='l'>{ALL}{ALL}</div><div class='m'><ul>{AWAY}</ul></div></div>",
    "a long opening above sections of the site's own pages": f"<div class='article-content'>{H1}<div class='l'>{ALL}{FIRST}</div><div class='m'><h2>Kept63x of the quay</h2>"
    f"<ul>{LINKS.replace('NoiseL', 'Kept64x')}</ul><h2>Kept65x of the town</h2><ul>{LINKS.replace('NoiseL', 'Kept66x')}</ul></div></div>",
    "a section of the site's own pages below a long text": f"<div class='article-content'><div class='l'>{H1}{ALL}{ALL}</div><h2>Kept67x of the quay</h2>{LINKS.replace('NoiseL', 'Kept68x').replace('li>', 'h3>')}<p>Kept69x, Ann</p></div>",
    "a way to write below a long text and links": f"<div class='article-content'><div class='l'>{H1}{ALL}{ALL}</div><ul>{LINKS}{LINKS}</ul><p><a href='mailto:a@b.example'>Kept70x to us</a></p></div>",
    "a name around the body again": f"<div class='content'><div class='t'>{H1}<div class='content'>{ALL}</div></div><div><ul>{LINKS}</ul></div></div>",
    "a table of the footer": f"<div>{H1}{ALL}<table class='mail footer'><tr><td><h5>NoiseF</h5><p>NoiseG 1 Pier Road</p></td></tr></table></div>",
    "a table of data whose name speaks of a footer": f"<div>{H1}{ALL}<table class='footer-prices'><tr><td>Kept7x</td><td>3 euro</td></tr><tr><td>Kept8x</td><td>4 euro</td></tr></table></div>",
    "spans that name who typed": f"<div>{H1}<div>"
    + "".join(f'<div><span class="author-{n % 2}">{s}</span></div>' for n, s in enumerate(KEPT[:4]))
    + f"</div>{ITEMS}</div>",
    "a span that names the author": f'<article>{H1}<p><span class="byline">NoiseU saw it</span></p>{ALL}</article>',
    "a picture that opens large": f'<article>{H1}{FIRST}<div class="lightbox-wrapper"><a class="lightbox" href="a.png"><img src="Kept201x.png">'
    f'<div class="meta"><span>NoiseM</span></div></a></div>{LAST}</article>',
    "a pop-up with a picture": f'<article>{H1}{FIRST}<div class="popup"><a href="/shop"><img alt="NoiseP" src="p.png"></a></div>{LAST}</article>',
    "a label before a link": f'<article>{H1}{FIRST}<section><span><strong>Keep reading</strong></span> <a href="/z">NoiseH the captain</a></section>{LAST}</article>',
    "a label in a sentence": f'<article>{H1}{FIRST}<p>Keep reading <a href="/z">Kept202x</a> and think.</p><ul><li>Keep reading <a href="/z">Kept203x the captain</a></li></ul>{LAST}</article>',
    "a label before another site": f'<article>{H1}{FIRST}<p>Keep reading <a href="https://a.example/">Kept204x the captain</a></p>{LAST}</article>',
    "a box to reply in": f"<div>{H1}{ALL}<div><h3>NoiseR</h3><form><textarea placeholder='Leave a comment'></textarea><p>NoiseS first</p></form></div></div>",
    "a box to solve something in": f"<div>{H1}{ALL}<div><h3>Kept215x</h3><p>Kept216x, which knot?</p><textarea></textarea></div></div>",
    "a picture that is an advertisement of old": f'<article>{H1}{FIRST}<div><span>Advertisement</span><div><img alt="Kept217x of 1930" src="a.png"></div></div>{LAST}</article>',
    "a box to try something in": f"<article>{H1}{FIRST}<div><p>Kept205x here</p><textarea></textarea></div>{LAST}</article>",
    "a picture labelled as advertisement": f'<article>{H1}{FIRST}<div><span>Advertisement</span><div><a href="https://shop.example/"><img alt="NoiseA" src="a.png"></a></div></div>{LAST}</article>',
    "a text labelled as advertisement": f"<article>{H1}{FIRST}<div><span>Advertisement</span><div><img alt='Kept206x' src='a.png'><p>Kept207x of 1930.</p></div></div>{LAST}</article>",
    "tags with names of furniture": f"<div><quay-navigation>NoiseN</quay-navigation>{H1}{ALL}<quay-comments>{text(NOISE)}</quay-comments></div>",
    "tags with other names": f"<div>{H1}{FIRST}<quay-note>{text(KEPT[5:])}</quay-note></div>",
    "names for tests": f'<article>{H1}<div data-component="byline-block"><div><span>NoiseU</span> <span>NoiseV correspondent</span></div></div>'
    f'<div data-component="text-block">{ALL}</div><div data-testid="related-stories"><a href="/a">NoiseS</a></div></article>',
    "a figure that leads to another page": f'<article>{H1}{FIRST}<figure><div><a href="/z"><span>NoiseH the bell</span></a></div></figure>{LAST}</article>',
    "names of which a part is known": f'<article>{H1}{FIRST}<div data-testid="paragraph-comments"><p>{KEPT[5]}</p></div><div data-component="share-price"><p>Kept218x falls.</p></div>'
    f'<p>We tied the <share-quote>Kept219x</share-quote> at noon.</p><quay-card><share-story>Kept220x of a knot.</share-story></quay-card><div slot="footer">Kept221x</div>{text(KEPT[6:])}</article>',
    "a figure of a file": f'<article>{H1}{FIRST}<figure><a href="/tides.pdf">Kept222x of tides</a></figure>{LAST}</article>',
    "words of the end of a mail": f"<div>{H1}<p>This newsletter was sent by hand, Kept223x.</p><p>Du bekommst diese Mail, weil Kept224x umzieht.</p>{ALL}<h3>Dates</h3><p>Pond walk, 12 and 13 Kept225x</p>"
    f"<p>Kept226x night, Quay 12, 8 o'clock</p><p>You get this mail because you subscribed. <a href='/u'>Unsubscribe NoiseU</a></p></div>",
    "people who like": f"<div>{H1}{FIRST}<ul><li>12 people like this Kept227x</li><li>20 members like this Kept228x</li></ul>{LAST}</div>",
    "an item that says more": f'<article>{H1}{FIRST}<p><b>Kept229x</b></p><p>{KEPT[5]}</p><p>More: <a href="/z">Kept230x the captain</a></p>{text(KEPT[6:])}</article>',
    "a figure of a quote": f'<article>{H1}{FIRST}<figure><blockquote><a href="/z">Kept208x the bell</a></blockquote></figure>{LAST}</article>',
    "the picture of a text": f'<div><div>{H1}</div><div class="post-featured-image"><img alt="Kept209x" src="a.png"></div></div><div class="article-text">{ALL}</div>',
    "a picture without a name": f'<div><div>{H1}</div><figure><img alt="NoiseI" src="a.png"></figure></div><div class="article-text">{ALL}</div>',
    "the picture of an author": f'<div><div>{H1}</div><div class="byline"><div class="post-image"><img alt="NoiseI" src="a.png"></div></div></div><div class="article-text">{ALL}</div>',
    "sentences in boxes": f"<div>{H1}<div>By NoiseA</div>{ITEMS.replace('<p>', '<div>').replace('</p>', ' In a few words.</div>')}<div>Kept210x is all that there is this time, dear readers.</div>"
    "<div><div>Read next</div><a href='/z'>NoiseZ the captain</a></div></div>",
    "bylines in bylines": f'<article>{H1}<p>{KEPT[0]}</p><div class="byline"><div class="byline"><a href="/u">NoiseU</a></div></div><div>{text(KEPT[1:])}</div></article>',
    "an author's name as a heading": f'<article>{H1}<div class="byline"><h3><a href="/u">NoiseU</a></h3></div>{ALL}</article>',
    "words of mails within the text": f"<div>{H1}<p>{KEPT[0]}</p><blockquote><p>Unsubscribe, Kept211x.</p></blockquote><p>{KEPT[1]}</p>"
    f"<p>{KEPT[2]}</p><p><a href='/u'>Unsubscribe NoiseU</a></p></div>",
    "items on buttons and banners": f"<div>{H1}{FIRST}<p><strong><a href='https://share.example.net/buttons'>Kept213x does not share</a></strong></p><p>{KEPT[5]}</p>"
    f"<p><strong><a href='https://a.example/c'>We use cookies, Kept214x</a></strong></p>{text(KEPT[6:])}</div>",
    "buttons of hosts that share": f"<article>{H1}<p><a href='https://share.example.net/go?lang=en&url=x'>NoiseB</a></p>{ALL}</article>",
    "counts and buttons below": f"<div>{H1}{ALL}<div><span>31 views</span> | <a href='/n'>Reply</a></div></div>",
    "a list in tags of their own": f'<article>{H1}{FIRST}<x-box><div>Read also</div><x-teaser><a href="/z"><h3>NoiseT the bell</h3></a></x-teaser></x-box>{LAST}</article>',
    "short lines": f"{H1}<div>{text([f'Kept{n}x short line' for n in range(20)], 'div')}</div>",
}


@pytest.mark.parametrize("name", BODIES)
def test_the_document_stays_and_furniture_goes(name: str) -> None:
    body = BODIES[name]
    page = (
        f"<!DOCTYPE html><html lang='en'><head><title>{TITLE} - Quay</title></head><body>{body}</body></html>"
    )
    result = convert(page)
    assert set(re.findall(r"Kept\d+x", body)) - set(re.findall(r"Kept\d+x", result.markdown)) == set()
    assert re.findall(r"Noise\w+", result.markdown) == []
    assert (result.issue.title, result.account.lost) == (TITLE, 0)
    kept = convert(page, options=Options(keep_furniture=True))
    assert set(re.findall(r"(?:Kept|Noise)\w+", body)) <= set(re.findall(r"(?:Kept|Noise)\w+", kept.markdown))


@pytest.mark.parametrize(
    "body",
    [
        f'<div>{H1}{text(KEPT[:3])}</div><div style="display: none">{text(NOISE)}{text(NOISE)}</div>',
        f'<div style="display:none">{text(NOISE)}{text(NOISE)}</div><div class="t">{H1}{text(KEPT[:3])}</div>',
        f"<main>{H1}{text(KEPT[:3])}</main><section hidden><div>{text(NOISE)}{text(NOISE)}</div></section>",
    ],
)
def test_hidden_words_are_no_document(body: str) -> None:
    markdown = convert(f"<html><head><title>{TITLE}</title></head><body>{body}</body></html>").markdown
    assert re.findall(r"(Kept\d+x|Noise)", markdown) == ["Kept0x", "Kept1x", "Kept2x"]


def test_the_author_again_above_the_text_is_furniture() -> None:
    card = "<div><h3>Anna Kai</h3><p>Anna Kai</p></div>"
    body = f"<article>{H1}{card}{ALL}<h3>Anna Kai</h3><p>{KEPT[0]} Kept39x</p></article>"
    page = f'<html><head><meta name="author" content="Anna Kai"></head><body>{body}</body></html>'
    result = convert(page)
    assert result.markdown.count("Anna Kai") == 1
    assert [span.reason for span in result.account.spans] == ["furniture: byline"] * 2


def test_each_piece_left_out_has_its_kind() -> None:
    page = (
        f"<html><body><nav>Menu</nav><article class='post-content'>{H1}{ALL}<div class='sharedaddy'>Share it</div>"
        "</article><div id='comments'>Nice</div><div class='post-nav'>Older</div></body></html>"
    )
    kinds = {span.text: span.reason for span in convert(page).account.spans}
    assert kinds == {
        "Menu": "furniture: navigation",
        "Share it": "furniture: share",
        "Nice": "furniture: comments",
        "Older": "furniture: prev-next",
    }


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ("jp-relatedposts", "related"),
        ("relatedPosts", "related"),
        ("post_nav", "prev-next"),
        ("Comments-container", "comments"),
        ("layout-with-rail", None),
        ("legal", "footer"),
        ("has-sidebar", None),
        ("category-share", None),
        ("shareholder-report", None),
        ("entry-content", None),
        ("entryfooter", "footer"),
        ("newsletter-teaser", "subscribe"),
        ("elementor-widget-wrap", None),
        ("elementor-widget-share-buttons", "share"),
        ("widget-wrap", "sidebar"),
        ("widget Blog", None),
        ("widget BlogArchive", "sidebar"),
    ],
)
def test_names_of_boxes(names: str, kind: str | None) -> None:
    assert box_kind(spelled(names)) == kind


@pytest.mark.parametrize(
    ("names", "rank"),
    [
        ("postBody", 2),
        ("post_body clear", 2),
        ("markdown-body", 3),
        ("ux-article-body-wrap", 2),
        ("art_contextBox", 2),
        ("detail__content", 2),
        ("main-content", 2),
        ("article-content-list", 0),
        ("x", 0),
    ],
)
def test_names_of_bodies(names: str, rank: int) -> None:
    assert body_rank(spelled(names)) == rank


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Share this:", "share"),
        ("相关文章", "related"),
        ("5 min read", "byline"),
        ("View this email in your browser", "mail"),
        ("Das könnte dich auch interessieren", "related"),
        ("12 Kommentare", "comments"),
        ("Nächster Beitrag: Seile", "prev-next"),
        ("Publié le 5 mars 2014", "byline"),
        ("Your email address will not be published. Required fields are marked", "comments"),
        ("Läs också: Båtarna kommer hem", "related"),
        ("เรื่องที่เกี่ยวข้อง", "related"),
        ("مقالات ذات صلة", "related"),
        ("Baca juga: Perahu pulang", "related"),
        ("Yorumlar (3)", "comments"),
        ("Paylaş", "share"),
        ("Нашли ошибку? Выделите её и нажмите Ctrl+Enter", "tools"),
        ("Ctrl+Enter sends the line to the harbour master", None),
        ("Loe", None),
        ("Del 2", None),
        ("Sign Up |Advertise |View Online", "mail"),
        ("Unsubscribe : Change email address : Read this issue on the Web", "mail"),
        ("ADVERTISE // CAREERS // SHOP // FAQ", "mail"),
        ("22 Oct 2024 | View in browser", "mail"),
        ("⭐️⭐️ Loved it", "tools"),
        ("Click to share", "referral"),
        ("长按识别二维码关注", "subscribe"),
        ("- END -", "footer"),
        ("By Ann M. Tide", "byline"),
        ("3 days ago", "byline"),
        ("@ann@quay.example", "byline"),
        ("Reply via email to", "tools"),
        ("How did you like this issue?", "tools"),
        ("14 people liked this", "tools"),
        ("平台声明：该文观点仅代表作者本人，平台仅提供存储服务。", "licence"),
        ("부두 소식 구독하기", "subscribe"),
        ("Sie erhalten diese E-Mail, weil Sie sich angemeldet haben.", "mail"),
        ("Cet e-mail a été envoyé à lecteur@quay.example", "mail"),
        ("Вы получили это письмо, потому что подписаны на листок", "mail"),
        ("您收到这封邮件，是因为订阅了周报。", "mail"),
        ("このメールは会員の方に配信しています", "mail"),
        ("By the quay, a bell rang. It was noon.", None),
        ("Three days ago, a bell rang", None),
        ("Sie erhalten morgen Post vom Hafen", None),
        ("声明一出，码头安静了", None),
        ("Search", None),
        ("Newsletter", None),
        ("Jobs and careers in the shop", None),
        ("⭐ A star in the shop window", None),
        ("The end", None),
        ("We advertise online", None),
        ("Download", None),
        ("3 of 5", None),
        ("Sharing a boat is hard.", None),
        ("The comments of the captain", None),
    ],
)
def test_lines(line: str, kind: str | None) -> None:
    assert line_kind(line) == kind


TOLD = "Quay Letter 12 - Boats and ropes for the winter"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Rope | Quay</title>", "<p>Text.</p>", "Rope"),
        ("<title>Quay - 7</title>", "<p>Text.</p>", "Quay"),
        (
            '<title>x</title><meta property="og:title" content="Rope | Quay"><meta property="og:site_name" content="Quay">',
            "<p>T.</p>",
            "Rope",
        ),
        ("<title>Quay</title>", "<header><h1>Quay</h1></header><main><h1>Rope</h1><p>T.</p></main>", "Rope"),
        (
            "<title>Rope | Quay</title>",
            "<h1><a href='/'>Quay</a></h1><h2 class='post-title'>Rope</h2><div class='post-body'><p>T.</p></div>",
            "Rope",
        ),
        (
            '<title>x</title><meta property="og:title" content="Rope and rain">',
            "<div class='entry-content'><p>T.</p><h1>One</h1><p>T.</p><h1>Two</h1></div>",
            "Rope and rain",
        ),
        ("<title>Rope</title>", "<h1>Rope<a class='headerlink' href='#rope'>¶</a></h1><p>T.</p>", "Rope"),
        ("<title>C#</title>", "<h1><a href='#c'>C#</a></h1><p>T.</p>", "C#"),
        # a line, an entry, a heading that lack what the number counts
        *(
            (f"<title>{TOLD}</title>", shown.format(TOLD[17:]), TOLD)
            for shown in ("<div>{}</div><p>T.</p>", "<ul><li>{}</li><li>Rain</li></ul><p>T.</p>")
        ),
        (
            "<title>Quay Letter #12: Rope and rain</title>",
            "<header><h1><a href='/'>Quay Letter</a></h1></header><main><h2>#12: Rope and rain</h2><p>T.</p></main>",
            "Quay Letter #12: Rope and rain",
        ),
    ],
)
def test_titles(head: str, body: str, title: str) -> None:
    assert convert(f"<html><head>{head}</head><body>{body}</body></html>").issue.title == title


@pytest.mark.parametrize("root", ['<html lang="en" />', "<HTML/>", '<!DOCTYPE html>\n<html xml:lang="en"/>'])
def test_a_root_that_is_closed_where_it_begins_holds_the_page(root: str) -> None:
    result = convert(f"{root}<head><title>{TITLE}</title></head><body>{H1}{ALL}</body></html>")
    assert (result.issue.title, result.markdown.count("Kept")) == (TITLE, len(KEPT))


def test_selectors_of_a_site() -> None:
    page = (
        '<html><head><link rel="canonical" href="https://quay.example.org/1"></head><body><div>Long text that would win,'
        " because there is so much of it.</div><div><i>Short. <b>gone</b></i></div><q>Named</q><u>5 March 2024</u></body></html>"
    )
    rules = Page(("quay.example.org",), body="div + div", title=("h7", "q"), date="u", drop="b")
    result = convert(page, options=Options(pages=(rules,)))
    assert (result.issue.title, result.issue.date, result.issue.lead) == ("Named", "2024-03-05", "*Short.*")
    assert [found.message for found in result.diagnostics if found.code == "selector-unmatched"] == [
        "nothing on the page matches title: h7"
    ]
    assert "furniture: profile" in {span.reason for span in result.account.spans}
    assert convert(page, options=Options(pages=(Page(("other.example",), body="q"),))).issue.title != "Named"
