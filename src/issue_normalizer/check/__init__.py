"""A new scrape beside its baseline: what is lost, changed, gained.

The package can be called, as `issue_normalizer.check(...)`: a function of its name would hide it. What the
call takes and gives: `issue_normalizer.api.check`.
"""

from __future__ import annotations

from issue_normalizer.callable_package import make_callable

make_callable(__name__)
