"""Many reports into one event: markers united, gravest kept, agencies listed.

Most cases rest on one report and are that report; only the others are grouped.
"""

import polars as pl

CASE = ("case", "person", "gained", "known_from", "known_to", "status")


def numbered(resting: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Number the cases; part those that rest on one report from the others.

    Args:
        resting: From ``cases``.
    """
    people = pl.col("person").max() + 1
    keyed = resting.with_columns(
        case=pl.col("event").cast(pl.Int64) * people + pl.col("person")
    )
    several = pl.col("case").is_duplicated()
    return keyed.filter(~several), keyed.filter(several)


def united(
    alone: pl.DataFrame, several: pl.DataFrame, reports: pl.DataFrame
) -> pl.DataFrame:
    """One row a case with what its reports say together.

    Returns:
        The columns of ``CASE`` and ``row`` (the report of the smallest incident_id),
        ``incident_ids, agencies, kinds`` (bits), ``occurred_on, reported_on, division,
        yes, no, asked`` (bits), ``injury, fear, harm_days, breach, proactive,
        outcome``.
    """
    told = reports.drop("status").with_columns(
        kinds=pl.lit(2, pl.Int32).pow("kind").cast(pl.Int32)
    )
    return pl.concat([_of_one(alone, told), _of_several(several, told)], how="vertical")


def _known(outcome: pl.Expr) -> pl.Expr:
    return pl.when(pl.col("outcome_from") <= pl.col("known_from")).then(outcome)


def _of_one(alone: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    said = told.drop("row")[alone["row"]]
    return pl.concat([alone, said], how="horizontal").select(
        *CASE,
        "row",
        pl.concat_list("incident_id").alias("incident_ids"),
        pl.concat_list("agency").alias("agencies"),
        "kinds",
        "occurred_on",
        "reported_on",
        "division",
        "yes",
        "no",
        "asked",
        "injury",
        "fear",
        "harm_days",
        "breach",
        "proactive",
        _known(pl.col("outcome")),
    )


def _of_several(several: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    return (
        several.lazy()
        .join(told.lazy(), on="row")
        .with_columns(_known(pl.col("outcome")))
        .sort("case", "row")
        .group_by("case", maintain_order=True)
        .agg(
            pl.col(*CASE[1:], "row").first(),
            pl.col("incident_id").alias("incident_ids"),
            pl.col("agency").unique().sort().alias("agencies"),
            pl.col("kinds").bitwise_or(),
            pl.col("occurred_on", "reported_on").min(),
            pl.col("division").sort_by("occurred_on", "row").last(),
            pl.col("yes", "no", "asked").bitwise_or(),
            pl.col("injury", "fear", "harm_days").max(),
            pl.col("breach").any(),
            pl.col("proactive").all(),
            pl.col("outcome").min(),
        )
        .collect()
    )
