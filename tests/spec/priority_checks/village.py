"""A few people written by hand, and the whole of prioritising run on them."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from safeward.core.holdings.known import known
from safeward.core.holdings.types import Holdings
from safeward.core.linkage.types import Linked
from safeward.core.priority.policy import Policy, load_policy
from safeward.core.priority.prioritise import prioritise
from safeward.core.priority.types import Previous, Priorities
from safeward.core.vocabulary.law import Law, load_law
from tests.spec.history.examples import table

TODAY = date(2026, 6, 30)
Row = Mapping[str, Any]


def ago(days: int) -> date:
    """So many days before the day of the run."""
    return TODAY - timedelta(days=days)


class Village:
    """Rows of every table; records are names, people the same names in capitals."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = {
            name: []
            for name in (
                "persons",
                "incidents",
                "involvements",
                "orders",
                "assessments",
                "decisions",
            )
        }
        self.given: set[str] = set()
        self.same: dict[str, str] = {}
        self.doubtful: list[tuple[str, str, float]] = []
        self.weak: list[tuple[str, str, float, list[str]]] = []

    def person(self, record: str, **facts: Any) -> None:
        """A mention of a person; an adult, unless said."""
        self.tables["persons"].append(
            {
                "record_id": record,
                "agency": "police",
                "date_of_birth": date(1985, 3, 4),
                **facts,
            }
        )

    def report(
        self,
        days_ago: int,
        perpetrator: str = "al",
        victim: str = "bo",
        *,
        child: str = "",
        relationship: str = "partner",
        **facts: Any,
    ) -> str:
        """A report made on the day it happened."""
        number = f"I{len(self.tables['incidents']):03d}"
        self.tables["incidents"].append(
            {
                "incident_id": number,
                "agency": "police",
                "kind": "family_violence",
                "occurred_on": ago(days_ago),
                "reported_on": ago(days_ago),
                "division": "ND1",
                **facts,
            }
        )
        roles = (
            ("perpetrator", perpetrator),
            ("victim_survivor", victim),
            ("child", child),
        )
        for role, records in roles:
            for record in records.split():
                self.tables["involvements"].append(
                    {
                        "incident_id": number,
                        "record_id": record,
                        "role": role,
                        "relationship": None if role == "perpetrator" else relationship,
                    }
                )
        return number

    def order(self, kind: str, issued: int, **facts: Any) -> None:
        """An order against a person."""
        self.tables["orders"].append(
            {
                "order_id": f"O{len(self.tables['orders']):03d}",
                "record_id": "al",
                "kind": kind,
                "issued_on": ago(issued),
                **facts,
            }
        )

    def assessed(self, instrument: str, days_ago: int, **facts: Any) -> None:
        """A completed assessment; ``score`` or ``level`` unless items are given."""
        number = f"A{len(self.tables['assessments']):03d}"
        self.tables["assessments"].append(
            {
                "assessment_id": number,
                "instrument": instrument,
                "completed_on": ago(days_ago),
                "record_id": "al",
                "victim_record_id": "bo",
                **facts,
            }
        )

    def decided(
        self, kind: str, days_ago: int, record: str = "al", **facts: Any
    ) -> None:
        """What somebody decided."""
        self.given.add("decisions")
        self.tables["decisions"].append(
            {"record_id": record, "decided_on": ago(days_ago), "kind": kind, **facts}
        )

    def holdings(self) -> Holdings:
        """Everything, with a person for every record that is named."""
        have = {row["record_id"] for row in self.tables["persons"]}
        for name in ("involvements", "orders", "assessments"):
            for row in self.tables[name]:
                for column in ("record_id", "victim_record_id"):
                    record = row.get(column)
                    if record and record not in have:
                        have.add(record)
                        self.person(record)
        frames = {name: table(name, rows) for name, rows in self.tables.items()}
        return Holdings(
            **{name: _dated(name, frame) for name, frame in frames.items()},
            rejected=pl.DataFrame(),
            given=frozenset(self.given),
        )

    def linked(self, holdings: Holdings) -> Linked:
        """Who is who, as the village says."""
        records = holdings.persons["record_id"].to_list()
        people = pl.DataFrame(
            {
                "record_id": records,
                "person_id": [self.same.get(r, r).upper() for r in records],
                "probability": [1.0] * len(records),
                "basis": ["alone"] * len(records),
            },
            schema={
                "record_id": pl.String,
                "person_id": pl.String,
                "probability": pl.Float64,
                "basis": pl.String,
            },
        )
        schema = {
            "record_a": pl.String,
            "record_b": pl.String,
            "weight": pl.Float64,
            "probability": pl.Float64,
        }
        return Linked(
            people=people,
            review=pl.DataFrame(
                [(a, b, 0.0, p, "doubtful") for a, b, p in self.doubtful],
                schema={**schema, "why": pl.String},
                orient="row",
            ),
            weak_joins=pl.DataFrame(
                [(a, b, 0.0, p, side) for a, b, p, side in self.weak],
                schema={**schema, "side": pl.List(pl.String)},
                orient="row",
            ),
            records_read=len(records),
            pairs_scored=0,
            model_id="by hand",
        )

    def run(
        self,
        as_of: date = TODAY,
        *,
        policy: Policy | None = None,
        law: Law | None = None,
        previous: Previous | None = None,
    ) -> Priorities:
        """Prioritise what is known on a day."""
        today = known(self.holdings(), as_of)
        return prioritise(
            today,
            self.linked(today),
            as_of=as_of,
            policy=policy or load_policy(),
            law=law or load_law("victoria"),
            previous=previous,
        )


_KNOWN = {
    "persons": "recorded_on",
    "incidents": "reported_on",
    "orders": "issued_on",
    "assessments": "completed_on",
    "decisions": "decided_on",
}


def _dated(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Known from its own date; an involvement is as old as the rest."""
    when = pl.col(_KNOWN[name]) if name in _KNOWN else pl.lit(None, pl.Date)
    return frame.with_columns(when.alias("known_on"))


_IDS = (
    "record_id",
    "victim_record_id",
    "incident_id",
    "order_id",
    "assessment_id",
    "predominant_aggressor",
)


def together(stories: Mapping[str, Village]) -> Village:
    """Many villages as one, every name prefixed by its story: one run for all."""
    whole = Village()
    for name, village in stories.items():
        village.holdings()
        whole.given |= village.given
        whole.same |= {f"{name}.{a}": f"{name}.{b}" for a, b in village.same.items()}
        for table_name, rows in village.tables.items():
            whole.tables[table_name] += [
                {
                    column: f"{name}.{value}" if column in _IDS and value else value
                    for column, value in told.items()
                }
                for told in rows
            ]
    return whole


def row(frame: pl.DataFrame, person: str = "AL") -> dict[str, Any]:
    """The one row about a person."""
    found = frame.filter(pl.col("person_id") == person).to_dicts()
    assert len(found) == 1, f"{person}: {len(found)} rows"
    return found[0]


def codes(frame: pl.DataFrame, column: str = "person_id") -> list[Any]:
    """A column as a list."""
    values: Iterable[Any] = frame[column].to_list()
    return list(values)
