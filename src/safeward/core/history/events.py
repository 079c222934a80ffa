"""From reports to events: who is said to have done what, as known on any day."""

from datetime import date

import polars as pl

from safeward.core.history.cases import cases
from safeward.core.history.describing import KEY, described, word
from safeward.core.history.grouping import bundles, standing, ties
from safeward.core.history.parties import parties_of
from safeward.core.history.rows import (
    harm_reports,
    not_collected,
    with_asked,
)
from safeward.core.history.suffering import suffering
from safeward.core.history.types import Events
from safeward.core.history.uniting import numbered, united
from safeward.core.history.worlds import copied, plainly
from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import INJURIES


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
    wanted = people if subjects is None else subjects
    named = people["person_id"].unique()
    if subjects is not None:
        named = pl.concat([named, subjects["person_id"]]).unique()
    persons = named.sort().to_frame().with_row_index("person")
    coded = people.select("record_id", "person_id").join(persons, on="person_id")
    reports = numbered_reports(with_asked(harm_reports(holdings), missing), coded)
    plain = persons["person_id"] if subjects is None else plainly(people, subjects)
    tried = (
        wanted.select("record_id", "person_id")
        .unique()
        .filter(~pl.col("person_id").is_in(plain.implode()))
        .join(persons, on="person_id")
        .select("record_id", "person", world=pl.col("person").cast(pl.Int32) + 1)
    )
    involvements = holdings.involvements
    if tried.height:
        nobody = tried.clear()
        real = parties_of(reports, involvements, coded, nobody)
        bundled = bundles(reports, ties(reports, real))
        trials = copied(reports, bundled, involvements, tried)
        kept = reports if len(plain) else reports.clear()
        reports = pl.concat([kept, trials]).drop("row").with_row_index("row")
    seen = None if subjects is None else _seen(persons, plain, tried)
    parties = parties_of(reports, involvements, coded, tried)
    return Events(*_tables(reports, parties, persons, seen, since), missing)


def numbered_reports(reports: pl.DataFrame, coded: pl.DataFrame) -> pl.DataFrame:
    """Number the reports; say whom a determination names and whether it moves."""
    names = reports.select("named").drop_nulls().unique()
    return (
        reports.with_row_index("row")
        .with_columns(world=pl.lit(0, pl.Int32))
        .join(
            coded.select(named="record_id", named_person="person").join(
                names, on="named", how="semi"
            ),
            on="named",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            moves=pl.col("named_person").is_not_null()
            & pl.col("status").ne_missing("disputed")
        )
    )


def _seen(persons: pl.DataFrame, plain: pl.Series, tried: pl.DataFrame) -> pl.DataFrame:
    """Whose events are wanted, in which world."""
    here = persons.filter(pl.col("person_id").is_in(plain.implode()))
    return pl.concat(
        [
            here.select("person", world=pl.lit(0, pl.Int32)),
            tried.select("person", "world").unique(),
        ]
    )


def _tables(
    reports: pl.DataFrame,
    parties: pl.DataFrame,
    persons: pl.DataFrame,
    seen: pl.DataFrame | None,
    since: date | None,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    tied = ties(reports, parties)
    reports = reports.join(bundles(reports, tied), on="row", maintain_order="left")
    resting = cases(standing(reports, tied, since), reports, parties)
    if seen is not None:
        resting = (
            resting.join(reports.select("row", "world"), on="row")
            .join(seen, on=["person", "world"], how="semi")
            .drop("world")
        )
    alone, several = numbered(resting)
    suffered = suffering(alone, several, parties)
    hurt = suffered.group_by("case").agg(
        pl.col("injury").max().alias("hurt"),
        pl.col("child").any().alias("child_party"),
        pl.col("is_child").all().alias("only_children"),
        pl.col("is_child").any().alias("has_child"),
    )
    # People and reports are numbered in the order of their names: sorting numbers
    # sorts the key.
    told = (
        united(alone, several, reports)
        .join(hurt, on="case", how="left")
        .sort("person", "row", "known_from")
        .with_row_index("version")
        .cast({"version": pl.Int32})
        .with_columns(
            injury=pl.max_horizontal("injury", "hurt"),
            child_party=pl.col("child_party").fill_null(False),
            has_child=pl.col("has_child").fill_null(False),
            has_victim=~pl.col("only_children").fill_null(True),
            person_id=pl.lit(persons["person_id"]).gather(pl.col("person")),
            event_id=pl.lit(reports["incident_id"]).gather(pl.col("row")),
        )
    )
    victims = (
        told.select("version", "case", *KEY, "known_to")
        .join(suffered, on="case")
        .sort("version", "victim")
        .select(
            "version",
            *KEY,
            "known_to",
            pl.lit(persons["person_id"]).gather(pl.col("victim")).alias("victim_id"),
            "relationship",
            "is_child",
            word("injury", INJURIES),
        )
    )
    return described(told), victims
