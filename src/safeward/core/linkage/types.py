"""What linkage hands on: pairs with their evidence, and who is who."""

from typing import Final

import polars as pl
from attrs import frozen

COMPARED: Final = (
    "given",
    "middle",
    "family",
    "family_first",
    "family_last",
    "other",
    "born",
    "sex",
    "address",
    "suburb",
    "postcode",
    "state",
    "phone",
    "email",
)
"""Standardised columns that may be evidence; records equal in all of them are one
tuple, scored once. Columns derived from these (``given_roots``, ``email_local``, the
parts of ``born``) need not be named."""


@frozen
class Edges:
    """Pairs that were scored, with the evidence level by level.

    ``a`` and ``b`` are row numbers (UInt32) in the standardised frame, which is sorted
    by ``record_id``; ``a < b``, so the smaller number is the smaller record_id. A pair
    of row numbers stands for a pair of *tuples*: the smallest record of each group of
    records that are equal in every compared field. ``copies`` says which records share
    a tuple; those whose own weight does not reach the high threshold are not joined by
    it, and their edges at or above the high threshold name every record.

    Attributes:
        pairs: ``a, b, weight`` (Float64, bits, prior included), ``probability``,
            ``same_identifier`` (Boolean: equal agency and identifier) and one Int8
            ``level_<comparison>`` column a comparison: the place of the level in the
            model, 0 being the null level. Only pairs at or above the low threshold, or
            of one identifier. Sorted by (a, b).
        copies: ``a, b, weight, probability, same_identifier, level_<comparison>``: for
            every further record ``b`` of a tuple, the tuple's smallest record ``a`` and
            the weight of two such records. Sorted by (a, b).
        pairs_scored: Pairs of tuples whose weight was computed.
        notes: What was left out on purpose, in sentences, such as blocks too large.
    """

    pairs: pl.DataFrame
    copies: pl.DataFrame
    pairs_scored: int
    notes: tuple[str, ...] = ()


@frozen
class Linked:
    """Who is who, how sure that is, and what a person should look at.

    Attributes:
        people: ``record_id, person_id, probability`` (Float64, six decimals) and
            ``basis``: ``alone``, ``identifier`` or ``weight 17.3: names, date of
            birth``. Sorted by record_id.
        review: ``record_a < record_b, weight, probability, why``: doubtful, not joined.
        weak_joins: ``record_a, record_b, weight, probability, side`` (List(String)):
            joins below 0.99 that are the only bridge between two parts of a person;
            ``side`` lists the records of the smaller part.
        records_read: Mentions given.
        pairs_scored: Pairs of tuples whose weight was computed.
        model_id: Name and version of the model that was executed.
        notes: What was left out or could not be estimated, in sentences.
    """

    people: pl.DataFrame
    review: pl.DataFrame
    weak_joins: pl.DataFrame
    records_read: int
    pairs_scored: int
    model_id: str
    notes: tuple[str, ...] = ()
