"""A check as one page to look at: it needs nothing but itself, and works without its script."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from importlib.resources import files

from issue_normalizer.check.formats.outcome import Outcome, summary, weighed
from issue_normalizer.check.items import item_name
from issue_normalizer.check.model import KINDS
from issue_normalizer.check.page.texts import is_web, language, with_escapes, without_harm
from issue_normalizer.check.page.view import SIGNS, cells, glimpse, heading, runs, views, weights_of
from issue_normalizer.wording import counted

_LARGEST = 20_000_000  # characters: behind them issues show their changes without the texts
_MEANT = {
    "loss": "something is gone",
    "change": "something says other things than before",
    "gain": "something is new",
    "form": "only signs, their width, or markup differ",
}


def write_page(outcome: Outcome) -> str:
    """Write a check as one HTML page: the same outcome gives the same page.

    Scraped text is text in it and nothing else: the template escapes whatever is not its own. The page loads
    nothing; its policy allows its own script and style by their checksum and no others
    (https://www.w3.org/TR/CSP3/).
    """
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=without_harm,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        cells=cells, counted=counted, glimpse=glimpse, heading=heading, runs=runs, weighed=weighed
    )
    environment.tests["web"] = is_web
    environment.filters |= {"language": language, "with_escapes": with_escapes, "item_name": item_name}
    changes = [change for one in outcome.comparisons for change in one.changes]
    style, script = _data("page.css"), _data("page.js")
    return environment.from_string(_data("page.html")).render(
        style=style,
        script=script,
        style_sum=_checksum(style),
        script_sum=_checksum(script),
        outcome=outcome,
        summary=summary(outcome),
        groups=views(outcome, _LARGEST),
        weights=weights_of(changes),
        kinds=KINDS,
        kind_counts=Counter(change.kind for change in changes),
        meant=_MEANT,
        signs=SIGNS,
    )


def _data(name: str) -> str:
    return (files(__package__) / name).read_text("utf-8")


def _checksum(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
