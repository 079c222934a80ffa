"""What a tier would be if who is who were otherwise: doubtful links, weak joins.

Each doubtful link that touches a person in the queue is tried joined, each join that
rests on one weak edge is tried cut, one at a time, all in one batch. A joined person
has both histories; a cut one is as urgent as the more urgent of the two parts.
"""

from typing import Final

import polars as pl
from attrs import frozen

from safeward.core.linkage.types import Linked
from safeward.core.priority.regrouped import if_cut, if_joined
from safeward.core.priority.today import Shown, Today

MOST_A_PERSON: Final = 20
"""Links tried a person, the most probable first."""


@frozen
class Doubts:
    """Links in doubt and what they would do.

    Attributes:
        links: Every link in doubt: ``record_a, record_b, weight, probability, why,
            kind`` (``doubtful`` or ``weak``), ``person_a, person_b``, their ``tier_a,
            tier_b`` (null: not in the queue) and ``if_so`` (the tier if joined, or if
            cut; null where it was not tried).
        moves: ``person_id, tier, if_so, kind, record_a, record_b, probability``: the
            links that would change a person's tier.
    """

    links: pl.DataFrame
    moves: pl.DataFrame


def doubts(today: Today, shown: Shown, linked: Linked) -> Doubts:
    """Try every doubtful link and every weak join that touches the queue."""
    base = shown.tiers.select("person_id", "tier", "raw_tier")
    links = _links(linked, today.people)
    tried = _tried(links, base["person_id"], _with_history(today))
    found = pl.concat(
        [
            if_joined(today, shown, tried.filter(pl.col("kind") == "doubtful")),
            if_cut(today, shown, tried.filter(pl.col("kind") == "weak"), linked),
        ]
    )
    links = links.join(
        tried.select("record_a", "record_b", "kind", "question"),
        on=["record_a", "record_b", "kind"],
        how="left",
        maintain_order="left",
    ).join(found, on="question", how="left", maintain_order="left")
    links = _at_least_as_urgent(links, base)
    touched = pl.concat(
        [
            links.rename({end: "person_id"}).select(
                "person_id", "if_so", "kind", "record_a", "record_b", "probability"
            )
            for end in ("person_a", "person_b")
        ]
    ).unique()
    moves = (
        touched.join(base, on="person_id")
        .filter(
            pl.when(pl.col("kind") == "doubtful")
            .then(pl.col("if_so") < pl.col("tier"))
            .otherwise(pl.col("if_so") > pl.col("raw_tier"))
        )
        .sort("person_id", "kind", "record_a", "record_b")
    )
    return Doubts(links=links.drop("question"), moves=moves)


def _with_history(today: Today) -> pl.Series:
    """People of whom anything is recorded that a tier may be read from."""
    return pl.concat(
        [
            today.events.events["person_id"],
            today.facts.custody.members["person_id"],
            *(frame["person_id"] for frame in today.facts.assessed.values()),
        ]
    ).unique()


def _at_least_as_urgent(links: pl.DataFrame, base: pl.DataFrame) -> pl.DataFrame:
    """A joined person is at least as urgent as either is on today's board."""
    for end in ("a", "b"):
        links = links.join(
            base.select(
                pl.col("person_id").alias(f"person_{end}"),
                pl.col("tier").alias(f"tier_{end}"),
            ),
            on=f"person_{end}",
            how="left",
            maintain_order="left",
        )
    joined = (pl.col("kind") == "doubtful") & pl.col("if_so").is_not_null()
    return links.with_columns(
        if_so=pl.when(joined)
        .then(pl.min_horizontal("if_so", "tier_a", "tier_b"))
        .otherwise("if_so")
    )


def _links(linked: Linked, people: pl.DataFrame) -> pl.DataFrame:
    """All links in doubt with the people whom their records are now."""
    doubtful = linked.review.select(
        "record_a",
        "record_b",
        "weight",
        "probability",
        "why",
        kind=pl.lit("doubtful"),
    )
    weak = linked.weak_joins.select(
        "record_a",
        "record_b",
        "weight",
        "probability",
        why=pl.lit("joined on this one link alone"),
        kind=pl.lit("weak"),
    )
    both = pl.concat([doubtful, weak]).sort("record_a", "record_b", "kind")
    for end in ("a", "b"):
        both = both.join(
            people.select(
                pl.col("record_id").alias(f"record_{end}"),
                pl.col("person_id").alias(f"person_{end}"),
            ),
            on=f"record_{end}",
            how="left",
            maintain_order="left",
        )
    return both


def _tried(
    links: pl.DataFrame, queue: pl.Series, with_history: pl.Series
) -> pl.DataFrame:
    """The links that are tried: of each person in the queue the most probable ones.

    Several links between the same two people are one question. Joining somebody of
    whom nothing is recorded as alleged perpetrator changes nothing and is not tried.
    """
    theirs = with_history.implode()
    named = links.with_columns(
        question=pl.when(pl.col("kind") == "doubtful")
        .then(
            pl.format(
                "{}+{}",
                pl.min_horizontal("person_a", "person_b"),
                pl.max_horizontal("person_a", "person_b"),
            )
        )
        .otherwise(pl.format("{}-{}-{}", "person_a", "record_a", "record_b"))
    ).filter(
        pl.col("person_a").is_in(theirs)
        & pl.col("person_b").is_in(theirs)
        & ((pl.col("kind") == "weak") | (pl.col("person_a") != pl.col("person_b")))
    )
    ends = (
        pl.concat(
            [
                named.select("question", "probability", person_id=end)
                for end in ("person_a", "person_b")
            ]
        )
        .filter(pl.col("person_id").is_in(queue.implode()))
        .group_by("person_id", "question")
        .agg(pl.col("probability").max())
        .sort("person_id", pl.col("probability") * -1, "question")
        .filter(pl.int_range(pl.len()).over("person_id") < MOST_A_PERSON)
    )
    return named.join(
        ends.select("question").unique(),
        on="question",
        how="semi",
        maintain_order="left",
    )
