"""How often linkage is right: pairs found and missed, before and after closure.

Pairs are counted in closed form from the sizes of groups, so that a table of millions
of records costs a few group-bys and no list of pairs.
"""

from typing import Final

import polars as pl
from attrs import frozen


@frozen
class Accuracy:
    """Pairs of records that are one person, as found and as true.

    Attributes:
        found: Pairs that linkage put together.
        true: Pairs that are one person in truth.
        right: Pairs that are both.
    """

    found: int
    true: int
    right: int

    @property
    def precision(self) -> float:
        """Share of found pairs that are right; 1 where none was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of true pairs that were found; 1 where there are none."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.found + self.true
        return 2 * self.right / both if both else 1.0

    @property
    def false_links(self) -> int:
        """Pairs put together that are two people."""
        return self.found - self.right

    @property
    def missed_links(self) -> int:
        """Pairs of one person that were not put together."""
        return self.true - self.right


def pairwise(pairs: pl.DataFrame, truth: pl.DataFrame) -> Accuracy:
    """Compare linked pairs, before closure, with the truth.

    Args:
        pairs: ``record_a, record_b``, one row a linked pair in either order.
        truth: ``record_id, person``: who each record truly is.
    """
    who = truth.select("record_id", "person")
    known = (
        pairs.select(
            record_a=pl.min_horizontal("record_a", "record_b"),
            record_b=pl.max_horizontal("record_a", "record_b"),
        )
        .unique()
        .join(who, left_on="record_a", right_on="record_id")
        .join(who, left_on="record_b", right_on="record_id", suffix="_b")
    )
    right = int((known["person"] == known["person_b"]).sum())
    return Accuracy(known.height, _pairs_in(who, "person"), right)


def clustered(people: pl.DataFrame, truth: pl.DataFrame) -> Accuracy:
    """Compare groups, that is pairs after closure, with the truth.

    Args:
        people: ``record_id, person_id`` as linked; records without a row are alone.
        truth: ``record_id, person``; records outside it are left out.
    """
    return _count(_joined(people, truth))


def clustered_by(
    people: pl.DataFrame, truth: pl.DataFrame, stratum: str
) -> dict[str, Accuracy]:
    """Compare groups with the truth, stratum by stratum.

    A pair counts in every stratum to which either of its records belongs, so a false
    link across two strata is seen in both.

    Args:
        people: ``record_id, person_id``.
        truth: ``record_id, person`` and the stratum's column; a null stratum is
            ``unknown``.
        stratum: Name of the column.

    Returns:
        Accuracy by value of the stratum, sorted by value.
    """
    frame = _joined(people, truth.with_columns(pl.col(stratum).fill_null("unknown")))
    whole = _count(frame)
    found = {}
    for value in frame[stratum].unique().sort().to_list():
        # all pairs less those that the stratum does not touch
        rest = _count(frame.filter(pl.col(stratum) != value))
        found[str(value)] = Accuracy(
            whole.found - rest.found, whole.true - rest.true, whole.right - rest.right
        )
    return found


def _joined(people: pl.DataFrame, truth: pl.DataFrame) -> pl.DataFrame:
    linked = people.select("record_id", "person_id")
    return truth.join(linked, on="record_id", how="left").with_columns(
        pl.coalesce("person_id", pl.concat_str(pl.lit("alone "), "record_id"))
    )


def _count(frame: pl.DataFrame) -> Accuracy:
    return Accuracy(
        found=_pairs_in(frame, "person_id"),
        true=_pairs_in(frame, "person"),
        right=_pairs_in(frame, "person_id", "person"),
    )


def _pairs_in(frame: pl.DataFrame, *keys: str) -> int:
    sizes = frame.group_by(*keys).agg(n=pl.len().cast(pl.Int64))["n"]
    return int((sizes * (sizes - 1) // 2).sum())


HEADINGS: Final = ("", "precision", "recall", "F1", "false", "missed")


def table(rows: dict[str, Accuracy]) -> str:
    """Write accuracies as the table that stands in the documentation."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---" + "|---:" * 5 + "|"]
    lines += [
        f"| {name} | {a.precision:.4f} | {a.recall:.4f} | {a.f1:.4f}"
        f" | {a.false_links} | {a.missed_links} |"
        for name, a in rows.items()
    ]
    return "\n".join(lines)
