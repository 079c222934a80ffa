"""What somebody who knew the latent truth of a synthetic jurisdiction would expect.

Only a generated jurisdiction has such a truth; it bounds what any order could reach.
"""

from collections.abc import Mapping
from datetime import date

import polars as pl


def expected_harm(
    truth: Mapping[str, pl.DataFrame], people: pl.DataFrame, day: date, horizon: int
) -> pl.DataFrame:
    """Harm that each person is about to do within a horizon, from the latent state.

    Args:
        truth: ``states`` and ``records`` as the generator writes them.
        people: ``record_id, person_id`` as linked on the day.
        day: The day.
        horizon: Days after it.

    Returns:
        ``person_id, expected``: summed over the true people that a person holds.
    """
    states = (
        truth["states"]
        .filter(pl.col("since") <= day)
        .sort("true_person_id", "since")
        .group_by("true_person_id", maintain_order=True)
        .last()
    )
    begun = pl.max_horizontal("since", pl.min_horizontal("resumes_on", pl.lit(day)))
    quiet = (pl.lit(day) - begun).dt.total_days().cast(pl.Float64)
    locked = (pl.col("resumes_on") - pl.lit(day)).dt.total_days().clip(0, horizon)
    free = horizon - locked
    lasting = pl.col("rate") + 1 / pl.col("active_days")
    alive = (-lasting * pl.col("quiet")).exp()
    active = alive / (alive + (1 - alive) / (pl.col("active_days") * lasting))

    def burst(mean: str, days: str) -> pl.Expr:
        return pl.col(mean) * (
            (-pl.col("quiet") / pl.col(days)).exp()
            - (-(pl.col("quiet") + pl.col("free")) / pl.col(days)).exp()
        )

    expected = (
        states.with_columns(quiet=quiet, free=free)
        .with_columns(
            number=active * pl.col("rate") * pl.col("free")
            + burst("prompt", "prompt_days")
            + burst("course", "course_days"),
            primed_share=pl.when("acute")
            .then(
                ((pl.col("primed_days") - pl.col("quiet")) / pl.col("free")).clip(0, 1)
            )
            .otherwise(0.0),
        )
        .select(
            "true_person_id",
            expected=pl.col("number")
            * (
                pl.col("primed_share") * pl.col("next_harm_primed")
                + (1 - pl.col("primed_share")) * pl.col("next_harm")
            ),
        )
    )
    return (
        people.join(
            truth["records"].select("record_id", "true_person_id"), on="record_id"
        )
        .select("person_id", "true_person_id")
        .unique()
        .join(expected, on="true_person_id")
        .group_by("person_id")
        .agg(pl.col("expected").sum().round(9))
        .sort("person_id")
    )
