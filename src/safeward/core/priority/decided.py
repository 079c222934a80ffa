"""What people decided: reviews at which a tier may fall, overrides, closures."""

from datetime import date
from typing import Final, cast

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.holdings.types import Holdings
from safeward.core.priority.replay import Keys
from safeward.core.priority.turning import People

FALLS_AT: Final = ("review", "close", "cold")
"""Decisions at which a tier may fall to what the facts of that day say."""

_SETS_TIER: Final = ("review", "override")
DAY_ORDER: Final = ("review", "hold", "override", "reopen", "cold", "close")
"""Of one day's decisions about one person, the last in this order is in force."""


@frozen
class Decided:
    """The decisions about each person, in order.

    Attributes:
        log: ``person_id, decided_on, kind, tier`` sorted, one row a person, day and
            kind, the most urgent tier kept.
        first: The day of the earliest decision, None where nobody recorded any.
    """

    log: pl.DataFrame
    first: date | None

    def last_looked(self) -> pl.DataFrame:
        """``person_id, reviewed_on``: the latest decision of any kind."""
        return self.log.group_by("person_id").agg(
            pl.col("decided_on").max().alias("reviewed_on")
        )

    def closed(self) -> pl.Series:
        """Person_ids whose case was closed, and not opened again."""
        return (
            self.log.filter(pl.col("kind").is_in(["close", "reopen"]))
            .group_by("person_id", maintain_order=True)
            .last()
            .filter(pl.col("kind") == "close")["person_id"]
        )

    def fall_days(self, numbered: People) -> Keys:
        """Keys of the days on which a person's tier may fall, sorted and unique."""
        rows = self.log.filter(pl.col("kind").is_in(FALLS_AT))
        keys = numbered.keys(rows, "decided_on")["key"].drop_nulls()
        found: Keys = np.unique(keys.to_numpy())
        return found

    def overrides(self) -> pl.DataFrame:
        """The tier that people set, from the day on which it began to apply.

        A review or an override sets it, the next one replaces it, a closure ends it.

        Returns:
            ``person_id, decided_on, override_tier`` sorted; a null tier ends one.
        """
        return (
            self.log.filter(pl.col("kind").is_in((*_SETS_TIER, "close", "cold")))
            .group_by("person_id", "decided_on", maintain_order=True)
            .agg(
                pl.col("tier")
                .filter(pl.col("kind").is_in(_SETS_TIER))
                .min()
                .alias("override_tier"),
                ended=pl.col("kind").is_in(["close", "cold"]).any(),
            )
            .select(
                "person_id",
                "decided_on",
                pl.when(~pl.col("ended")).then("override_tier").alias("override_tier"),
            )
            .sort("person_id", "decided_on")
        )


def read_decisions(holdings: Holdings, people: pl.DataFrame) -> Decided:
    """The decisions known on the day of the run, about people instead of records."""
    log = (
        holdings.decisions.lazy()
        .join(people.lazy().select("record_id", "person_id"), on="record_id")
        .group_by("person_id", "decided_on", "kind")
        .agg(pl.col("tier").min())
        .with_columns(
            place=pl.col("kind").replace_strict(
                DAY_ORDER, range(len(DAY_ORDER)), return_dtype=pl.Int8
            )
        )
        .sort("person_id", "decided_on", "place")
        .drop("place")
        .collect()
    )
    first = cast("date | None", holdings.decisions["decided_on"].min())
    return Decided(log=log, first=first)
