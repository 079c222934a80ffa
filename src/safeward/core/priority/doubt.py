"""What a tier would be if who is who were otherwise: doubtful links, weak joins.

Each doubtful link that touches a person in the queue is tried joined, each join that
rests on one weak edge is tried cut, one at a time, all in one batch. A joined person
has both histories; a cut one is as urgent as the more urgent of the two parts.
"""

from typing import Final

import polars as pl
from attrs import frozen

from safeward.core.linkage.types import Linked
from safeward.core.priority.imagine import imagine
from safeward.core.priority.today import Shown, Today, shown_if

MOST_A_PERSON: Final = 20
"""Links tried a person, the most probable first."""

_JOINED: Final = "joined"
_CUT: Final = "cut"


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
    base = shown.tiers.select("person_id", "tier", "held")
    links = _links(linked, today.people)
    tried = _tried(links, base["person_id"])
    membership = pl.concat(
        [
            _if_joined(tried.filter(pl.col("kind") == "doubtful"), today.people),
            _if_cut(tried.filter(pl.col("kind") == "weak"), linked, today.people),
        ]
    )
    tiers = _tiers_if(today, membership)
    links = links.join(
        tried.select("record_a", "record_b", "kind", "question"),
        on=["record_a", "record_b", "kind"],
        how="left",
        maintain_order="left",
    ).join(tiers, on="question", how="left", maintain_order="left")
    links = _at_least_as_urgent(links, base)
    touched = pl.concat(
        [
            links.rename({end: "person_id"}).select(
                "person_id",
                "if_so",
                "kind",
                "record_a",
                "record_b",
                "probability",
            )
            for end in ("person_a", "person_b")
        ]
    ).unique()
    moves = (
        touched.join(base, on="person_id")
        .filter(
            pl.when(pl.col("kind") == "doubtful")
            .then(pl.col("if_so") < pl.col("tier"))
            .otherwise(pl.col("if_so") > pl.col("held"))
        )
        .sort("person_id", "kind", "record_a", "record_b")
    )
    return Doubts(links=links.drop("question"), moves=moves)


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


def _tried(links: pl.DataFrame, queue: pl.Series) -> pl.DataFrame:
    """The links that are tried: of each person in the queue the most probable ones.

    Several links between the same two people are one question.
    """
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
    ).filter((pl.col("kind") == "weak") | (pl.col("person_a") != pl.col("person_b")))
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


def _if_joined(tried: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """``record_id, question, part``: all records of both people, once a question."""
    ends = pl.concat(
        [
            tried.select("question", person_id="person_a"),
            tried.select("question", person_id="person_b"),
        ]
    ).unique()
    return (
        ends.join(people.select("record_id", "person_id"), on="person_id")
        .select("record_id", "question", part=pl.lit(_JOINED))
        .sort("question", "record_id")
    )


def _if_cut(tried: pl.DataFrame, linked: Linked, people: pl.DataFrame) -> pl.DataFrame:
    """``record_id, question, part``: the records of each part of a person, if cut."""
    sides = tried.join(
        linked.weak_joins.select("record_a", "record_b", "side"),
        on=["record_a", "record_b"],
    ).select("question", "side", person_id="person_a")
    return (
        sides.join(people.select("record_id", "person_id"), on="person_id")
        .select(
            "record_id",
            "question",
            part=pl.when(pl.col("side").list.contains(pl.col("record_id")))
            .then(pl.lit(_CUT))
            .otherwise(pl.lit("rest")),
        )
        .sort("question", "part", "record_id")
    )


def _tiers_if(today: Today, membership: pl.DataFrame) -> pl.DataFrame:
    """``question, if_so``: the tier of the imagined people of each question."""
    if membership.is_empty():
        return pl.DataFrame(schema={"question": pl.String, "if_so": pl.String})
    subjects = membership.select(
        "record_id", person_id=pl.format("{}={}", "question", "part")
    )
    imagined = imagine(today, subjects)
    who = subjects.select("person_id").unique()
    found = shown_if(imagined, who.with_columns(as_of=pl.lit(today.as_of)))
    return (
        found.with_columns(question=pl.col("person_id").str.replace("=[a-z]+$", ""))
        .group_by("question")
        .agg(pl.col("tier").min().alias("if_so"))
        .sort("question")
    )
