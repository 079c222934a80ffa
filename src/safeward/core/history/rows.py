"""Harm reports as rows: markers as bits, grades as levels, dates settled.

One bit a marker, in the order of ``MARKERS``, makes uniting the markers of several
rows one bitwise operation.
"""

import polars as pl

from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import FEARS, HARM_KINDS, INJURIES, MARKERS

KIND_IS_MARKER = {
    "stalking": "stalking",
    "sexual_offence": "sexual_violence",
    "child_sexual_exploitation": "sexual_violence",
}
"""A report of this kind says that marker, whatever the form's box holds."""

SAID_BESIDE = (
    "convicted",
    "acquitted",
    "charged",
    "substantiated",
    "withdrawn",
    "not_substantiated",
    "no_offence",
    "no_family_violence",
    "open",
)
"""Outcomes of an event's rows, the one to be said first: a court's word leads."""

FEWEST_ROWS = 20
"""Under this many rows a form's blanks say nothing about what it asks."""


def level(column: str, order: tuple[str, ...]) -> pl.Expr:
    """A graded code as its place in the order, null when not recorded."""
    return pl.col(column).replace_strict(
        order, range(len(order)), default=None, return_dtype=pl.Int8
    )


def bits(condition_of: dict[str, pl.Expr]) -> pl.Expr:
    """One bit for each marker whose condition holds, null counting as not."""
    parts = [
        condition_of[code].fill_null(False).cast(pl.Int32) * (1 << place)
        for place, code in enumerate(MARKERS)
    ]
    return pl.sum_horizontal(parts)


def harm_reports(holdings: Holdings) -> pl.DataFrame:
    """Reports of harm kinds, each with the days between which it stands.

    A report stands from the day it was made until the day it was found to be recorded
    in error; one found so at once never stood.
    """
    report = pl.coalesce("reported_on", "occurred_on")
    since_report = {
        name: pl.max_horizontal(pl.coalesce(name, report), report)
        for name in ("outcome_on", "aggressor_on")
    }
    void = pl.col("outcome").eq_missing("recorded_in_error")
    determined = (
        pl.col("predominant_aggressor").is_not_null()
        | pl.col("aggressor_status").is_not_null()
    )
    implied = {
        code: pl.col("kind").is_in(
            [kind for kind, marker in KIND_IS_MARKER.items() if marker == code]
        )
        for code in MARKERS
    }
    return (
        holdings.incidents.lazy()
        .filter(pl.col("kind").is_in(HARM_KINDS))
        .select(
            "incident_id",
            "agency",
            "event_ref",
            "occurred_on",
            "division",
            report.alias("reported_on"),
            pl.col("form").fill_null(pl.col("agency")).alias("form_or_agency"),
            level("kind", HARM_KINDS).alias("kind"),
            pl.col("harm").alias("harm_days"),
            level("injury", INJURIES).alias("injury"),
            level("victim_fear", FEARS).alias("fear"),
            bits({code: pl.col(code) | implied[code] for code in MARKERS}).alias("yes"),
            bits({code: ~pl.col(code) for code in MARKERS}).alias("no"),
            (
                pl.col("kind").eq("order_breach") | pl.col("order_id").is_not_null()
            ).alias("breach"),
            pl.col("detected").eq_missing("proactive").alias("proactive"),
            pl.when(~void).then(level("outcome", SAID_BESIDE)).alias("outcome"),
            pl.when(~void & pl.col("outcome").is_not_null())
            .then(since_report["outcome_on"])
            .alias("outcome_from"),
            pl.when(void).then(since_report["outcome_on"]).alias("void_from"),
            pl.when(determined).then(since_report["aggressor_on"]).alias("named_from"),
            pl.col("predominant_aggressor").alias("named"),
            pl.col("aggressor_status").alias("status"),
        )
        .filter(
            pl.col("void_from").is_null()
            | (pl.col("void_from") > pl.col("reported_on"))
        )
        .sort("incident_id")
        .collect()
    )


def not_collected(holdings: Holdings) -> pl.DataFrame:
    """Markers that a form, or an agency without named forms, leaves empty.

    Empty in over 95 % of its harm reports; with fewer than 20 reports nothing is said.
    """
    return (
        holdings.incidents.lazy()
        .filter(pl.col("kind").is_in(HARM_KINDS))
        .group_by(pl.col("form").fill_null(pl.col("agency")).alias("form_or_agency"))
        .agg(pl.len().alias("rows"), *(pl.col(code).count() for code in MARKERS))
        .filter(pl.col("rows") >= FEWEST_ROWS)
        .unpivot(
            MARKERS,
            index=["form_or_agency", "rows"],
            variable_name="marker",
            value_name="filled",
        )
        .filter(pl.col("filled") * 20 < pl.col("rows"))
        .select("form_or_agency", "marker")
        .sort("form_or_agency", "marker")
        .collect()
    )


def with_asked(reports: pl.DataFrame, missing: pl.DataFrame) -> pl.DataFrame:
    """Add the bits of the markers that each report's form or agency asks for."""
    every = (1 << len(MARKERS)) - 1
    lacking = missing.group_by("form_or_agency").agg(
        pl.col("marker")
        .replace_strict(MARKERS, [1 << i for i in range(len(MARKERS))])
        .sum()
        .cast(pl.Int32)
        .alias("lacking")
    )
    return reports.join(
        lacking, on="form_or_agency", how="left", maintain_order="left"
    ).with_columns(asked=every - pl.col("lacking").fill_null(0))
