"""Why a person has this tier: dated sentences, most important first, for everyone.

First the floors that decide, then the matrix where it decides, then what gives points,
the most points first, then floors that would hold anyway, then what is recorded and not
used. The points of a person's lines add up to the two axes.
"""

from typing import Final, Literal

import polars as pl
from attrs import frozen

from safeward.core.priority.axes import given_points
from safeward.core.priority.inputs import INPUTS
from safeward.core.priority.notes import notes
from safeward.core.priority.policy import Axis, Floor, Line, Policy, Promotion
from safeward.core.priority.sentences import said_dates, spoken, with_dates
from safeward.core.priority.tiers import OVERRIDE, in_cell, inputs_frame, met
from safeward.core.priority.types import REASONS

_KEY: Final = ["person_id", "as_of"]
_AXES: Final[tuple[Axis, ...]] = ("severity", "likelihood")
_DECIDES, _MATRIX, _POINTS, _HOLDS_ANYWAY, _NOTE = range(5)

NOTHING: Final = (
    "Nothing that this policy counts is recorded today, which does not mean safe"
)


@frozen
class Said:
    """One sentence, and of whom it is said.

    Attributes:
        axis: Where it belongs.
        template: The sentence, with placeholders.
        source: Where the factor comes from.
        when: Said of people for whom this holds.
        rank: Its place among a person's sentences, before points.
        feature: Input that gives the number, the evidence or the date.
        points: Points that it explains.
    """

    axis: Literal["likelihood", "severity", "floor", "note"]
    template: str
    source: str
    when: pl.Expr
    rank: pl.Expr
    feature: str | None = None
    points: pl.Expr | None = None


def reasons(
    features: pl.DataFrame,
    recorded: pl.DataFrame,
    scored: pl.DataFrame,
    standing: pl.DataFrame,
    policy: Policy,
) -> pl.DataFrame:
    """Say why each person has the tier that the facts of the day give.

    Args:
        features: One row a person, with ``<id>__evidence`` beside each feature.
        recorded: Instrument results of the same day.
        scored: ``tiers.score`` of both.
        standing: Events known that day: ``person_id, event_id, reported_on, outcome``.
        policy: The policy.

    Returns:
        ``person_id, order, axis, points, sentence, source, evidence``, sorted; everyone
        in ``features`` has at least one sentence.
    """
    frame = inputs_frame(features, recorded).join(
        scored, on=_KEY, how="left", maintain_order="left"
    )
    every = [*_floors(policy), *_matrix(policy), *_lines(policy)]
    rows = pl.concat(_rows(frame, said, i) for i, said in enumerate(every))
    dated = with_dates(rows, said_dates(standing))
    parts = dated.partition_by("number", as_dict=True)
    sentences = [
        parts[(i,)].select(
            "person_id",
            "axis",
            "points",
            "evidence",
            "rank",
            "number",
            sentence=spoken(said.template),
            source=pl.lit(said.source),
        )
        for i, said in enumerate(every)
        if (i,) in parts
    ]
    sentences.append(_beside(notes(frame), rank=_NOTE))
    silent = frame.join(pl.concat(sentences), on="person_id", how="anti")
    nothing = silent.select(
        "person_id", sentence=pl.lit(NOTHING), source=pl.lit("judgement")
    )
    sentences.append(_beside(nothing, rank=_NOTE))
    return _numbered(pl.concat(sentences))


def listed(found: pl.DataFrame) -> pl.DataFrame:
    """``person_id, reasons``: each person's sentences, most important first."""
    return (
        found.sort("person_id", "order")
        .group_by("person_id", maintain_order=True)
        .agg(pl.col("sentence").alias("reasons"))
    )


def _beside(said: pl.DataFrame, *, rank: int) -> pl.DataFrame:
    """Sentences that rest on no line of the policy, in the shape of those that do."""
    return said.select(
        "person_id",
        axis=pl.lit("note"),
        points=pl.lit(None, pl.Int64),
        evidence=pl.lit(None, pl.List(pl.String)),
        rank=pl.lit(rank, pl.Int32),
        number=pl.int_range(pl.len(), dtype=pl.Int32),
        sentence="sentence",
        source="source",
    )


def _numbered(said: pl.DataFrame) -> pl.DataFrame:
    """Put each person's sentences in order and count them from 1."""
    return (
        said.sort(
            ["person_id", "rank", "points", "number"],
            descending=[False, False, True, False],
            nulls_last=True,
        )
        .with_columns(
            order=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("person_id")
        )
        .select(pl.col(name).cast(kind) for name, kind in REASONS.items())
    )


def _rows(frame: pl.DataFrame, said: Said, number: int) -> pl.DataFrame:
    """People of whom it is said, with everything that the sentence may need."""
    evidence = f"{said.feature}__evidence"
    entry = INPUTS.get(said.feature or "")
    dated_by = entry.dated_by if entry else None
    nothing = pl.lit(None, pl.List(pl.String))
    return frame.filter(said.when).select(
        "person_id",
        "likelihood",
        "severity",
        number=pl.lit(number, pl.Int32),
        axis=pl.lit(said.axis),
        rank=said.rank.cast(pl.Int32),
        points=pl.lit(None, pl.Int64) if said.points is None else said.points,
        tier=pl.col("matrix_tier"),
        n=pl.col(said.feature).cast(pl.String) if said.feature else pl.lit(""),
        on=pl.col(dated_by) if dated_by else pl.lit(None, pl.Date),
        evidence=pl.col(evidence) if evidence in frame.columns else nothing,
    )


def _floors(policy: Policy) -> list[Said]:
    """Floors of the gravest tier that any floor gives; milder ones add nothing."""
    decides = pl.col("floor_tier") == pl.col("tier")
    rank = pl.when(decides).then(_DECIDES).otherwise(_HOLDS_ANYWAY)

    def floor(entry: Floor) -> Said:
        met = pl.col("floors").list.contains(entry.id)
        return Said(
            axis="floor",
            template=entry.sentence,
            source=entry.source,
            when=met & (pl.col("floor_tier") == entry.tier),
            rank=rank,
            feature=entry.when[0].feature,
        )

    raised = pl.col("override_tier") == pl.col("floor_tier")
    override = Said(
        axis="floor",
        template="Raised to {n} by a recorded decision",
        source="judgement",
        when=pl.col("floors").list.contains(OVERRIDE) & raised,
        rank=rank,
        feature="override_tier",
    )
    return [override, *(floor(entry) for entry in policy.floors)]


def _matrix(policy: Policy) -> list[Said]:
    """The two axes together, where they decide the tier."""
    decides = pl.col("matrix_tier") == pl.col("tier")

    def promoted(entry: Promotion) -> Said:
        return Said(
            axis="note",
            template=entry.sentence,
            source=entry.source,
            when=decides
            & (pl.col("tier") == entry.tier)
            & met(entry.when)
            & in_cell(policy.matrix, entry.cell),
            rank=pl.lit(_MATRIX),
            feature=entry.when[0].feature,
        )

    plain = Said(
        axis="note",
        template=policy.matrix.sentence,
        source=policy.matrix.source,
        when=decides & (pl.col("tier") != "T4"),
        rank=pl.lit(_MATRIX),
    )
    return [*(promoted(entry) for entry in policy.matrix.promotions), plain]


def _lines(policy: Policy) -> list[Said]:
    """What gives points."""
    said: list[Said] = []
    for axis in _AXES:
        given = given_points(policy, axis)
        said += [_line(axis, line, given[line.id]) for line in policy.lines(axis)]
        if axis == "severity" and policy.escalation is not None:
            rule = policy.escalation
            gain = given[rule.id]
            said.append(
                Said(
                    axis="severity",
                    template=rule.sentence,
                    source=rule.source,
                    when=gain > 0,
                    rank=pl.lit(_POINTS),
                    feature="gravest_band_90d",
                    points=gain.cast(pl.Int64),
                )
            )
    return said


def _line(axis: Axis, line: Line, gain: pl.Expr) -> Said:
    return Said(
        axis=axis,
        template=line.sentence,
        source=line.source,
        when=gain > 0,
        rank=pl.lit(_POINTS),
        feature=line.feature,
        points=gain.cast(pl.Int64),
    )
