"""Folders of agency files as hypothesis makes them: mostly good, now and then awful."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from safeward.core.holdings.schema import TABLES, Column, Kind, Table

type Rows = list[dict[str, str]]

BAD_DAYS = st.sampled_from(
    [
        "2023-02-30",
        "31/12/2020",
        "1899-05-05",
        "2999-01-01",
        "0000-00-00",
        "x",
        "20200101",
    ]
)
CLOCKS = st.sampled_from(["", "T00:00", "T23:59", "T10:05", "T24:00", " 10:00"])
TEXTS = st.text(
    alphabet=st.sampled_from(list('aB é,;"\n\r\t#=Ł名\u2003\x00\u0301')), max_size=8
)
POOLS = {
    "persons": [f"R{n}" for n in range(6)],
    "incidents": [f"I{n}" for n in range(4)],
    "orders": [f"O{n}" for n in range(3)],
    "assessments": ["A0", "A1"],
}

ODD_ID = "X7"
"""An id that only an odd row bears, so that a refusal spreads from it."""


def cells(table: Table, column: Column, spoiled: bool) -> st.SearchStrategy[str]:
    """Values of a column: good ones, and where spoiled, bad ones too."""
    good = _good(table, column)
    owner = column.references or (table.name if column.name == table.key[0] else None)
    if spoiled and owner:
        good = st.sampled_from(range(4)).flatmap(_mostly(good, st.just(ODD_ID)))
    if not column.required or column.may_be_empty:
        good = st.one_of(st.just(""), good)
    if not spoiled:
        return good
    bad = st.one_of(st.just(""), BAD_DAYS, TEXTS, st.sampled_from(["R9", "I9", "?"]))
    often = 3 if column.name in ("agency", "kind") else 12
    return st.sampled_from(range(often)).flatmap(_mostly(good, bad))


def _mostly[T](
    usual: st.SearchStrategy[T], rare: st.SearchStrategy[T]
) -> Callable[[int], st.SearchStrategy[T]]:
    """The rare one when nought is drawn, else the usual one."""
    return lambda drawn: usual if drawn else rare


def _good(table: Table, column: Column) -> st.SearchStrategy[str]:
    owner = column.references or (table.name if column.name == table.key[0] else None)
    if column.kind is Kind.LIST and owner:
        return st.lists(st.sampled_from(POOLS[owner]), max_size=3).map(";".join)
    if owner:
        return st.sampled_from(POOLS[owner])
    if column.name == "agency":
        return st.sampled_from(["police", "Police ", "hub"])
    if column.name == "division":
        return st.sampled_from(["ND1", "nd1", "North"])
    match column.kind:
        case Kind.CODE:
            return st.sampled_from([*column.codes[:3], column.codes[0].upper()])
        case Kind.YES_NO:
            return st.sampled_from(["yes", "no", "YES"])
        case Kind.DATE:
            return st.sampled_from(["2020-01-01", "2021-06-30", "2024-02-29"])
        case Kind.MOMENT:
            day = st.sampled_from(["2020-01-01", "2021-06-30"])
            return st.tuples(
                day, CLOCKS.filter(lambda c: c != "T24:00" and c[:1] != " ")
            ).map("".join)
        case Kind.NUMBER:
            return st.sampled_from(["0", "9", "10", "365.5"])
        case Kind.DIGITS:
            return st.sampled_from(["3000", "0800"])
        case Kind.LABEL:
            return st.sampled_from(["q1", "Q2", "maram"])
        case _:
            return TEXTS


SHOWN = {
    "sex", "date_of_birth", "family_name", "recorded_on", "reported_on", "harm",
    "order_id", "predominant_aggressor", "weapon", "outcome", "outcome_on", "injury",
    "other_names", "protected_record_id", "served_on", "victim_record_id",
    "incident_id", "tier",
}  # fmt: skip
"""Optional columns that are enough to meet every rule."""


def row(table: Table, *, spoiled: bool) -> st.SearchStrategy[dict[str, str]]:
    """One row with the required columns and some of the others."""
    return st.fixed_dictionaries(
        {
            column.name: cells(table, column, spoiled)
            for column in table.columns
            if column.required or column.name in SHOWN
        }
        | {"Extra": TEXTS}
    )


def rows(name: str, *, spoiled: bool) -> st.SearchStrategy[Rows]:
    """Good rows enough that the run goes on, and a few that may be anything."""
    table = TABLES[name]
    good = row(table, spoiled=False)
    if len(table.key) == 1:
        pool = POOLS[name]
        base = st.lists(good, min_size=len(pool), max_size=len(pool)).map(
            lambda listed: [
                each | {table.key[0]: key}
                for each, key in zip(listed, pool, strict=True)
            ]
        )
    else:
        base = st.lists(
            good,
            min_size=4,
            max_size=6,
            unique_by=lambda each: tuple(each[part].lower() for part in table.key),
        )
    odd = st.lists(row(table, spoiled=spoiled), max_size=3)
    if spoiled and len(table.key) == 1:
        odd = odd.map(
            lambda listed: [
                each | ({table.key[0]: ODD_ID} if place == 0 else {})
                for place, each in enumerate(listed)
            ]
        )
    return st.tuples(base, odd).map(lambda both: [*both[0], *both[1]])


def holdings(*, spoiled: bool) -> st.SearchStrategy[dict[str, Rows]]:
    """All six tables."""
    return st.fixed_dictionaries({name: rows(name, spoiled=spoiled) for name in TABLES})


def as_csv(
    table: Rows, columns: list[str], *, quote_all: bool = False, end: str = "\n"
) -> bytes:
    """A well-formed CSV file of some rows."""
    out = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.DictWriter(out, columns, quoting=quoting, lineterminator=end)
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode()


def columns_of(table: Rows, name: str) -> list[str]:
    """The columns of generated rows, or the required ones when there is no row."""
    return list(table[0]) if table else [*TABLES[name].required, "Extra"]


def write(
    place: Path, tables: dict[str, Rows], render: Callable[..., bytes] = as_csv
) -> Path:
    """A folder of CSV files."""
    place.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        (place / f"{name}.csv").write_bytes(render(table, columns_of(table, name)))
    return place
