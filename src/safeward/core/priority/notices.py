"""Reports that were taken out of a history: the notice that is kept."""

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.priority.sentences import DAY
from safeward.core.vocabulary.codes import HARM_KINDS

_LOSES = ("confirmed", "corrected")


def notices(holdings: Holdings, people: pl.DataFrame) -> pl.DataFrame:
    """Who lost a report, when, and why.

    Args:
        holdings: What is known on the day, voided reports included.
        people: ``record_id, person_id``.

    Returns:
        ``person_id, incident_id, division, taken_on, sentence`` sorted, once a person
        and report.
    """
    report = pl.coalesce("reported_on", "occurred_on")
    harm = holdings.incidents.lazy().filter(pl.col("kind").is_in(HARM_KINDS))
    void = harm.filter(pl.col("outcome").eq_missing("recorded_in_error")).select(
        "incident_id",
        "division",
        taken_on=pl.max_horizontal(pl.coalesce("outcome_on", report), report),
        reported=report,
        named=pl.lit(None, pl.String),
        found=pl.lit("was recorded in error"),
    )
    determined = harm.filter(
        pl.col("aggressor_status").is_in(_LOSES)
        & pl.col("predominant_aggressor").is_not_null()
        & pl.col("outcome").ne_missing("recorded_in_error")
    ).select(
        "incident_id",
        "division",
        taken_on=pl.max_horizontal(pl.coalesce("aggressor_on", report), report),
        reported=report,
        named="predominant_aggressor",
        found=pl.lit("names another person as predominant aggressor"),
    )
    who = people.lazy().select("record_id", "person_id")
    alleged = holdings.involvements.lazy().filter(pl.col("role") == "perpetrator")
    return (
        pl.concat([void, determined])
        .join(alleged.select("incident_id", "record_id"), on="incident_id")
        .join(who, on="record_id")
        .join(
            who.rename({"record_id": "named", "person_id": "named_person"}),
            on="named",
            how="left",
        )
        .filter(pl.col("person_id").ne_missing(pl.col("named_person")))
        .select(
            "person_id",
            "incident_id",
            "division",
            "taken_on",
            sentence=pl.format(
                "The report of {} {}, known from {}, and is not counted",
                pl.col("reported").dt.strftime(DAY),
                "found",
                pl.col("taken_on").dt.strftime(DAY),
            ),
        )
        .unique(["person_id", "incident_id"], keep="first", maintain_order=True)
        .sort("person_id", "taken_on", "incident_id")
        .collect()
    )
