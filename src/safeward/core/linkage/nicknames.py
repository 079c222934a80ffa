"""Given names that are short for others: Bill and William, Liz and Elizabeth.

The relations are the data of the ``nicknames`` package. They are mostly English; other
naming traditions are served by spelling similarity and by the other comparisons.
"""

from collections.abc import Iterable
from functools import cache

import polars as pl


@cache
def _roots() -> dict[str, tuple[str, ...]]:
    """Of every name known, itself and the full names for which it may stand."""
    from nicknames import name_triplets

    held: dict[str, set[str]] = {}
    for triplet in name_triplets():
        full, short = triplet.name1.lower(), triplet.name2.lower()
        held.setdefault(full, {full})
        held.setdefault(short, {short}).add(full)
    return {name: tuple(sorted(roots)) for name, roots in sorted(held.items())}


def roots(names: Iterable[str]) -> pl.DataFrame:
    """Full names for which given names may stand.

    Args:
        names: Standardised given names; those without known relations are left out.

    Returns:
        ``given`` and ``given_roots`` (List(String), sorted, the name itself included).
    """
    known = _roots()
    held = sorted({name for name in names if name in known})
    return pl.DataFrame(
        {"given": held, "given_roots": [list(known[name]) for name in held]},
        schema={"given": pl.String, "given_roots": pl.List(pl.String)},
    )


def roots_of(name: str) -> list[str] | None:
    """The same of one name; none without known relations."""
    known = _roots().get(name)
    return None if known is None else list(known)
