"""Incident rows and involvements as tables of the holdings format."""

import numpy as np
import polars as pl

from safeward.core.synthetic.careers import Bools, Ints
from safeward.core.synthetic.columns import dates, numbered, only
from safeward.core.synthetic.forms import FORMS, answered, form_of
from safeward.core.synthetic.marks import Happenings, Marks
from safeward.core.synthetic.mentions import Index, Mentions
from safeward.core.synthetic.outcomes import (
    OUTCOMES,
    STATUSES,
    Ended,
    determinations,
)
from safeward.core.synthetic.people import NEVER
from safeward.core.synthetic.records import DESKS, LETTERS
from safeward.core.synthetic.reports import (
    COPY,
    POLICE,
    REPORT,
    Rows,
)
from safeward.core.vocabulary.codes import (
    FEARS,
    INJURIES,
    MARKERS,
    RELATIONSHIPS,
    ROLES,
)

FILLERS = ("intelligence", "missing_episode", "other")
MISSED = {REPORT: 0.07, COPY: 0.30}
"""Share of true markers that a row denies: nobody said, or nobody heard."""


def incident_ids(rows: Rows, desk: Ints) -> pl.Series:
    """An id for each row: the agency's letter and a number in order of report."""
    order = np.lexsort((np.arange(len(rows)), desk))
    starts = np.searchsorted(desk[order], np.arange(len(DESKS)))
    number = np.empty(len(rows), np.int64)
    number[order] = np.arange(len(rows)) - starts[desk[order]] + 1
    return pl.DataFrame(
        {"letter": pl.Series(LETTERS).gather(desk), "number": number}
    ).select(
        incident_id=pl.col("letter")
        + "I"
        + pl.col("number").cast(pl.String).str.zfill(8)
    )["incident_id"]


def incidents_table(
    rng: np.random.Generator,
    rows: Rows,
    events: Happenings,
    marks: Marks,
    ended: Ended,
    index: Index,
    record_ids: pl.Series,
    ids: pl.Series,
    desk: Ints,
    division: Ints,
    orders: pl.Series,
    last: int,
) -> pl.DataFrame:
    """The incidents table, one row a row.

    Args:
        rng: Random numbers.
        rows, events, marks, ended: What happened and who wrote it down.
        index: Mentions by row.
        record_ids: Record id of each mention.
        ids: Incident ids.
        desk: The very agency.
        division: Division, numbered from 0.
        orders: Id of the order that each event breached, or null.
        last: Last day on which anything is known.
    """
    size = len(rows)
    known = np.maximum(rows.event, 0)
    has_event = rows.event >= 0
    form = form_of(rows.agency, rows.reported, events.extra[known], rows.event)
    careless = rng.random(size) < 0.05
    kind = pl.Series(marks.kind).gather(known)
    kind = pl.select(
        pl.when(pl.lit(pl.Series(has_event)))
        .then(pl.lit(kind))
        .otherwise(pl.lit(pl.Series(FILLERS).gather(np.maximum(rows.filler, 0))))
    ).to_series()
    breaks = pl.Series(np.array(marks.kind) == "order_breach").gather(known)
    other_side = pl.lit(pl.Series(rows.swapped)) & pl.lit(breaks)
    kind = pl.select(
        pl.when(other_side).then(pl.lit("family_violence")).otherwise(pl.lit(kind))
    ).to_series()
    missed = np.where(rows.role == COPY, MISSED[COPY], MISSED[REPORT])
    columns: dict[str, pl.Series] = {}
    for code in MARKERS:
        true = marks.markers[code][known] & (rng.random(size) >= missed)
        if code not in ("child_present", "separation"):
            accused = rng.random(size) < SAID_OF_THE_OTHER.get(code, 0.01)
            true = np.where(rows.swapped, accused, true)
        columns[code] = only(pl.Series(true), answered(rng, code, form, careless))
    injury = np.where(
        rows.swapped, rng.random(size) < 0.22, marks.injury[known]
    ).astype(np.int64)
    fear = np.where(rows.swapped, rng.random(size) < 0.15, marks.fear[known]).astype(
        int
    )
    mention, status, found_on = determinations(rng, rows, index, last)
    harm = only(
        pl.Series(np.round(marks.harm[known])),
        has_event & (ended.charged_on <= last) & ~rows.swapped & (rows.role != COPY),
    )
    return pl.DataFrame(
        {
            "incident_id": ids,
            "agency": pl.Series(DESKS).gather(desk),
            "event_ref": references(rng, rows),
            "kind": kind,
            "occurred_on": moments(rows),
            "reported_on": dates(rows.reported, np.zeros(size, bool)),
            "division": numbered("ND", division + 1, 1),
            "form": only(pl.Series(FORMS).gather(form), has_event),
            "offence": offences(kind, injury, has_event & (ended.charged_on <= last)),
            "harm": harm,
            "injury": only(
                pl.Series(INJURIES).gather(injury),
                has_event & ((rng.random(size) > 0.015) | (injury > 1)),
            ),
            **columns,
            "victim_fear": only(
                pl.Series(FEARS).gather(fear),
                answered(rng, "victim_fear", form, careless),
            ),
            "order_id": only(orders.gather(known), has_event & ~rows.swapped),
            "detected": detected(rng, rows, events, kind),
            "outcome": only(
                pl.Series(OUTCOMES).gather(ended.outcome), ended.outcome > 0
            ),
            "outcome_on": dates(ended.on, ended.on >= NEVER),
            "predominant_aggressor": only(
                record_ids.gather(np.maximum(mention, 0)), mention >= 0
            ),
            "aggressor_status": only(pl.Series(STATUSES).gather(status), mention >= 0),
            "aggressor_on": dates(found_on, mention < 0),
        }
    )


SAID_OF_THE_OTHER = {
    "alcohol_or_drugs": 0.30,
    "property_damage": 0.15,
    "weapon": 0.05,
    "threat_to_kill": 0.03,
    "escalating": 0.03,
    "coercive_control": 0.04,
    "suicide_threat": 0.05,
}
"""Markers where the person harmed is recorded as the alleged perpetrator."""


def references(rng: np.random.Generator, rows: Rows) -> pl.Series:
    """The originating report's reference: one number an event, in no order."""
    events = int(rows.event.max()) + 1 if len(rows) else 0
    number = rng.permutation(events)[np.maximum(rows.event, 0)]
    return only(numbered("E", number), rows.referenced)


def moments(rows: Rows) -> pl.Series:
    """Dates, with the time of day where it is known."""
    frame = pl.DataFrame(
        {
            "day": dates(rows.day, np.zeros(len(rows), bool)),
            "hour": pl.Series(rows.minute // 60).cast(pl.String).str.zfill(2),
            "minute": pl.Series(rows.minute % 60).cast(pl.String).str.zfill(2),
            "timed": rows.minute >= 0,
        }
    )
    day = pl.col("day").dt.to_string("%Y-%m-%d")
    return frame.select(
        occurred_on=pl.when("timed")
        .then(pl.format("{}T{}:{}", day, "hour", "minute"))
        .otherwise(day)
    )["occurred_on"]


def offences(kind: pl.Series, injury: Ints, charged: Bools) -> pl.Series:
    """The ANZSOC group of the charge."""
    code = (
        pl.when(pl.col("injury") == 3)
        .then(pl.lit("0111"))
        .when(pl.col("kind") == "order_breach")
        .then(pl.lit("1531"))
        .when(pl.col("kind").is_in(["sexual_offence", "child_sexual_exploitation"]))
        .then(pl.lit("0311"))
        .when(pl.col("kind") == "stalking")
        .then(pl.lit("0291"))
        .when(pl.col("injury") == 2)
        .then(pl.lit("0211"))
        .when(pl.col("injury") == 1)
        .then(pl.lit("0213"))
        .otherwise(pl.lit("0532"))
    )
    frame = pl.DataFrame({"kind": kind, "injury": injury})
    return only(frame.select(offence=code)["offence"], charged)


def detected(
    rng: np.random.Generator, rows: Rows, events: Happenings, kind: pl.Series
) -> pl.Series:
    """How the agency learned of it; some breaches only because police looked."""
    size = len(rows)
    breach = (kind == "order_breach").to_numpy()
    extra = events.extra[np.maximum(rows.event, 0)] & (rows.event >= 0)
    share = np.where(
        breach[:, None],
        np.where(extra[:, None], [0.58, 0.74, 0.84], [0.62, 0.82, 0.91]),
        np.array([0.60, 0.93, 0.99]),
    )
    drawn = rng.random(size)
    way = (drawn[:, None] >= share).sum(axis=1)
    way = np.where(rows.agency == POLICE, way, np.where(drawn < 0.7, 2, 0))
    names = pl.Series(("victim", "third_party", "agency", "proactive"))
    return only(names.gather(way), rows.event >= 0)


def involvements_table(
    rng: np.random.Generator, mentions: Mentions, record_ids: pl.Series, ids: pl.Series
) -> pl.DataFrame:
    """Who was what in each row."""
    involved = np.flatnonzero(mentions.row >= 0)
    relationship, injury = mentions.relationship[involved], mentions.injury[involved]
    present = rng.random(len(involved)) < 0.9
    return pl.DataFrame(
        {
            "incident_id": ids.gather(mentions.row[involved]),
            "record_id": record_ids.gather(involved),
            "role": pl.Series(ROLES).gather(mentions.role[involved]),
            "relationship": only(
                pl.Series(RELATIONSHIPS).gather(np.maximum(relationship, 0)),
                (relationship >= 0) & (rng.random(len(involved)) > 0.01),
            ),
            "injury": only(
                pl.Series(INJURIES).gather(np.maximum(injury, 0)),
                (injury >= 0) & (rng.random(len(involved)) < 0.6),
            ),
            "present": only(pl.Series(present), rng.random(len(involved)) < 0.7),
        }
    ).sort("incident_id", "record_id", "role")
