"""What may be asked of a reader."""

from __future__ import annotations

from msgspec import Struct


class Options(Struct, frozen=True):
    """`keep_furniture` leaves all that a page shows around its document."""

    keep_furniture: bool = False


DEFAULT = Options()
