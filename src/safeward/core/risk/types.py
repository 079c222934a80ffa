"""What goes into a fit: who was known on which day, and what followed."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, Protocol

import polars as pl
from attrs import frozen

Outcome = Literal["any_report", "grave_harm", "order_breach"]

OUTCOMES: Final[tuple[Outcome, ...]] = ("any_report", "grave_harm", "order_breach")
HORIZONS: Final = {"28d": 28, "365d": 365}
KEY: Final = ("person_id", "as_of")

SPOKEN: Final[dict[Outcome, str]] = {
    "any_report": "another report of alleged harm",
    "grave_harm": "a grave event",
    "order_breach": "an order breach that was not proactively detected",
}


class Identity(Protocol):
    """Who is who at the end, and who was still apart on each day."""

    @property
    def people(self) -> pl.DataFrame:
        """``record_id, person_id`` with every record."""

    @property
    def parts(self) -> pl.DataFrame:
        """``record_id, person_id`` of people who only later turned out to be one."""

    @property
    def apart(self) -> Mapping[date, pl.DataFrame]:
        """By date, ``person_id, part``: who was still apart on it."""

    @property
    def everyone(self) -> pl.DataFrame:
        """Both kinds of people."""


@frozen
class Sample:
    """People on days, what was known of them then, and what followed.

    Attributes:
        rows: One row a person and day, sorted by ``as_of, person_id``: ``owner`` (who
            that person turned out to be), ``division`` (of the latest event known;
            splits only, never an input), ``in_custody`` and ``responded`` (marks, never
            inputs), one column an input, and for each outcome a Boolean column of its
            name and ``grave_events`` (how many grave events followed).
        inputs: Names of the input columns.
        happened: What followed, as ``outcomes.happened`` gives it.
        exits: ``person_id, on``: deaths, and days on which custody began.
        dates: As-of dates.
        horizon: Days after each date.
        data_to: Last day of the data.
        decisions: Whether anything was recorded about responses.
        grave_by_newcomers: Share of the grave events of the horizons by people of whom
            no alleged harm was known on the day.
        grave_total: Grave events of the horizons, summed over the dates, anybody's.
    """

    rows: pl.DataFrame
    inputs: tuple[str, ...]
    happened: pl.DataFrame
    exits: pl.DataFrame
    dates: tuple[date, ...]
    horizon: int
    data_to: date
    decisions: bool
    grave_by_newcomers: float
    grave_total: int
