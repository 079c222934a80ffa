"""Small tables of people with twins, namesakes and shared numbers, and their pairs."""

from typing import Any

import polars as pl
from hypothesis import strategies as st

NODES = pl.Schema(
    {
        "record_id": pl.String(),
        "agency": pl.String(),
        "identifier": pl.String(),
        "names": pl.String(),
        "given": pl.String(),
        "family": pl.String(),
        "birth_year": pl.Int32(),
        "birth_month": pl.Int32(),
        "birth_day": pl.Int32(),
        "death": pl.Date(),
        "sex": pl.String(),
        "given_roots": pl.List(pl.String()),
    }
)
EDGES = pl.Schema(
    {
        "record_a": pl.String(),
        "record_b": pl.String(),
        "weight": pl.Float64(),
        "probability": pl.Float64(),
    }
)
LOW, HIGH = 0.0, 6.0

_people = st.fixed_dictionaries(
    {
        "agency": st.sampled_from(["hub", "police"]),
        "identifier": st.sampled_from([None, None, "1", "2", "3"]),
        "given": st.sampled_from([None, "john", "mary", "robert", "jo", "johnny"]),
        "family": st.sampled_from(["smith", "smith", "jones", None]),
        "birth": st.sampled_from(
            [None, (1950, 3, 12), (1980, 5, 21), (1980, 5, 22), (1981, 9, 4)]
        ),
        "sex": st.sampled_from([None, "F", "M"]),
    }
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Nodes, scored pairs by record_id, and never-link pairs."""
    people = draw(st.lists(_people, min_size=1, max_size=9))
    rows = [_row(f"r{i}", person) for i, person in enumerate(people)]
    nodes = pl.DataFrame(rows, schema=NODES)
    ids = nodes["record_id"].to_list()
    pairs = [(a, b) for a in ids for b in ids if a < b]
    weights = draw(
        st.lists(
            st.sampled_from([None, None, -3.0, 1.0, 5.0, 6.0, 6.5, 9.0, 9.0, 20.0]),
            min_size=len(pairs),
            max_size=len(pairs),
        )
    )
    edges = pl.DataFrame(
        [
            (a, b, weight, 1 / (1 + 2**-weight))
            for (a, b), weight in zip(pairs, weights, strict=True)
            if weight is not None
        ],
        schema=EDGES,
        orient="row",
    )
    never = draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else []
    return nodes, edges, never_frame(never)


def never_frame(pairs: list[tuple[str, str]]) -> pl.DataFrame:
    return pl.DataFrame(
        pairs,
        schema={"record_a": pl.String, "record_b": pl.String},
        orient="row",
    )


def _row(record_id: str, person: dict[str, Any]) -> dict[str, Any]:
    year, month, day = person["birth"] or (None, None, None)
    return {
        "record_id": record_id,
        "agency": person["agency"],
        "identifier": person["identifier"],
        "names": person["given"],
        "given": person["given"],
        "family": person["family"],
        "birth_year": year,
        "birth_month": month,
        "birth_day": day,
        "death": None,
        "sex": person["sex"],
        "given_roots": None,
    }


def numbered(nodes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Pairs by row number of the nodes, as the linkage passes them on."""
    rows = dict(zip(nodes["record_id"], range(nodes.height), strict=True))
    return edges.select(
        a=pl.col("record_a").replace_strict(rows, return_dtype=pl.UInt32),
        b=pl.col("record_b").replace_strict(rows, return_dtype=pl.UInt32),
        weight="weight",
        probability="probability",
    )
