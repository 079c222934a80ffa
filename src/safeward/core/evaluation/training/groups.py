"""For whom a scorecard fails: gaps between groups, read after it was fitted.

Sex, age and Indigenous status are read here and nowhere in the fitting. The figures go
to the oversight role, and those by Indigenous status to the community body that the
register names, before anybody else. Indigenous status follows the statistics agency's
counting rule: the most frequent answer, yes wins ties.
"""

from typing import Any, Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from safeward.core.holdings.types import Holdings
from safeward.core.risk.measures import rounded
from safeward.core.risk.types import Outcome
from safeward.core.risk.validate import Judged
from safeward.core.statistics.discrimination import auc
from safeward.core.statistics.intervals import wilson
from safeward.core.statistics.most_frequent import counted_status
from safeward.core.statistics.suppression import withheld

FLAGGED_SHARE: Final = 0.05
"""Error rates are of the first so many of the people known on a day."""
LEAST_PEOPLE: Final = 50
LEAST_COUNT: Final = 5
YES: Final = ("aboriginal", "torres_strait_islander", "both")
NOTE: Final = (
    "For oversight: read after fitting, never by the model. Figures by Aboriginal "
    "status go to the oversight role and to the community body named in the register "
    "before anybody else. A gap can come from the model, from who is reported, or from "
    "who is recorded as what."
)
AGES: Final = {
    "under 18": 18,
    "18 to 24": 25,
    "25 to 34": 35,
    "35 to 49": 50,
    "50 and over": 200,
}
"""Age bands on the day, with the age from which each has ended."""


def fairness(
    holdings: Holdings, people: pl.DataFrame, judged: Judged, outcome: Outcome
) -> dict[str, Any]:
    """Counts and gaps of the judged rows by sex, age band and Aboriginal status.

    Args:
        holdings: For what is recorded about people.
        people: ``record_id, person_id``.
        judged: The held-out rows with their points and chances.
        outcome: Name of the outcome.

    Returns:
        ``note, flagged_share`` and for each grouping a list of groups; a group too
        small to show holds its name and ``withheld`` alone.
    """
    rows = judged.split.judged
    attributes = _attributes(holdings, people)
    beside = rows.select("owner", "as_of").join(
        attributes,
        left_on="owner",
        right_on="person_id",
        how="left",
        maintain_order="left",
    )
    flagged = _first(rows, judged.points)
    age = (pl.col("as_of") - pl.col("born")).dt.total_days() / 365.25
    named = beside.select(
        sex=pl.col("sex").fill_null("not recorded"),
        age=_band(age),
        aboriginal_status=pl.when("aboriginal")
        .then(pl.lit("Aboriginal or Torres Strait Islander"))
        .when(~pl.col("aboriginal"))
        .then(pl.lit("neither"))
        .otherwise(pl.lit("not recorded")),
    )
    return {
        "note": NOTE,
        "flagged_share": FLAGGED_SHARE,
        "groups": {
            column: _by_group(named[column], rows, judged, flagged, outcome)
            for column in named.columns
        },
    }


def _band(age: pl.Expr) -> pl.Expr:
    """The band of an age in years."""
    named = pl.lit("not recorded")
    for name, end in reversed(AGES.items()):
        named = pl.when(age < end).then(pl.lit(name)).otherwise(named)
    return named


def _attributes(holdings: Holdings, people: pl.DataFrame) -> pl.DataFrame:
    """What most records say of a person: ``person_id, sex, born, aboriginal``."""
    told = people.join(
        holdings.persons.select(
            "record_id", "sex", "date_of_birth", "indigenous_status"
        ),
        on="record_id",
    ).sort("person_id", "record_id")
    said = pl.col("indigenous_status")
    told = told.with_columns(
        answer=pl.when(said.is_in(YES))
        .then(pl.lit(value=True))
        .when(said == "neither")
        .then(pl.lit(value=False))
    )
    told = told.with_columns(
        aboriginal=counted_status(told["person_id"], told["answer"])
    )
    return told.group_by("person_id", maintain_order=True).agg(
        sex=pl.col("sex").drop_nulls().mode().sort().first(),
        born=pl.col("date_of_birth").drop_nulls().mode().sort().first(),
        aboriginal=pl.col("aboriginal").first(),
    )


def _first(rows: pl.DataFrame, points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a row is among the first of its day."""
    return (
        rows.select(
            "as_of",
            points=pl.Series(points),
            latest=pl.col("days_since_last_event").fill_null(2**31),
            row=pl.int_range(pl.len()),
        )
        .sort(
            "as_of", "points", "latest", "row", descending=[False, True, False, False]
        )
        .with_columns(
            first=pl.int_range(pl.len()).over("as_of")
            < (pl.len().over("as_of") * FLAGGED_SHARE).ceil()
        )
        .sort("row")["first"]
        .to_numpy()
    )


def _by_group(
    group: pl.Series,
    rows: pl.DataFrame,
    judged: Judged,
    flagged: NDArray[np.bool_],
    outcome: Outcome,
) -> list[dict[str, Any]]:
    happened = rows[outcome].to_numpy()
    harmed = rows["grave_harm"].to_numpy()
    names = sorted(group.unique().to_list())
    inside = {name: (group == name).to_numpy() for name in names}
    people = {
        name: rows.filter(pl.Series(here))["owner"].n_unique()
        for name, here in inside.items()
    }
    cells = {
        name: (float((harmed & here).sum()), float((happened & here).sum()))
        for name, here in inside.items()
    }
    gone = withheld(people, cells, min_group=LEAST_PEOPLE, min_cell=LEAST_COUNT).all
    found = []
    for name, here in inside.items():
        if name in gone:
            found.append({"group": name, "withheld": True})
            continue
        grave, others = harmed & here, ~harmed & here
        missed = wilson(int((grave & ~flagged).sum()), int(grave.sum()))
        wrongly = wilson(int((others & flagged).sum()), int(others.sum()))
        found.append(
            {
                "group": name,
                "withheld": False,
                "people": people[name],
                "rows": int(here.sum()),
                "outcomes": int((happened & here).sum()),
                "auc": auc(judged.points[here], happened[here]),
                "said": float(judged.chances[here].mean()),
                "observed": float(happened[here].mean()),
                "flagged": float(flagged[here].mean()),
                "grave_harm_missed": missed,
                "flagged_without_grave_harm": wrongly,
            }
        )
    return [rounded(each, 4) for each in found]
