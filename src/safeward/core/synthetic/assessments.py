"""Recorded results of instruments: a police score, checklists, judged levels.

The score stands in for the published behaviour of the Victorian police screen, whose
items are not public: 0 to 15, 4 and 8 as cut-offs, an area under the curve of 0.65 for
a further report within twelve months, 75 % of those above the first cut-off. It is a
noisy reading of what the attending member could know, never of latent traits.
"""

from typing import Final

import numpy as np
import polars as pl

from safeward.core.synthetic.careers import Bools, Floats, Ints
from safeward.core.synthetic.columns import coded, dates, numbered
from safeward.core.synthetic.forms import SECOND_FORM
from safeward.core.synthetic.marks import Happenings, Marks
from safeward.core.synthetic.mentions import Index
from safeward.core.synthetic.pairs import FAMILY, INTIMATE
from safeward.core.synthetic.reports import COPY, FILLER, HUB, POLICE, Rows
from safeward.core.vocabulary.codes import MARAM_LEVELS

NOISE: Final = 0.66
"""Standard deviation of the score's error, set so that the published area comes out."""
SCORE_SHARES: Final = (
    *(0.050, 0.090, 0.115, 0.130, 0.140, 0.130, 0.115, 0.100),
    *(0.045, 0.032, 0.020, 0.013, 0.009, 0.006, 0.003, 0.002),
)
"""Share of reports by score: 61 % at 4 or more, which 75 % sensitivity at a base rate
of a third implies for an area of 0.65; the rest is judgement."""


def readable(events: Happenings, marks: Marks) -> Floats:
    """What could be known at each event about a further report."""
    size = len(events)
    first = np.concatenate([[True], events.person[1:] != events.person[:-1]])
    start = np.maximum.accumulate(np.where(first, np.arange(size), 0))
    before = np.arange(size) - start
    since = np.where(first, 3650, np.diff(events.day, prepend=0))
    found = marks.markers
    reading: Floats = (
        0.75 * np.log1p(before)
        + 0.55 * (since <= 90)
        + 0.35 * (since <= 365)
        + 0.25 * events.breach
        + 0.22 * (found["separation"] | found["threat_to_kill"] | found["stalking"])
        + 0.15 * found["obsessive_jealousy"]
        + 0.15 * found["alcohol_or_drugs"]
        + 0.10 * (marks.injury > 0)
    )
    return reading


def scores(rng: np.random.Generator, reading: Floats) -> Ints:
    """The score: a noisy reading, cut so that scores have the stated shares."""
    noisy = reading + rng.normal(0, NOISE, len(reading))
    rank = np.empty(len(noisy))
    rank[np.argsort(noisy, kind="stable")] = (np.arange(len(noisy)) + 0.5) / len(noisy)
    steps = np.cumsum(SCORE_SHARES) / np.sum(SCORE_SHARES)
    return np.searchsorted(steps[:-1], rank, side="right")


def assessments_table(
    rng: np.random.Generator,
    rows: Rows,
    events: Happenings,
    marks: Marks,
    index: Index,
    record_ids: pl.Series,
    ids: pl.Series,
    last: int,
) -> pl.DataFrame:
    """All recorded results, one row an answered item."""
    known = np.maximum(rows.event, 0)
    whole = (rows.role != FILLER) & (index.alleged >= 0)
    police = whole & (rows.agency == POLICE) & (rows.role != COPY)
    family = events.line[known] == FAMILY
    scored = police & family & (rows.reported >= SECOND_FORM)
    scored &= ~events.extra[known] & (rng.random(len(rows)) < 0.97)
    at = np.flatnonzero(scored)
    reading = readable(events, marks)[known[at]]
    score = scores(rng, reading)
    parts = [
        piece(
            "vp_safvr",
            "A",
            at,
            rows.reported[at],
            "score",
            pl.Series(score).cast(pl.String),
        )
    ]

    hub = whole & (rows.agency == HUB) & (index.other >= 0)
    judged = np.flatnonzero(
        (hub & (rng.random(len(rows)) < 0.75))
        | (police & family & (rng.random(len(rows)) < 0.05))
    )
    level = maram(rng, events, marks, known[judged])
    parts.append(
        piece(
            "maram",
            "B",
            judged,
            rows.reported[judged] + rng.integers(0, 6, len(judged)),
            "level",
            pl.Series(MARAM_LEVELS).gather(level),
        )
    )
    intimate = np.isin(events.relationship[known], INTIMATE)
    asked = np.flatnonzero(hub & intimate & (rng.random(len(rows)) < 0.22))
    parts.append(
        checklist(rng, "safelives_dash", "D", 24, asked, rows, events, marks, last)
    )
    asked = np.flatnonzero(police & intimate & (rng.random(len(rows)) < 0.008))
    parts.append(
        checklist(
            rng, "lap_lethality_screen", "E", 11, asked, rows, events, marks, last
        )
    )
    table = pl.concat(parts)
    row = table["row"].to_numpy()
    victim = index.other[row]
    voided = table["row"].hash(7) % 150 == 0
    return (
        table.with_columns(
            record_id=record_ids.gather(index.alleged[row]),
            victim_record_id=pl.when(pl.lit(pl.Series(victim >= 0))).then(
                pl.lit(record_ids.gather(np.maximum(victim, 0)))
            ),
            incident_id=ids.gather(row),
            completed_on=dates(table["day"].to_numpy(), np.zeros(len(table), bool)),
            void=pl.when(voided & (pl.col("instrument") == "vp_safvr")).then(True),
        )
        .filter(pl.col("day") <= last)
        .select(
            *("assessment_id", "instrument", "completed_on", "record_id"),
            *("victim_record_id", "incident_id", "item", "answer", "void"),
        )
        .sort("assessment_id", "item")
    )


def piece(
    instrument: str, letter: str, row: Ints, day: Ints, item: str, answer: pl.Series
) -> pl.DataFrame:
    """Assessments of one answer each."""
    return pl.DataFrame(
        {
            "assessment_id": numbered(letter, np.arange(len(row)) + 1),
            "instrument": pl.Series([instrument]).gather(np.zeros(len(row), np.int64)),
            "item": pl.Series([item]).gather(np.zeros(len(row), np.int64)),
            "answer": answer.cast(pl.String),
            "row": pl.Series(row),
            "day": pl.Series(day),
        }
    )


def maram(
    rng: np.random.Generator, events: Happenings, marks: Marks, event: Ints
) -> Ints:
    """A judged level, positions in MARAM_LEVELS: what was seen, and the judge."""
    found = marks.markers
    sign = (
        events.gravity
        + 0.7 * events.acute
        + 0.8 * found["strangulation"]
        + 0.6 * found["threat_to_kill"]
        + 0.3 * (marks.fear == 2)
    )[event] + rng.normal(0, 0.5, len(event))
    level: Ints = np.searchsorted([-1.1, 0.6, 1.7, 3.3], sign)
    return level


DASH_FROM: Final = {
    6: "separation",
    8: "stalking",
    9: "pregnancy",
    10: "escalating",
    11: "escalating",
    12: "coercive_control",
    13: "weapon",
    14: "threat_to_kill",
    15: "strangulation",
    16: "sexual_violence",
    19: "animal_harm",
    20: "economic_abuse",
    21: "alcohol_or_drugs",
    22: "suicide_threat",
}
"""Dash items (paraphrased topics, by number) that a marker of the event answers."""
LAP_FROM: Final = {
    1: "weapon",
    2: "threat_to_kill",
    4: "firearm_access",
    5: "strangulation",
    6: "obsessive_jealousy",
    7: "separation",
    9: "suicide_threat",
    11: "stalking",
}


def checklist(
    rng: np.random.Generator,
    instrument: str,
    letter: str,
    items: int,
    row: Ints,
    rows: Rows,
    events: Happenings,
    marks: Marks,
    last: int,
) -> pl.DataFrame:
    """Item-level answers, some of them missing: not asked, not known, not told."""
    source = DASH_FROM if instrument == "safelives_dash" else LAP_FROM
    event = np.maximum(rows.event[row], 0)
    base = 0.15 + 0.10 * np.clip(events.gravity[event], 0, 3)
    day = np.minimum(last, rows.reported[row] + rng.integers(0, 10, len(row)))
    parts = []
    for item in range(1, items + 1):
        share = base.copy()
        if item in source:
            true = marks.markers[source[item]][event]
            share = np.where(true, 0.9, 0.06 + base / 3)
        elif instrument == "safelives_dash" and item in (1, 2):
            true = (marks.injury > 0)[event] if item == 1 else (marks.fear == 2)[event]
            share = np.where(true, 0.95, 0.10)
        yes: Bools = rng.random(len(row)) < share
        missing = rng.random(len(row)) < 0.09
        answer = np.where(missing, -1, yes.astype(np.int64))
        parts.append(
            piece(
                instrument, letter, row, day, f"q{item}", coded(("no", "yes"), answer)
            )
        )
    return pl.concat(parts)
