"""What is handed to the source records, so that the core reads it as any agency's."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from safeward.apps.access.queries import posts
from safeward.apps.assessments.models import Assessment
from safeward.apps.records.actions import append

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def hand_over(by: "User", row: Assessment, *, void: bool = False) -> None:
    """Write a completed assessment among the records, or say that it is void."""
    append(
        by=by,
        assessments=[
            {
                "assessment_id": str(row.pk),
                "instrument": row.instrument,
                "completed_on": row.known_on,
                "record_id": row.record_id,
                "victim_record_id": row.victim_record_id or None,
                "incident_id": row.incident_id or None,
                "answers": _answers(row.answers),
                "void": True if void else None,
            }
        ],
    )


def hand_over_decision(
    by: "User", *, record_id: str, on: date, kinds: tuple[str, ...], tier: str, why: str
) -> None:
    """Write decisions of one day about a tier among the records."""
    roles = posts(of=by)
    append(
        by=by,
        decisions=[
            {
                "record_id": record_id,
                "decided_on": on,
                "kind": kind,
                "tier": tier,
                "by_role": roles[0][0] if roles else None,
                "reason": why,
            }
            for kind in kinds
        ],
    )


def _answers(answers: Mapping[str, str]) -> dict[str, str | None]:
    return {item: answer or None for item, answer in answers.items()}
