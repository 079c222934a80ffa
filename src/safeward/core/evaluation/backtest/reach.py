"""How much of the grave harm that followed each order would have reached."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import polars as pl

from safeward.core.evaluation.backtest.harm import Followed, after_day
from safeward.core.evaluation.backtest.orders import RANDOM
from safeward.core.evaluation.backtest.types import Judged, Lines
from safeward.core.statistics.discrimination import auc
from safeward.core.statistics.intervals import Interval, shares_by_person

RANDOM_ORDERS = 200


class Tally:
    """Adds up, date by date, what every order would have reached at one size."""

    def __init__(self, title: str, days: int, seed: int, *, auc: bool = True) -> None:
        self.title, self.days, self.seed = title, days, seed
        self._wants_auc = auc
        self._rows: list[pl.DataFrame] = []
        self._dates: list[date] = []
        self._places: list[int] = []
        self._auc: dict[str, list[float]] = {}
        self._by_date: list[tuple[date, str, int, float]] = []

    def add(
        self,
        day: date,
        found: Followed,
        placed: Sequence[pl.DataFrame],
        size: Mapping[str, int],
    ) -> None:
        """Count one date.

        Args:
            day: The date.
            found: What followed.
            placed: One frame an order, as `orders.places` gives it.
            size: People reached, by division; the same for every order.
        """
        harmed = after_day(found, day, self.days)
        some = pl.DataFrame(
            {"division": list(size), "size": list(size.values())},
            schema={"division": pl.String, "size": pl.Int64},
        )
        columns = []
        for order in placed:
            name = str(order["order"][0]) if order.height else ""
            reached = (
                order.join(some, on="division")
                .filter(pl.col("place") <= pl.col("size"))
                .select(pl.col("owner").unique())
            )
            columns.append(
                harmed["person_id"]
                .is_in(reached["owner"].implode())
                .cast(pl.Float64)
                .alias(name)
            )
            if self._wants_auc:
                self._discriminates(name, order, harmed)
        chance = self._random(day, placed[0], harmed, some)
        table = harmed.with_columns(*columns, chance.alias(RANDOM))
        self._rows.append(table)
        self._dates.append(day)
        in_queue = placed[0].group_by("division").len().join(some, on="division")
        self._places.append(
            int(in_queue.select(pl.min_horizontal("len", "size")).sum().item())
        )
        total = int(harmed["grave"].sum())
        for name in [c.name for c in columns] + [RANDOM]:
            part = float((table[name] * table["grave"]).sum())
            self._by_date.append((day, name, total, part))

    def _discriminates(
        self, name: str, order: pl.DataFrame, harmed: pl.DataFrame
    ) -> None:
        grave = harmed.filter(pl.col("grave") > 0)["person_id"]
        best = order.group_by("owner").agg(pl.col("whole").min())
        found = auc(
            -best["whole"].to_numpy().astype(float),
            best["owner"].is_in(grave.implode()).to_numpy(),
        )
        if found is not None:
            self._auc.setdefault(name, []).append(found)

    def _random(
        self, day: date, queue: pl.DataFrame, harmed: pl.DataFrame, size: pl.DataFrame
    ) -> pl.Series:
        """Mean of 200 random orders: how likely each person would have been reached.

        Only how many of the people who did harm stand above the line matters, so just
        that number is drawn, by division; who of them is a matter of chance.
        """
        rng = np.random.default_rng([self.seed, day.toordinal(), self.days])
        in_queue = queue.group_by("division").len().sort("division")
        where = (
            queue.filter(pl.col("owner").is_in(harmed["person_id"].implode()))
            .sort("owner", "person_id")
            .unique("owner", keep="first", maintain_order=True)
            .select("owner", "division")
        )
        there = where.group_by("division").len(name="harmed")
        drawn = (
            in_queue.join(size, on="division")
            .join(there, on="division")
            .sort("division")
        )
        chances = {}
        for division, number, places, marked in drawn.iter_rows():
            reached = rng.hypergeometric(
                min(places, number), number - min(places, number), marked, RANDOM_ORDERS
            )
            chances[division] = float(reached.mean() / marked)
        chance = where.with_columns(
            chance=pl.col("division").replace_strict(
                chances, default=0.0, return_dtype=pl.Float64
            )
        )
        return (
            harmed.select("person_id")
            .join(
                chance,
                left_on="person_id",
                right_on="owner",
                how="left",
                maintain_order="left",
            )["chance"]
            .fill_null(0.0)
        )

    def judged(self) -> Judged | None:
        """What was counted; None where no date had its horizon inside the data."""
        if not self._rows:
            return None
        rows = pl.concat(self._rows)
        names = [c for c in rows.columns if c not in _FACTS]
        by_person = (
            rows.group_by("person_id")
            .agg(
                pl.col("grave").sum(),
                *(
                    (pl.col(name) * pl.col("grave")).sum().alias(f"part {name}")
                    for name in names
                ),
            )
            .sort("person_id")
        )
        part = by_person.select(f"part {name}" for name in names).to_numpy()
        whole = by_person["grave"].to_numpy().astype(float)
        shares, differences = shares_by_person(part, whole, seed=self.seed)
        total = max(1, int(rows["grave"].sum()))
        new = float((rows["new"] * rows["grave"]).sum()) / total
        days, injuries = float(rows["days"].sum()), int(rows["injuries"].sum())
        found = {}
        for index, name in enumerate(names):
            scores = self._auc.get(name, [])
            found[name] = Lines(
                no_record=new,
                beyond=1 - new - shares[index].value,
                reached=shares[index],
                against_first=_turned(differences[index]),
                reached_harm=float((rows[name] * rows["days"]).sum()) / max(days, 1e-9),
                reached_injury=float((rows[name] * rows["injuries"]).sum()) / injuries
                if injuries
                else None,
                auc=sum(scores) / len(scores) if scores else None,
            )
        return Judged(
            title=self.title,
            days=self.days,
            dates=tuple(self._dates),
            places=sum(self._places) / len(self._places),
            grave=int(rows["grave"].sum()),
            injuries=injuries,
            orders=found,
            by_date=pl.DataFrame(
                self._by_date,
                schema={
                    "as_of": pl.Date,
                    "order": pl.String,
                    "grave": pl.Int64,
                    "reached": pl.Float64,
                },
                orient="row",
            ),
        )


_FACTS = ("person_id", "grave", "days", "injuries", "new")


def _turned(difference: Interval) -> Interval:
    return Interval(-difference.value, -difference.high, -difference.low)
