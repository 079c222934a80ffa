"""What a fitted scorecard is compared with: the policy in use, and the latent truth."""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.evaluation.backtest.oracle import expected_harm
from safeward.core.history.catalogue import features
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.types import Events
from safeward.core.instruments.recorded import Prepared, results_on
from safeward.core.priority.facts import read_by
from safeward.core.priority.policy import Policy
from safeward.core.priority.tiers import score
from safeward.core.risk.types import KEY

Floats = NDArray[np.float64]

TRUE_NUMBER: Final = "ceiling: truly expected events"
TRUE_HARM: Final = "ceiling: truly expected harm"


@frozen
class Rivals:
    """Orders of the same people on the same days, by name.

    Attributes:
        events: Of everyone, as a run reads them.
        assessed: Recorded results by instrument and person.
        policy: The policy in use.
        truth: A synthetic jurisdiction's truth, or None.
        people: ``record_id, person_id`` of everyone.
        horizon: Days after each date.
    """

    events: Events
    assessed: Prepared
    policy: Policy
    truth: Mapping[str, pl.DataFrame] | None
    people: pl.DataFrame
    horizon: int

    def __call__(self, rows: pl.DataFrame) -> dict[str, Floats]:
        """Scores of the rows, higher first."""
        points = self.scored(rows)
        inside = points["order_points"].cast(pl.Float64)
        tier = points["tier"].str.slice(1).cast(pl.Float64)
        name = f"{self.policy.id} {self.policy.version}"
        found: dict[str, Floats] = {
            f"{name}: likelihood": points["likelihood"].cast(pl.Float64).to_numpy(),
            f"{name}: whole order": (inside - 1e9 * tier).to_numpy(),
        }
        if self.truth is not None:
            found[TRUE_NUMBER] = self._expected(rows, _one_a_time(self.truth))
            found[TRUE_HARM] = self._expected(rows, self.truth)
        return found

    def scored(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Axes and tier of every row under the policy, in the order of the rows."""
        cohort = rows.select(KEY)
        values = evaluate(
            self.events, cohort, features(read_by(self.policy)), evidence=False
        )
        results = results_on(self.assessed, cohort)
        points = score(values, results, self.policy)
        return cohort.join(points, on=KEY, how="left", maintain_order="left")

    def _expected(
        self, rows: pl.DataFrame, truth: Mapping[str, pl.DataFrame]
    ) -> Floats:
        parts = []
        for (day,), group in rows.group_by("as_of", maintain_order=True):
            people = self.people.join(
                group.select("person_id"), on="person_id", how="semi"
            )
            parts.append(
                expected_harm(truth, people, day, self.horizon).with_columns(
                    as_of=pl.lit(day)
                )
            )
        expected = rows.select(KEY).join(
            pl.concat(parts), on=KEY, how="left", maintain_order="left"
        )["expected"]
        return expected.fill_null(0.0).to_numpy()


def _one_a_time(truth: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """A truth in which every event does a day of harm, so that harm counts events."""
    states = truth["states"].with_columns(next_harm=1.0, next_harm_primed=1.0)
    return {**truth, "states": states}
