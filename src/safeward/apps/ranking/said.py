"""What is said of one person, as an entry keeps it: from the night's frames or live."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any

from attrs import field, frozen

from safeward.apps.ranking.rules import policy
from safeward.apps.ranking.types import Clock
from safeward.core.priority.live import LiveEntry
from safeward.core.priority.live_orders import Stood
from safeward.core.priority.tiers import OVERRIDE

_MOST_POINTS = 99_999
_LAST_DAY = 99_999_999

Row = Mapping[str, Any]


@frozen
class Said:
    """Everything that an entry says of somebody, apart from what moved them.

    Attributes:
        code: The person's code.
        values: Columns of the entry.
        main_reason: The first reason that the policy gives, for "why it rose".
    """

    code: str
    values: Mapping[str, Any] = field(hash=False)
    main_reason: str

    @property
    def tier(self) -> str:
        """The tier shown."""
        tier: str = self.values["tier"]
        return tier

    @property
    def content(self) -> str:
        """SHA-256 of all of it: the same means that nothing new is said."""
        told = json.dumps(self.values, sort_keys=True, default=str)
        return sha256(told.encode()).hexdigest()


def of_night(row: Row, reasons: Sequence[Row], stake: Mapping[str, int]) -> Said:
    """From a row of the night's queue, its reasons, and who is at stake."""
    gap = row["provisional_because"][:1] if row["known_gap"] else []
    return Said(
        code=row["person_id"],
        main_reason=next(
            (r["sentence"] for r in reasons if r["axis"] != "note"),
            reasons[0]["sentence"] if reasons else "",
        ),
        values=_values(
            row,
            code=row["person_id"],
            facts_tier=facts_tier(row["matrix_tier"], row["floors"]),
            reasons=[
                {
                    "axis": reason["axis"],
                    "points": reason["points"],
                    "sentence": reason["sentence"],
                    "source": reason["source"],
                    "evidence": list(reason["evidence"] or ()),
                }
                for reason in reasons
            ],
            unknowns=gap,
            stake={
                "victim_survivors": row["victim_survivors"],
                "children": row["children"],
                **stake,
            },
            clocks=_clocks(
                row["review_by"],
                row["next_order_expiry"],
                row["oldest_unserved_on"],
                row["release_due_on"],
            ),
        )
        | {"response": row["response"] or "", "shortfall": row["shortfall"]},
    )


def of_report(entry: LiveEntry) -> Said:
    """From what the live engine says of one person; responses are the night's."""
    stood: Stood = entry.stood
    row = {
        "division": entry.division,
        "also_in": entry.also_in,
        "stream": entry.stream,
        "tier": entry.tier,
        "raw_tier": entry.raw_tier,
        "since": entry.since,
        "likelihood": entry.assessed.likelihood,
        "severity": entry.assessed.severity,
        "order_points": entry.order_points,
        "last_event_on": entry.last_event_on,
        "provisional": bool(entry.provisional_because),
        "provisional_because": entry.provisional_because,
        "tier_low": entry.tier,
        "tier_high": entry.tier_high,
        "checks": entry.checks,
        "would_change": entry.would_change,
        "review_by": entry.review_by,
        "reviewed_on": entry.reviewed_on,
    }
    return Said(
        code=entry.person_id,
        main_reason=entry.main_reason,
        values=_values(
            row,
            code=entry.person_id,
            facts_tier=facts_tier(entry.assessed.matrix_tier, entry.assessed.floors),
            reasons=[
                {
                    "axis": reason.axis,
                    "points": reason.points,
                    "sentence": reason.sentence,
                    "source": reason.source,
                    "evidence": list(reason.evidence),
                }
                for reason in entry.reasons
            ],
            unknowns=list(entry.provisional_because),
            stake={
                "victim_survivors": entry.victim_survivors,
                "children": entry.children,
            },
            clocks=_clocks(
                entry.review_by,
                stood.next_order_expiry,
                stood.oldest_unserved_on,
                stood.release_due_on,
            ),
        )
        | {"response": "", "shortfall": None},
    )


def facts_tier(matrix_tier: str, floors: Iterable[str]) -> str:
    """The tier that the facts alone give: no override, no hold."""
    tiers = {floor.id: floor.tier for floor in policy().floors}
    return min([matrix_tier, *(tiers[name] for name in floors if name != OVERRIDE)])


def place(tier: str, points: int, last: date | None, code: str) -> str:
    """A text that sorts as people are ranked: by code point, smallest first."""
    day = last.year * 10_000 + last.month * 100 + last.day if last else 0
    return f"{tier}{_MOST_POINTS - points:05d}{_LAST_DAY - day:08d}{code}"


def _values(
    row: Row,
    *,
    code: str,
    facts_tier: str,
    reasons: list[dict[str, Any]],
    unknowns: list[str],
    stake: dict[str, int],
    clocks: list[dict[str, str]],
) -> dict[str, Any]:
    return {
        "division": row["division"],
        "also_in": list(row["also_in"]),
        "stream": row["stream"],
        "tier": row["tier"],
        "raw_tier": row["raw_tier"],
        "facts_tier": facts_tier,
        "since": row["since"],
        "likelihood": row["likelihood"],
        "severity": row["severity"],
        "order_points": row["order_points"],
        "last_event_on": row["last_event_on"],
        "place": place(row["tier"], row["order_points"], row["last_event_on"], code),
        "provisional": bool(row["provisional"]),
        "provisional_because": "; ".join(row["provisional_because"]),
        "tier_low": row["tier_low"],
        "tier_high": row["tier_high"],
        "unknowns": unknowns,
        "checks": list(row["checks"]),
        "reasons": reasons,
        "would_change": list(row["would_change"]),
        "stake": stake,
        "clocks": clocks,
        "review_by": row["review_by"],
        "reviewed_on": row["reviewed_on"],
    }


def _clocks(
    review: date | None, expiry: date | None, unserved: date | None, out: date | None
) -> list[dict[str, str]]:
    days = {
        Clock.REVIEW: review,
        Clock.ORDER_EXPIRES: expiry,
        Clock.ORDER_UNSERVED_SINCE: unserved,
        Clock.RELEASE: out,
    }
    return [
        {"what": what.value, "on": day.isoformat()} for what, day in days.items() if day
    ]
