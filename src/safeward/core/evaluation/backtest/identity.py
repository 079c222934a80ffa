"""Who was known to be who on each past day, from one linkage.

All records are scored once with a fixed model; on a past day only records known then
take part, so a person whose records are tied by one that came later was several people
on that day. Which records are one person may only come apart this way: a guard that
would have decided otherwise on fewer records is not replayed.
"""

import hashlib
from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.linkage.cluster import Grouping, group
from safeward.core.linkage.edges import contradicted, edges
from safeward.core.linkage.model import Model, default_model
from safeward.core.linkage.people import person_ids
from safeward.core.linkage.standardise import standardise
from safeward.core.vocabulary.progress import Progress, silent

Ints = NDArray[np.int64]


@frozen
class Identity:
    """Who is who, at the end and on each day.

    Attributes:
        people: ``record_id, person_id`` with every record.
        parts: ``record_id, person_id``: people who only later turned out to be one;
            their ids hold a ``~``.
        apart: By date, ``person_id, part``: who was still apart on it.
    """

    people: pl.DataFrame
    parts: pl.DataFrame
    apart: dict[date, pl.DataFrame]

    @property
    def everyone(self) -> pl.DataFrame:
        """Both kinds of people; a record may sit in several."""
        return pl.concat([self.people, self.parts])


def identities(
    persons: pl.DataFrame,
    dates: Sequence[date],
    *,
    model: Model | None = None,
    progress: Progress = silent,
) -> Identity:
    """Link all records once and say who was still apart on each date.

    Args:
        persons: The holdings' table with ``known_on``.
        dates: As-of dates.
        model: The fixed model; None for the shipped one.
        progress: Told where the work is.
    """
    model = model or default_model()
    progress("linking records once", 0, persons.height)
    std = standardise(persons)
    found = edges(std, model, progress=progress)
    scored = pl.concat([found.pairs, found.copies], how="diagonal").sort("a", "b")
    against = scored.filter(contradicted(model).fill_null(value=False))
    ids = std["record_id"]
    kept_apart = pl.DataFrame(
        {"record_a": ids.gather(against["a"]), "record_b": ids.gather(against["b"])}
    )
    grouping = group(std, scored, high=model.high, never_link=kept_apart)
    people = std.select("record_id", person_id=person_ids(std, grouping.label))
    node, firsts, seconds = _ties(scored, found.copies, grouping, model.high)
    known = _known_from(std, persons, node)
    names = people["person_id"]
    apart: dict[date, pl.DataFrame] = {}
    parts: dict[str, Ints] = {}
    several = _several(grouping.label, node)
    for day in dates:
        number = (day - date(1970, 1, 1)).days
        here = known <= number
        component = _components(len(node), firsts, seconds, here)
        rows = several[here[node[several]]]
        apart[day] = _split(rows, grouping.label, component[node[rows]], names, parts)
    return Identity(people=people, parts=_members(parts, std), apart=apart)


def _ties(
    scored: pl.DataFrame, copies: pl.DataFrame, grouping: Grouping, high: float
) -> tuple[Ints, Ints, Ints]:
    """Stand for equal records by one node; list which nodes are tied directly."""
    label = grouping.label
    node = np.arange(len(label), dtype=np.int64)
    same = copies.filter(pl.col("weight").round(6) >= round(high, 6))
    a, b = (same[c].cast(pl.Int64).to_numpy() for c in ("a", "b"))
    together = label[a] == label[b]
    node[b[together]] = a[together]
    strong = scored.filter(pl.col("weight").round(6) >= round(high, 6))
    a, b = (strong[c].cast(pl.Int64).to_numpy() for c in ("a", "b"))
    a = np.concatenate([node[a], node[grouping.firsts]])
    b = np.concatenate([node[b], node[grouping.seconds]])
    keep = (label[a] == label[b]) & (a != b)
    return node, a[keep], b[keep]


def _known_from(std: pl.DataFrame, persons: pl.DataFrame, node: Ints) -> Ints:
    """Day number from which any record of a node was known."""
    days = (
        std.select("record_id")
        .join(
            persons.select("record_id", "known_on"),
            on="record_id",
            how="left",
            maintain_order="left",
        )["known_on"]
        .to_physical()
        .cast(pl.Int64)
        .fill_null(-(2**40))
        .to_numpy()
    )
    known = np.full(len(node), 2**40, dtype=np.int64)
    np.minimum.at(known, node, days)
    return known


def _several(label: Ints, node: Ints) -> Ints:
    """Records of people made of more than one node."""
    nodes = np.unique(node)
    count = np.bincount(label[nodes], minlength=len(label))
    return np.flatnonzero(count[label] > 1)


def _components(
    size: int, firsts: Ints, seconds: Ints, here: NDArray[np.bool_]
) -> Ints:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    keep = here[firsts] & here[seconds]
    ties = coo_array(
        (np.ones(keep.sum(), dtype=np.int8), (firsts[keep], seconds[keep])),
        shape=(size, size),
    )
    component: Ints = connected_components(ties, directed=False)[1].astype(np.int64)
    return component


def _split(
    rows: Ints, label: Ints, component: Ints, names: pl.Series, parts: dict[str, Ints]
) -> pl.DataFrame:
    """Name the parts of people who are apart; remember what each part holds."""
    empty = pl.DataFrame(schema={"person_id": pl.String, "part": pl.String})
    if not len(rows):
        return empty
    order = np.lexsort((rows, component, label[rows]))
    rows, component = rows[order], component[order]
    group = label[rows]
    starts = np.flatnonzero(np.diff(component, prepend=-1) | np.diff(group, prepend=-1))
    owner, number = np.unique(group[starts], return_counts=True)
    broken = np.isin(group[starts], owner[number > 1])
    ends = np.append(starts[1:], len(rows))
    found = []
    for start, end in zip(starts[broken].tolist(), ends[broken].tolist(), strict=True):
        members = rows[start:end]
        person = str(names[int(group[start])])
        part = f"{person}~{hashlib.sha256(members.tobytes()).hexdigest()[:10]}"
        parts[part] = members
        found.append((person, part))
    return pl.DataFrame(found, schema=empty.schema, orient="row") if found else empty


def _members(parts: dict[str, Ints], std: pl.DataFrame) -> pl.DataFrame:
    records = std["record_id"]
    rows = [len(members) for members in parts.values()]
    names = pl.Series("person_id", list(parts), dtype=pl.String)
    place = np.repeat(np.arange(len(parts)), rows)
    index = np.concatenate([np.zeros(0, dtype=np.int64), *parts.values()])
    return pl.DataFrame(
        {"record_id": records.gather(index), "person_id": names.gather(place)}
    )
