"""What the brief shows, as plain values: the page lays out, this decides.

Nothing here holds an address, a phone, an e-mail, a name of a victim survivor or child,
or who told us: the only names that reach it are those of people of concern.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import polars as pl
from attrs import field, frozen

from safeward.core.brief.names import Named, name_people
from safeward.core.pipeline import Result
from safeward.core.priority.types import Previous
from safeward.core.vocabulary.calendar import months_before
from safeward.core.vocabulary.codes import TIERS

T2_SHOWN = 30
"""People of the second tier shown in full a division; the rest are in queue.csv."""

LISTED = 20
"""Rows of a long list shown in the page; the whole list is in the file named beside."""

SEVERAL_SHOWN = 10

CONTACT_MONTHS = 24
"""Somebody harmed longer ago, and not protected by a current order, is counted only."""


@frozen
class Contact:
    """A victim survivor or child to contact today, never named."""

    who: str
    relationship: str
    of: str
    last_event: date | None
    facts: tuple[str, ...]


@frozen
class Person:
    """A person of concern as the unit reads of them."""

    person_id: str
    name: str
    rank: int
    tier: str
    since: date | None
    likelihood: int
    severity: int
    reasons: tuple[str, ...]
    checks: tuple[str, ...]
    would_change: tuple[str, ...]
    response: str
    shortfall: bool
    review_by: date | None
    provisional: str
    because: str
    was: tuple[str, ...]
    also_in: tuple[str, ...]


@frozen
class Division:
    """One division's morning."""

    code: str
    counts: dict[str, int]
    contacts: tuple[Contact, ...]
    first: tuple[Person, ...]
    second: tuple[Person, ...]
    second_more: int
    young: tuple[Person, ...]
    under_age: int
    rose: tuple[dict[str, Any], ...]
    left: tuple[dict[str, Any], ...]
    fell: tuple[dict[str, Any], ...]
    overdue: tuple[dict[str, Any], ...]
    overdue_more: int
    review_hours: float
    capacity: dict[str, Any] | None


@frozen
class Brief:
    """The whole page."""

    as_of: date
    compared_with: date | None
    policy_id: str
    policy_status: str
    run_id: str
    jurisdiction: str
    people: int
    counts: dict[str, int]
    warnings: tuple[str, ...]
    unmet: tuple[str, ...]
    unmet_more: int
    divisions: tuple[Division, ...]
    several: tuple[dict[str, Any], ...]
    several_more: int
    quality: dict[str, Any]
    concentration: pl.DataFrame
    allocated: bool
    words: dict[str, str] = field(factory=dict)


def build(
    result: Result,
    *,
    run_id: str,
    concentration: pl.DataFrame,
    previous: Previous | None,
) -> Brief:
    """Put one run, and the one before it, into the shape of the page."""
    queue = result.queue
    named = name_people(result.holdings, result.linked, queue, result.as_of)
    report = result.allocation.report() if result.allocation else {}
    unmet = report.get("unmet", ())
    by_division = {entry["division"]: entry for entry in report.get("divisions", [])}
    several = _several(result.priorities.safety)
    counts = dict(queue.group_by("tier").len().iter_rows())
    return Brief(
        as_of=result.as_of,
        compared_with=previous.as_of if previous else None,
        policy_id=result.policy.id,
        policy_status=result.policy.status,
        run_id=run_id,
        jurisdiction=result.jurisdiction,
        people=queue.height,
        counts={tier: counts.get(tier, 0) for tier in TIERS},
        warnings=result.priorities.warnings,
        unmet=tuple(_with_names(said, named) for said in unmet[:LISTED]),
        unmet_more=max(0, len(unmet) - LISTED),
        divisions=tuple(
            _division(code, part, result, named, by_division.get(code))
            for (code,), part in sorted(
                queue.partition_by("division", as_dict=True).items(),
                key=lambda pair: str(pair[0][0]),
            )
        ),
        several=tuple(several[:SEVERAL_SHOWN]),
        several_more=max(0, len(several) - SEVERAL_SHOWN),
        quality={**_quality(result), "forms": result.priorities.not_collected},
        concentration=concentration,
        allocated=result.allocation is not None,
    )


def _division(
    code: str,
    part: pl.DataFrame,
    result: Result,
    named: dict[str, Named],
    capacity: dict[str, Any] | None,
) -> Division:
    adults = part.filter(pl.col("stream") == "adult").sort("rank")
    first = _people(adults.filter(pl.col("tier") == "T1"), named)
    second = adults.filter(pl.col("tier") == "T2")
    young = part.filter(pl.col("stream") == "young_person").sort("rank")
    counts = dict(part.group_by("tier").len().iter_rows())
    changes = result.priorities.changes.filter(pl.col("division") == code)
    overdue = result.priorities.overdue.filter(pl.col("division") == code).sort(
        "tier", pl.col("days_overdue") * -1, "person_id"
    )
    return Division(
        code=code,
        counts={tier: counts.get(tier, 0) for tier in TIERS},
        contacts=tuple(_contacts(part, result, named)),
        first=first,
        second=_people(second.head(T2_SHOWN), named),
        second_more=max(0, second.height - T2_SHOWN),
        young=_people(young.filter(pl.col("tier").is_in(["T1", "T2"])), named),
        under_age=part.filter(pl.col("stream") == "under_age").height,
        rose=_changes(changes, "rose", named),
        fell=_changes(changes, "fell", named),
        left=_changes(changes, "left", named),
        overdue=tuple(
            {**row, "name": _short(named, row["person_id"])}
            for row in overdue.head(LISTED).iter_rows(named=True)
        ),
        overdue_more=max(0, overdue.height - LISTED),
        review_hours=float(result.priorities.review_hours.get(code, 0)),
        capacity=_line(capacity, named),
    )


def _line(
    capacity: dict[str, Any] | None, named: dict[str, Named]
) -> dict[str, Any] | None:
    """The division's hours and line, the next five by name."""
    if capacity is None:
        return None
    beyond = [
        {**case, "name": _short(named, case["person_id"])}
        for case in capacity.get("next_five", ())
    ]
    return {**capacity, "next_five": beyond}


def _with_names(sentence: str, named: dict[str, Named]) -> str:
    """Put names where a sentence of another stage could only say a person_id."""
    return " ".join(
        named[part].text if part in named else part for part in sentence.split(" ")
    )


def _short(named: dict[str, Named], person_id: str) -> str:
    known = named.get(person_id)
    return known.text if known else person_id


def _people(rows: pl.DataFrame, named: dict[str, Named]) -> tuple[Person, ...]:
    return tuple(
        Person(
            person_id=row["person_id"],
            name=_short(named, row["person_id"]),
            rank=row["rank"],
            tier=row["tier"],
            since=row["since"],
            likelihood=row["likelihood"],
            severity=row["severity"],
            reasons=tuple(row["reasons"] or ()),
            checks=tuple(row["checks"] or ()),
            would_change=tuple(row["would_change"] or ()),
            response=row["response"] or "",
            shortfall=bool(row["shortfall"]),
            review_by=row["review_by"],
            provisional=(
                f"between {row['tier_high']} and {row['tier_low']}"
                if row["provisional"]
                else ""
            ),
            because="; ".join(row["provisional_because"] or ()),
            was=tuple(row["was"] or ()),
            also_in=tuple(row["also_in"] or ()),
        )
        for row in rows.iter_rows(named=True)
    )


def _contacts(
    part: pl.DataFrame, result: Result, named: dict[str, Named]
) -> Iterable[Contact]:
    """Victim survivors and children of the first tier's people, numbered, unnamed."""
    recent = months_before(result.as_of, CONTACT_MONTHS)
    first = part.filter(pl.col("tier") == "T1").select("person_id", "rank")
    children = result.priorities.safety.select(
        "person_id", "is_child", "own_assessment_on"
    )
    rows = (
        result.priorities.relationships.join(
            first, left_on="perpetrator", right_on="person_id"
        )
        .filter((pl.col("last_event") > recent) | pl.col("order_current"))
        .join(children, left_on="victim_survivor", right_on="person_id", how="left")
        .sort(
            "rank",
            "is_child",
            pl.col("last_event").cast(pl.Int32) * -1,
            "victim_survivor",
            nulls_last=True,
        )
    )
    number: dict[tuple[str, bool], int] = {}
    for row in rows.iter_rows(named=True):
        child = bool(row["is_child"])
        key = (row["perpetrator"], child)
        number[key] = number.get(key, 0) + 1
        facts = []
        if row["order_current"]:
            facts.append("order current")
        if row["events_12m"]:
            days = "event day" if row["events_12m"] == 1 else "event days"
            facts.append(f"{row['events_12m']} {days} in 12 months")
        if child and not row["own_assessment_on"]:
            facts.append("no assessment of the child's own")
        yield Contact(
            who=f"{'child' if child else 'victim survivor'} {number[key]}",
            relationship=(row["relationship"] or "relationship not recorded").replace(
                "_", " "
            ),
            of=_short(named, row["perpetrator"]),
            last_event=row["last_event"],
            facts=tuple(facts),
        )


def _changes(
    changes: pl.DataFrame, direction: str, named: dict[str, Named]
) -> tuple[dict[str, Any], ...]:
    chosen = changes.filter(pl.col("direction") == direction).sort(
        "to_tier", "from_tier", "person_id"
    )
    return tuple(
        {**row, "name": _short(named, row["person_id"])}
        for row in chosen.head(LISTED).iter_rows(named=True)
    )


def _several(safety: pl.DataFrame) -> list[dict[str, Any]]:
    """People harmed by two or more, most first; said of them, never scored."""
    return (
        safety.filter(pl.col("alleged_perpetrators_36m") >= 2)
        .sort(
            pl.col("alleged_perpetrators_36m") * -1,
            "highest_tier",
            "person_id",
            nulls_last=True,
        )
        .to_dicts()
    )


def _quality(result: Result) -> dict[str, Any]:
    rejected = result.holdings.rejected
    persons = result.holdings.persons
    total = max(1, persons.height)
    queue = result.queue
    return {
        "rows_refused": rejected.filter(pl.col("refused") == "row")
        .unique(["file", "line"])
        .height,
        "values_refused": rejected.filter(pl.col("refused") == "value").height,
        "worst": rejected.group_by("file", "column", "reason")
        .len()
        .sort(pl.col("len") * -1, "file", "column", "reason")
        .head(5)
        .to_dicts(),
        "no_birth": persons["date_of_birth"].null_count() / total,
        "doubtful": result.priorities.review.height,
        "provisional": int(queue["provisional"].sum() or 0),
        "provisional_share": (queue["provisional"].sum() or 0) / max(1, queue.height),
    }
