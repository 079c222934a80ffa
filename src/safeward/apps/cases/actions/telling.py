"""Tell priority what was decided, as a row of decisions, and score the person again."""

from datetime import date
from typing import TYPE_CHECKING

from safeward.apps.access.queries import posts
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.cases.models import Case
from safeward.apps.foundation import clock
from safeward.apps.ranking.actions import rescore
from safeward.apps.records.actions import append, withdraw_decision

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def tell(
    case: Case, kind: str, *, by: "User | None", tier: str = "", reason: str = ""
) -> None:
    """Append a decision of today about the person, and rescore them.

    Args:
        case: The case.
        kind: A kind of the holdings format: ``review``, ``close``, ``reopen``, ...
        by: Who decided; nobody is the platform.
        tier: The tier set or confirmed; "" lets the facts of the day say it.
        reason: Why, as a code.

    Raises:
        CaseRefused: No record stands for the person.
    """
    held = posts(of=by) if by else []
    append(
        by=by,
        decisions=[
            {
                "record_id": _record(case),
                "decided_on": clock.today(),
                "kind": kind,
                "tier": tier or None,
                "by_role": held[0][0] if held else None,
                "reason": reason or None,
            }
        ],
    )
    rescore(persons=[case.person_id], at=clock.now())


def untell(case: Case, kind: str, *, by: "User", on: date) -> None:
    """Withdraw a decision that was told by mistake, and rescore the person."""
    withdraw_decision(by=by, record_id=_record(case), decided_on=on, kind=kind)
    rescore(persons=[case.person_id], at=clock.now())


def _record(case: Case) -> str:
    """The record that decisions about the person are written to: the latest known."""
    place = case.person.places.order_by("-known_on", "pk").first()
    if place is None:
        raise CaseRefused("No record stands for this person, so nothing can be told.")
    return place.record_id
