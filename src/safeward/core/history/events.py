"""From reports to events: who is said to have done what, as known on any day."""

from datetime import date

import polars as pl

from safeward.core.history.cases import cases
from safeward.core.history.gravity import band
from safeward.core.history.grouping import bundles, standing, ties
from safeward.core.history.rows import (
    SAID_BESIDE,
    harm_reports,
    not_collected,
    parties_of,
    with_asked,
)
from safeward.core.history.types import Events
from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import FEARS, HARM_KINDS, INJURIES, MARKERS

KEY = ["person_id", "event_id", "known_from"]
ACUTE_DAYS = 90


def build_events(
    holdings: Holdings,
    people: pl.DataFrame,
    *,
    subjects: pl.DataFrame | None = None,
    since: date | None = None,
) -> Events:
    """Unite reports into events and keep every version of what was known.

    Args:
        holdings: All that agencies handed over; a run gives what was known.
        people: ``record_id, person_id``: who every record is.
        subjects: ``record_id, person_id``: the people whose events are wanted, where
            they differ from ``people`` (a link tried joined or cut). A record may sit
            in several; each is grouped in a world of its own.
        since: Only as-of dates from this day on will be asked; older versions are
            left out. None keeps all.

    Returns:
        The events of every subject, sorted by key.
    """
    missing = not_collected(holdings)
    reports = with_asked(harm_reports(holdings), missing)
    names = (
        people["person_id"]
        if subjects is None
        else pl.concat([people["person_id"], subjects["person_id"]])
    )
    persons = names.unique().sort().to_frame().with_row_index("person")
    coded = people.select("record_id", "person_id").join(persons, on="person_id")
    reports = (
        reports.with_row_index("row")
        .with_columns(world=pl.lit(0, pl.Int32))
        .join(
            coded.select(named="record_id", named_person="person"),
            on="named",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            moves=pl.col("named_person").is_not_null()
            & pl.col("status").ne_missing("disputed")
        )
    )
    parties = parties_of(reports, holdings.involvements, coded)
    tied = ties(reports, parties)
    reports = reports.join(bundles(reports, tied), on="row", maintain_order="left")
    resting = cases(standing(reports, tied, since), reports, parties)
    return Events(*_tables(resting, reports, parties, persons), missing)


def _tables(
    resting: pl.DataFrame,
    reports: pl.DataFrame,
    parties: pl.DataFrame,
    persons: pl.DataFrame,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    keyed = resting.with_columns(case=pl.struct("event", "person").rank("dense"))
    suffering = (
        keyed.lazy()
        .select("case", "row", "gained", subject="person")
        .join(parties.lazy(), on="row")
        .filter(
            (pl.col("person") != pl.col("subject"))
            & (pl.col("suffers") | (pl.col("gained") & pl.col("names")))
        )
        .sort("case", "person", "row")
        .group_by("case", "person", maintain_order=True)
        .agg(
            pl.col("relationship").filter(pl.col("relationship").is_not_null()).last(),
            (pl.col("child_only") & ~(pl.col("gained") & pl.col("names")))
            .all()
            .alias("is_child"),
            pl.col("child").any(),
            pl.max_horizontal(
                "injury", pl.when("gained").then(pl.col("own_injury"))
            ).max(),
        )
        .collect()
    )
    hurt = suffering.group_by("case").agg(
        pl.col("injury").max().alias("hurt"), pl.col("child").any().alias("child_party")
    )
    united = (
        keyed.lazy()
        .join(reports.lazy().drop("status"), on="row")
        .sort("case", "row")
        .group_by("case", maintain_order=True)
        .agg(
            pl.col("person", "known_from", "known_to", "status").first(),
            pl.col("incident_id").first().alias("event_id"),
            pl.col("incident_id").alias("incident_ids"),
            pl.col("agency").unique().sort().alias("agencies"),
            pl.col("kind").unique().sort().alias("kinds"),
            pl.col("occurred_on", "reported_on").min(),
            pl.col("division").sort_by("occurred_on", "row").last(),
            pl.col("yes", "no", "asked").bitwise_or(),
            pl.col("injury", "fear", "harm_days").max(),
            pl.col("breach").any(),
            pl.col("proactive").all(),
            pl.col("outcome")
            .filter(pl.col("outcome_from") <= pl.col("known_from"))
            .min(),
        )
        .join(hurt.lazy(), on="case", how="left")
        .with_columns(
            injury=pl.max_horizontal("injury", "hurt"),
            child_party=pl.col("child_party").fill_null(False),
            unknown=pl.col("asked") & ~pl.col("yes") & ~pl.col("no"),
        )
        .join(persons.lazy(), on="person")
        .collect()
    )
    events = _described(united)
    victims = (
        suffering.join(united.select("case", *KEY, "known_to"), on="case")
        .rename({"person": "victim"})
        .join(persons.select(victim="person", victim_id="person_id"), on="victim")
        .select(
            *KEY,
            "known_to",
            "victim_id",
            "relationship",
            "is_child",
            _word("injury", INJURIES),
        )
        .sort(*KEY, "victim_id")
    )
    return events, victims


def _described(united: pl.DataFrame) -> pl.DataFrame:
    """Bits and levels back into the columns that people read."""
    masks = united.select("unknown").unique()
    spelled = masks.with_columns(
        unknown_markers=pl.Series(
            [
                sorted(code for i, code in enumerate(MARKERS) if mask >> i & 1)
                for mask in masks["unknown"].to_list()
            ],
            dtype=pl.List(pl.String),
        )
    )

    def bit(column: str, place: int) -> pl.Expr:
        return (pl.col(column) & (1 << place)) != 0

    return (
        united.join(spelled, on="unknown", how="left")
        .select(
            *KEY,
            "known_to",
            "incident_ids",
            "agencies",
            "occurred_on",
            "reported_on",
            "division",
            pl.col("kinds")
            .list.eval(_word_of(pl.element(), HARM_KINDS).sort())
            .alias("kinds"),
            *(
                pl.when(bit("yes", i))
                .then(True)
                .when(bit("no", i))
                .then(False)
                .alias(code)
                for i, code in enumerate(MARKERS)
            ),
            "unknown_markers",
            _word("injury", INJURIES),
            _word_of(pl.col("fear"), FEARS).alias("victim_fear"),
            "harm_days",
            band(pl.col("yes")).alias("band"),
            band(pl.col("yes") | pl.col("unknown")).alias("band_if_unknown_yes"),
            "breach",
            "proactive",
            "child_party",
            (
                pl.col("occurred_on")
                >= pl.col("reported_on") - pl.duration(days=ACUTE_DAYS)
            ).alias("acute"),
            _word("outcome", SAID_BESIDE),
            pl.col("status").alias("aggressor_status"),
        )
        .sort(KEY)
    )


def _word(column: str, order: tuple[str, ...]) -> pl.Expr:
    return _word_of(pl.col(column), order).alias(column)


def _word_of(place: pl.Expr, order: tuple[str, ...]) -> pl.Expr:
    return place.replace_strict(
        range(len(order)), order, default=None, return_dtype=pl.String
    )
