"""What a unit has in a week, and how well a station's reports were made."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission, Purpose
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.cases import rows
from safeward.apps.cases.checklist import CHECKLIST
from safeward.apps.cases.errors import CaseRefused
from safeward.apps.cases.models import QualityCheck, WeeklyHours
from safeward.apps.cases.types import CaseAction, CaseThing, QualityAnswer
from safeward.apps.foundation import clock
from safeward.apps.intake.actions import ask_follow_up
from safeward.apps.intake.types import FollowUpReason

if TYPE_CHECKING:
    from safeward.apps.access.models import Team, User

MOST_HOURS = 10_000


@transaction.atomic
def set_hours(
    *,
    by: "User",
    team: UUID,
    hours: Mapping[str, float],
    purpose: Purpose | None,
) -> UUID:
    """Say how many hours a unit's division has a week, by kind of staff.

    Raises:
        Refused: When the actor allocates no cases for the team.
        CaseRefused: When a number of hours cannot be right, or the team works in no
            division.
    """
    row: Team = rows.the(rows.teams(), team, "team")
    must(by, Permission.CASE_ALLOCATE, row, purpose)
    if not row.division:
        raise CaseRefused("This team works in no division.")
    if not hours or any(not 0 <= number <= MOST_HOURS for number in hours.values()):
        raise CaseRefused(f"Write hours from 0 to {MOST_HOURS:,}.")
    made = WeeklyHours.objects.create(
        agency=row.agency.code,
        division=row.division,
        team=row,
        hours=dict(sorted(hours.items())),
        by=by,
        known_on=clock.today(),
    )
    record_write(
        by=by.pk, action=CaseAction.HOURS_SET, things=[Thing(CaseThing.HOURS, made.pk)]
    )
    return made.pk


@transaction.atomic
def check_report(
    *,
    by: "User",
    report: UUID,
    answers: Mapping[str, QualityAnswer],
    purpose: Purpose | None,
    ask: Sequence[tuple[FollowUpReason, str]] = (),
) -> UUID:
    """Check a report line by line, and ask its maker for what is missing.

    Raises:
        Refused: When the actor checks no reports here.
        CaseRefused: When the actor made the report, or a line is not answered.
    """
    row = rows.the(rows.reports(), report, "report")
    must(by, Permission.REPORT_CHECK, row, purpose)
    if row.maker_id == by.pk:
        raise CaseRefused("A report is checked by somebody else than its maker.")
    missing = [words for code, words in CHECKLIST.items() if code not in answers]
    if missing:
        raise CaseRefused(f"Answer every line; still open: {missing[0]}")
    made = QualityCheck.objects.create(
        report=row,
        by=by,
        known_on=clock.today(),
        answers={code: answers[code].value for code in CHECKLIST},
    )
    for reason, words in ask:
        ask_follow_up(by=by, report=row.pk, reason=reason, words=words, purpose=purpose)
    record_write(
        by=by.pk,
        action=CaseAction.QUALITY_CHECK,
        things=[Thing(CaseThing.REPORT, row.pk)],
    )
    return made.pk
