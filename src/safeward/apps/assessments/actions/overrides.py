"""Set a tier by judgement: upward at once, downward only when another person agrees.

A tier never falls below what the facts alone give, and never for want of hours: the
list of reasons has none. What is in force is written among the records as a decision,
from which the nightly batch and the live path both read it.
"""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.assessments.asking import person_of
from safeward.apps.assessments.handed import hand_over_decision
from safeward.apps.assessments.models import Override
from safeward.apps.assessments.ranking import rescore, standing_now
from safeward.apps.assessments.telling import tell_supervisors
from safeward.apps.assessments.types import (
    Act,
    Kept,
    OverrideReason,
    OverrideRefused,
    OverrideState,
    Standing,
)
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.people.queries import record_ids
from safeward.core.vocabulary.codes import TIERS

if TYPE_CHECKING:
    from safeward.apps.access.models import User
    from safeward.apps.people.models import Person


@transaction.atomic
def raise_tier(
    *,
    by: "User",
    person: UUID,
    to_tier: str,
    reason: OverrideReason,
    words: str,
    purpose: Purpose | None = None,
) -> UUID:
    """Raise a person's tier by judgement; it holds from now on.

    Raises:
        Refused: When the actor does not assess this person.
        OverrideRefused: When the tier is not higher, the reason is none for raising, or
            there are no words.
    """
    about = person_of(person, Permission.ASSESSMENT_MAKE)
    must(by, Permission.ASSESSMENT_MAKE, about, purpose)
    now = _standing(about)
    _must_be_said(to_tier, reason, words, "up")
    if not to_tier < now.tier:
        raise OverrideRefused(
            f"The tier is {now.tier} already; raising means a more urgent one."
        )
    row = _row(by, about, now, to_tier, reason, words, OverrideState.IN_FORCE)
    hand_over_decision(
        by,
        record_id=row.record_id,
        on=row.known_on,
        kinds=("override",),
        tier=to_tier,
        why=reason.value,
    )
    _record(by, Act.RAISED, row, purpose)
    rescore([about.pk])
    return row.pk


@transaction.atomic
def ask_lower(
    *,
    by: "User",
    person: UUID,
    to_tier: str,
    reason: OverrideReason,
    words: str,
    purpose: Purpose | None = None,
) -> UUID:
    """Ask a supervisor to let a tier fall; nothing changes until they agree.

    Raises:
        Refused: When the actor does not assess this person.
        OverrideRefused: When the tier is not lower, or below what the facts give; the
            reason is none for lowering; or somebody asked already.
    """
    about = person_of(person, Permission.ASSESSMENT_MAKE)
    must(by, Permission.ASSESSMENT_MAKE, about, purpose)
    now = _standing(about)
    _must_be_said(to_tier, reason, words, "down")
    _must_stay_above(now, to_tier)
    if Override.objects.filter(person=about, state=OverrideState.WAITING).exists():
        raise OverrideRefused(
            "A lower tier has been asked for already and waits for a supervisor."
        )
    row = _row(by, about, now, to_tier, reason, words, OverrideState.WAITING)
    tell_supervisors(row)
    _record(by, Act.LOWER_ASKED, row, purpose)
    return row.pk


@transaction.atomic
def decide_lower(
    *,
    by: "User",
    override: UUID,
    approve: bool,
    words: str,
    purpose: Purpose | None = None,
) -> None:
    """Approve or refuse a lower tier that a colleague asked for.

    Where somebody stands is read again now: what has become known since the asking may
    hold the tier up.

    Raises:
        Refused: When the actor approves nothing about this person.
        OverrideRefused: When it is the actor's own wish, it is decided already, the
            facts hold the tier up, or there are no words.
    """
    row = _waiting(override)
    must(by, Permission.OVERRIDE_APPROVE, row.person, purpose)
    if row.by_id == by.pk:
        raise OverrideRefused("Nobody approves their own wish; ask another supervisor.")
    if not words.strip():
        raise OverrideRefused("Say in a few words why you decide so.")
    row.decided_by, row.decided_at, row.answer = by, clock.now(), words.strip()
    if approve:
        now = _standing(row.person)
        _must_stay_above(now, row.to_tier)
        row.floor, row.state = now.floor, OverrideState.IN_FORCE.value
    else:
        row.state = OverrideState.REFUSED.value
    row.save()
    if approve:
        # A tier falls at a recorded review only, so the approval is one.
        hand_over_decision(
            by,
            record_id=row.record_id,
            on=clock.today(),
            kinds=("override", "review"),
            tier=row.to_tier,
            why=row.reason,
        )
    act = Act.LOWER_APPROVED if approve else Act.LOWER_REFUSED
    _record(by, act, row, purpose)
    if approve:
        rescore([row.person_id])


@transaction.atomic
def withdraw_lower(*, by: "User", override: UUID) -> None:
    """Take back one's own wish for a lower tier before it is decided.

    Raises:
        OverrideRefused: When it is somebody else's, or decided already.
    """
    row = _waiting(override)
    if row.by_id != by.pk:
        raise OverrideRefused("Only who asked for it can take it back.")
    row.state = OverrideState.WITHDRAWN.value
    row.save()
    _record(by, Act.LOWER_WITHDRAWN, row, None)


def _standing(person: "Person") -> Standing:
    now = standing_now([person.pk]).get(person.pk)
    if now is None:
        raise OverrideRefused(
            "This person has no tier: nobody is in the queue without a report, a "
            "current order or a release. Make a report first."
        )
    return now


def _must_be_said(
    to_tier: str, reason: OverrideReason, words: str, direction: str
) -> None:
    if to_tier not in TIERS:
        raise OverrideRefused("Choose a tier.")
    if reason.direction != direction:
        raise OverrideRefused("Choose a reason that fits the direction.")
    if not words.strip():
        raise OverrideRefused("Say in a few words why, so that others can follow.")


def _must_stay_above(now: Standing, to_tier: str) -> None:
    if not to_tier > now.tier:
        raise OverrideRefused(
            f"The tier is {now.tier} now; lowering means a less urgent one."
        )
    if now.floor and to_tier > now.floor:
        raise OverrideRefused(
            f"What is known holds the tier at {now.floor} at least. A judgement cannot "
            "lower it further; if a fact is recorded wrongly, have that corrected."
        )


def _row(
    by: "User",
    person: "Person",
    now: Standing,
    to_tier: str,
    reason: OverrideReason,
    words: str,
    state: OverrideState,
) -> Override:
    records = record_ids(person.pk)
    return Override.objects.create(
        known_on=clock.today(),
        person=person,
        record_id=records[0],
        from_tier=now.tier,
        to_tier=to_tier,
        direction=reason.direction,
        reason=reason.value,
        words=words.strip(),
        by=by,
        state=state.value,
        floor=now.floor,
    )


def _waiting(key: UUID) -> Override:
    row = (
        Override.objects.select_for_update(of=("self",))
        .select_related("person", "by")
        .filter(pk=key)
        .order_by("pk")
        .first()
    )
    if row is None or row.state != OverrideState.WAITING:
        raise OverrideRefused("This wish is not there, or is decided already.")
    return row


def _record(by: "User", act: Act, row: Override, purpose: Purpose | None) -> None:
    record_write(
        by=by.pk,
        action=act,
        things=[Thing(Kept.OVERRIDE, row.pk), Thing(Kept.PERSON, row.person_id)],
        purpose=purpose,
        reasons=[OverrideReason(row.reason)],
    )
