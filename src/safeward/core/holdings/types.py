"""The tables of the holdings format as frames, and what was refused on the way in."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
from attrs import frozen

type Held = Callable[[str, pl.Series], pl.Series]
"""Told a table and keys that no file gives, says which of them are held already."""


@frozen
class InputTable:
    """One file that was read.

    Attributes:
        table: Name of the table, such as ``persons``.
        path: Where the file lies.
        rows: Data rows found in it, refused ones included.
        sha256: Hash of the file's bytes.
    """

    table: str
    path: Path
    rows: int
    sha256: str


@frozen
class Holdings:
    """Everything agencies handed over that could be read.

    Every frame has all columns of its table in the format's order, then unknown columns
    by name as text, for incidents ``occurred_at``, then ``known_on`` (the date from
    which a run may use the row; null means always). Rows are sorted by key. Texts are
    ``String``, ``yes``/``no`` are ``Boolean``, dates ``Date``, ``harm`` ``Float64``,
    columns with ``;`` between values ``List(String)``. ``incidents.occurred_on`` is the
    ``Date`` and ``occurred_at`` the ``Datetime`` where a time was given;
    ``reported_on`` is filled from it when empty.

    Attributes:
        persons: One row a mention of a person by an agency, key ``record_id``.
        incidents: One row a report, key ``incident_id``.
        involvements: Who was what in a report, key (incident_id, record_id, role).
        orders: One row an order or spell of custody, key ``order_id``.
        assessments: One row an answered item, key (assessment_id, item).
        decisions: What people decided, key (record_id, decided_on, kind).
        rejected: ``file, line, column, value, reason, refused``, in that order sorted.
        inputs: The files read, by table and path.
        given: Tables that had a file, so that "no decisions file" differs from an empty
            one.
    """

    persons: pl.DataFrame
    incidents: pl.DataFrame
    involvements: pl.DataFrame
    orders: pl.DataFrame
    assessments: pl.DataFrame
    decisions: pl.DataFrame
    rejected: pl.DataFrame
    inputs: tuple[InputTable, ...] = ()
    given: frozenset[str] = frozenset()


@frozen
class Delivery:
    """What a delivery says, before any row is dated by what other rows say.

    Attributes:
        tables: Frames as in Holdings, but without ``known_on``.
        rejected: As in Holdings.
        inputs: As in Holdings.
    """

    tables: Mapping[str, pl.DataFrame]
    rejected: pl.DataFrame
    inputs: tuple[InputTable, ...]
