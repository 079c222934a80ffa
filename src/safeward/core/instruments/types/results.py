"""What recorded results of instruments say about a person."""

from datetime import date
from typing import Final

import polars as pl
from attrs import frozen


@frozen
class Count:
    """A count of yes answers with the bounds that missing answers leave open.

    Attributes:
        low: Lowest possible value; what is not answered counts as no.
        point: The value used, equal to ``low``: unknown is not yes.
        high: Highest possible value; what is not answered counts as yes.
        unanswered: Questions without an answer, in the instrument's order.
    """

    low: int
    point: int
    high: int
    unanswered: tuple[str, ...] = ()


@frozen
class Trigger:
    """Whether a screen triggers, and whether missing answers could still make it.

    Attributes:
        met: Triggered by what is answered.
        possible: Triggered if every missing answer were yes.
        unanswered: Questions without an answer, in the instrument's order.
    """

    met: bool
    possible: bool
    unanswered: tuple[str, ...] = ()


@frozen
class Assessment:
    """One completed assessment of an alleged perpetrator, as recorded.

    Attributes:
        assessment_id: Its id.
        instrument: Id in the library.
        completed_on: Date of completion.
        victim_id: Whose risk, or None.
        answers: By item; None is not answered.
    """

    assessment_id: str
    instrument: str
    completed_on: date
    victim_id: str | None
    answers: dict[str, str | None]


RECORDED_SCHEMA: Final = {
    "person_id": pl.String(),
    "as_of": pl.Date(),
    "safvr_highest_12m": pl.Int32(),
    "safvr_highest_on": pl.Date(),
    "safvr_latest": pl.Int32(),
    "safvr_latest_on": pl.Date(),
    "safvr_medium_on": pl.Date(),
    "safvr_high_on": pl.Date(),
    "maram_latest": pl.String(),
    "maram_on": pl.Date(),
    "maram_serious_on": pl.Date(),
    "maram_immediate_on": pl.Date(),
    "dash_low": pl.Int32(),
    "dash_point": pl.Int32(),
    "dash_high": pl.Int32(),
    "dash_on": pl.Date(),
    "dash_high_on": pl.Date(),
    "dash_high_if_yes_on": pl.Date(),
    "dash_unanswered": pl.List(pl.String()),
    "lap_trigger": pl.Boolean(),
    "lap_trigger_if_yes": pl.Boolean(),
    "lap_on": pl.Date(),
    "stale": pl.List(pl.String()),
    "days_since_safvr_medium": pl.Int32(),
    "days_since_safvr_high": pl.Int32(),
    "days_since_maram_serious": pl.Int32(),
    "days_since_maram_immediate": pl.Int32(),
    "days_since_dash_high": pl.Int32(),
    "days_since_dash_high_if_yes": pl.Int32(),
}
"""Columns of ``recorded_results``, one row a (person_id, as_of); null: none recorded.

Only assessments of the 12 months up to the date are used. VP-SAFvR belongs to a
report: the highest of the window and the latest are both given, and ``safvr_high_on``
is the latest that reached the band. MARAM, Dash and LAP belong to a victim survivor:
the latest of each counts, and the gravest over victim survivors is given. ``*_if_yes``
reads missing answers as yes. ``stale`` names instruments whose newest result is older,
with its date. LAP is shown and no policy may read it.
"""
