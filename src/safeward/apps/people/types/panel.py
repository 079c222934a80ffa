"""What another app adds to a person's page."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen


@frozen
class Panel:
    """A part of a person's page that another app fills.

    Attributes:
        title: Its heading.
        template: What draws it, given ``panel`` (the data) and ``page``.
        data: What it draws, already cut to what the reader may see.
        place: Where it stands: lower comes first.
    """

    title: str
    template: str
    data: Mapping[str, Any]
    place: int = 50
