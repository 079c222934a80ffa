"""What a backtest hands on: which order would have reached how much of the harm."""

from datetime import date

import polars as pl
from attrs import frozen

from safeward.core.statistics.intervals import Interval


@frozen
class Lines:
    """Where the grave harm that followed came from, as shares that add up to one.

    Attributes:
        no_record: By people with no record of alleged harm on the day.
        beyond: By people known on the day and beyond the line.
        reached: By people the order would have reached.
        against_first: How much more the first policy would have reached, paired; below
            zero where it loses.
        reached_harm: Share of all days of harm in grave events, reached.
        reached_injury: Share of events with serious or fatal injury, reached.
        auc: Chance that a person of grave harm stands above one of none, mean over the
            dates; None where nothing happened.
    """

    no_record: float
    beyond: float
    reached: Interval
    against_first: Interval
    reached_harm: float
    reached_injury: float | None
    auc: float | None


@frozen
class Judged:
    """Every order at one size and one horizon.

    Attributes:
        title: What is judged, in words.
        days: The horizon.
        dates: As-of dates whose horizon ends inside the data.
        places: People reached on a date, summed over divisions, mean over the dates.
        grave: Grave events that followed, summed over the dates.
        injuries: Of serious or fatal injury.
        orders: By the name of the order.
        by_date: ``as_of, order, grave, reached``.
    """

    title: str
    days: int
    dates: tuple[date, ...]
    places: float
    grave: int
    injuries: int
    orders: dict[str, Lines]
    by_date: pl.DataFrame


@frozen
class OwnTier:
    """How a policy's own first tier fared in 28 days, at its own size.

    Attributes:
        people: In T1 on a date, mean.
        share_of_queue: Of the people in the queue.
        hit: Share of them with a grave event in 28 days.
        reached: Share of all grave events of the 28 days.
    """

    people: float
    share_of_queue: float
    hit: Interval | None
    reached: float


@frozen
class BacktestReport:
    """What a backtest found.

    Attributes:
        policies: Names of the policies compared, the first the one judged.
        dates: As-of dates asked for.
        data_from, data_to: First and last day on which anything was reported.
        grave_days: Days of harm from which an event counts as grave.
        grave_share: Share of the replayed events at or above it.
        events: Events replayed.
        judged: T1's size at 28 days; what capacity funds at 365 days; and others.
        first_tier: By policy.
        funded: People that capacity funds, by division.
        notes: Sentences that belong beside every figure.
    """

    policies: tuple[str, ...]
    dates: tuple[date, ...]
    data_from: date
    data_to: date
    grave_days: float
    grave_share: float
    events: int
    judged: tuple[Judged, ...]
    first_tier: dict[str, OwnTier]
    funded: dict[str, int]
    notes: tuple[str, ...]
