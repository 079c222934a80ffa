"""Take cold cases up again when what they wait for has happened."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction

from safeward.apps.cases import rows
from safeward.apps.cases.actions.ending import wake
from safeward.apps.cases.actions.happening import state_of
from safeward.apps.cases.models import Case
from safeward.apps.cases.replay import State
from safeward.apps.cases.standing import in_status, with_status
from safeward.apps.cases.types import Status, WakeUp
from safeward.apps.notices.actions import announce
from safeward.apps.notices.types import Event
from safeward.apps.people.queries import people_of, record_ids

SOON: Final = timedelta(days=28)
CUSTODY: Final = ("remand", "imprisonment")
PROTECTS: Final = (
    "safety_notice",
    "interim_intervention",
    "final_intervention",
    "personal_safety_intervention",
)


def nightly(*, today: date) -> int:
    """What a case needs every night: wake what is cold, tell of reviews now overdue.

    Returns:
        How many cold cases were woken.
    """
    late = Case.objects.filter(
        person__entries__superseded_at=None,
        person__entries__review_by=today - timedelta(days=1),
    )
    for case in late.order_by("id"):
        with transaction.atomic():
            announce(
                event=Event.REVIEW_OVERDUE,
                agency=case.agency,
                about=case.pk,
                subjects=[case.person_id],
            )
    return wake_cold_cases(today=today)


def wake_cold_cases(*, today: date) -> int:
    """Wake every cold case for which something that it waits for has happened.

    Each case in a transaction of its own; meant for the nightly run.

    Returns:
        How many were woken.
    """
    woken = 0
    cold = in_status(with_status(Case.objects.all()), [Status.COLD])
    for case in cold.order_by("id"):
        why = _why(case, state_of(case), today)
        if why is not None:
            wake(by=None, case=case.pk, why=why)
            woken += 1
    return woken


def _why(case: Case, state: State, today: date) -> WakeUp | None:
    """The first thing that happened, in the order of the list; None for nothing."""
    records = record_ids(case.person_id)
    since = state.since or today
    waits = {WakeUp(code) for code in state.wake_on}
    if WakeUp.NEW_VICTIM in waits and _new_victim(records, since):
        return WakeUp.NEW_VICTIM
    if WakeUp.NEW_REPORT in waits and _incidents(records, since):
        return WakeUp.NEW_REPORT
    soon = (today, today + SOON)
    ends = rows.orders().filter(record_id__in=records)
    custody = ends.filter(kind__in=CUSTODY)
    released = custody.filter(ended_on__gte=since) | custody.filter(
        ended_on=None, expires_on__range=soon
    )
    if WakeUp.RELEASE in waits and released.exists():
        return WakeUp.RELEASE
    expiring = ends.filter(kind__in=PROTECTS, ended_on=None, expires_on__range=soon)
    if WakeUp.ORDER_EXPIRY in waits and expiring.exists():
        return WakeUp.ORDER_EXPIRY
    return None


def _incidents(records: tuple[str, ...], since: date | None) -> set[str]:
    """Reports that name the person as alleged perpetrator, learned of after a day."""
    named = (
        rows.involvements()
        .filter(record_id__in=records, role="perpetrator")
        .values_list("incident_id", flat=True)
    )
    found = rows.incidents().filter(incident_id__in=list(named))
    if since is not None:
        found = found.filter(reported_on__gt=since)
    return set(found.values_list("incident_id", flat=True))


def _new_victim(records: tuple[str, ...], since: date) -> bool:
    every, after = _incidents(records, None), _incidents(records, since)
    return bool(_harmed(after) - _harmed(every - after))


def _harmed(incidents: set[str]) -> set[object]:
    harmed = rows.involvements().filter(
        incident_id__in=incidents, role__in=["victim_survivor", "child"]
    )
    return set(people_of(set(harmed.values_list("record_id", flat=True))).values())
