"""Who is at stake beside each person of concern, in counts: no names."""

import polars as pl

from safeward.core.priority.types import Priorities


def at_stake(found: Priorities) -> dict[str, dict[str, int]]:
    """Of those whom each person is said to harm, who is harmed by others too.

    Returns:
        By person: ``harmed_by_others`` (named as harmed by two or more people in 36
        months) and ``own_assessment`` (whose own risk was ever assessed).
    """
    rows = (
        found.relationships.select("perpetrator", person_id="victim_survivor")
        .unique()
        .join(found.safety, on="person_id")
        .group_by("perpetrator")
        .agg(
            harmed_by_others=(pl.col("alleged_perpetrators_36m") >= 2).sum(),
            own_assessment=pl.col("own_assessment_on").is_not_null().sum(),
        )
    )
    return {
        row["perpetrator"]: {
            "harmed_by_others": row["harmed_by_others"],
            "own_assessment": row["own_assessment"],
        }
        for row in rows.iter_rows(named=True)
    }
