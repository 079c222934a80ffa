"""The days on which a person's tier may rise: something became known, or is due.

A report, a second agency's report, a determination, a completed assessment, a recorded
override, custody and its end, and the opening of a window around a release. On every
other day a tier can only stay or fall.
"""

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.priority.news import assessed, lost, superseding, told
from safeward.core.priority.policy import Policy
from safeward.core.priority.replay import DAYS, Keys


@frozen
class People:
    """The people who are replayed, numbered in the order of their person_ids.

    Attributes:
        ids: ``person_id`` sorted, ``person`` its number.
    """

    ids: pl.DataFrame

    @classmethod
    def of(cls, person_ids: pl.Series) -> "People":
        """Number these people, each once."""
        ids = person_ids.unique().sort().alias("person_id").to_frame()
        return cls(
            ids.with_row_index("person").with_columns(pl.col("person").cast(pl.Int64))
        )

    def keys(self, rows: pl.DataFrame, day: str) -> pl.DataFrame:
        """Rows of these people with ``key``, the number of that day of that person."""
        return (
            rows.join(self.ids, on="person_id", maintain_order="left")
            .with_columns(
                key=pl.col("person") * DAYS + pl.col(day).to_physical().cast(pl.Int64)
            )
            .drop("person")
        )

    def rows(self, keys: Keys) -> pl.DataFrame:
        """``person_id, as_of`` of those keys, in their order."""
        person, day = np.divmod(keys, DAYS)
        return pl.DataFrame(
            {
                "person_id": self.ids["person_id"].gather(person),
                "as_of": pl.Series(day.astype(np.int32)).cast(pl.Date),
            }
        )


@frozen
class Turning:
    """Turning points of many people.

    Attributes:
        all: Keys of every day on which a tier may rise or a person enters the queue.
        renewing: Those that start a hold anew: new facts, not the queue's rules.
    """

    all: Keys
    renewing: Keys


def turning_points(
    numbered: People,
    events: Events,
    holdings: Holdings,
    people: pl.DataFrame,
    spans: pl.DataFrame,
    *,
    policy: Policy,
    custody_kinds: tuple[str, ...],
) -> Turning:
    """All turning points of these people, windows around planned releases included.

    Args:
        numbered: The people wanted.
        events: Their events, corrected.
        holdings: What is known on the day of the run.
        people: ``record_id, person_id``.
        spans: ``person_id, start``: when each stay in the queue begins.
        policy: Names how long before a release its window opens.
        custody_kinds: Kinds of order that are custody.
    """
    who = people.lazy().select("record_id", "person_id")
    overrides = (
        holdings.decisions.lazy()
        .filter(pl.col("tier").is_not_null())
        .select("record_id", on="decided_on")
        .join(who, on="record_id")
        .select("person_id", "on")
    )
    orders = holdings.orders.lazy().join(who, on="record_id")
    jailed = orders.filter(pl.col("kind").is_in(custody_kinds))
    released = [
        jailed.select("person_id", on="ended_on"),
        *(
            jailed.select("person_id", on=pl.col("expires_on") - pl.duration(days=days))
            for days in (0, *_days_before_release(policy))
        ),
    ]
    # An order made while a release is near may open its window, a milder result may
    # replace a graver one, an event may be taken away: none is news of harm that starts
    # a hold anew.
    issued = orders.join(jailed.select("person_id").unique(), on="person_id").select(
        "person_id", on="issued_on"
    )
    plain = pl.concat(
        [issued, superseding(holdings, people), lost(events, numbered.ids)]
    ).collect()
    renewing = pl.concat(
        [
            told(events, numbered.ids),
            assessed(holdings, people, policy),
            overrides,
            *released,
        ]
    ).collect()
    entering = spans.select("person_id", on="start")
    return Turning(
        all=_keys(numbered, pl.concat([renewing, plain, entering])),
        renewing=_keys(numbered, renewing),
    )


def _days_before_release(policy: Policy) -> tuple[int, ...]:
    return tuple(
        sorted(
            {
                condition.at_most
                for floor in policy.floors
                for condition in floor.when
                if condition.feature == "days_from_release"
                and condition.at_most is not None
            }
        )
    )


def _keys(numbered: People, rows: pl.DataFrame) -> Keys:
    return numbered.keys(rows, "on")["key"].drop_nulls().unique().sort().to_numpy()
