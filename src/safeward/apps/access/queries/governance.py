"""Staff, teams, agencies, limits and emergency looks, for whoever answers for them.

Each decides through `may` and `visible` and records one read, like any page.
"""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, Q

from safeward.apps.access.deciding.one import CLOSED
from safeward.apps.access.models import (
    Agency,
    BreakGlass,
    Conflict,
    Membership,
    Restriction,
    Team,
    User,
)
from safeward.apps.access.queries.asking import may, visible
from safeward.apps.access.queries.telling import Look, looks_of
from safeward.apps.access.roles import ROLES
from safeward.apps.access.standing import holds_on
from safeward.apps.access.types import (
    AgencyKind,
    AgencyLine,
    ConflictKind,
    ConflictLine,
    Decision,
    Ground,
    Level,
    LimitLine,
    Permission,
    PostLine,
    Prescription,
    Purpose,
    Refused,
    RestrictionKind,
    StaffLine,
    StaffPage,
    TeamLine,
)
from safeward.apps.access.types.audited import Act, Kept
from safeward.apps.audit.actions import record_read
from safeward.apps.audit.types import Detail, Thing
from safeward.apps.foundation import clock

PERSON = "people.person"
MOST = 500


def staff(*, by: User) -> tuple[StaffLine, ...]:
    """The accounts that somebody answers for or works beside, by name.

    Raises:
        Refused: No role of theirs sees staff.
    """
    _must(by, Permission.STAFF_READ)
    near = visible(by, Membership.objects.all(), Permission.STAFF_READ)
    own = visible(by, User.objects.all(), Permission.STAFF_READ)
    rows = list(
        User.objects.filter(
            Q(pk__in=near.values("user_id")) | Q(pk__in=own.values("pk"))
        )
        .select_related("agency")
        .order_by("display_name", "id")[:MOST]
    )
    lines = _lines(rows)
    _read(by, Act.STAFF_READ, Detail.SUMMARY, Kept.ACCOUNT, [row.pk for row in rows])
    return lines


def staff_page(*, by: User, account: UUID) -> StaffPage:
    """One account with its roles, now and before.

    Raises:
        Refused: It is not the actor's to see, or there is none.
    """
    row = User.objects.select_related("agency").filter(pk=account).first()
    posts = Membership.objects.filter(user_id=account)
    decision = may(by, Permission.STAFF_READ, row)
    near = visible(by, posts, Permission.STAFF_READ).exists()
    if row is None or not (decision or near):
        closed = Decision(False, Level.NOTHING, (CLOSED,), (Ground.OUT_OF_REACH,))
        raise Refused(closed, Permission.STAFF_READ, thing=account)
    today = clock.today()
    held = posts.select_related("team__agency").order_by("-since", "-id")
    own_team = Team.objects.filter(agency=row.agency, closed_on=None)
    page = StaffPage(
        line=_lines([row])[0],
        posts=tuple(
            PostLine(
                id=post.pk,
                role=ROLES[post.role].title,
                team=post.team.name,
                agency=post.team.agency.name,
                since=post.since,
                until=post.until,
                ended=post.until is not None and post.until < today,
            )
            for post in held
        ),
        may_change=bool(may(by, Permission.STAFF_SET, row)),
        teams=tuple(own_team.order_by("name", "id").values_list("pk", "name")),
        roles=tuple(
            (code, role.title)
            for code, role in ROLES.items()
            if AgencyKind(row.agency.kind) in role.held_at
        ),
    )
    _read(by, Act.STAFF_READ, Detail.FULL, Kept.ACCOUNT, [account])
    return page


def unit_list(*, by: User) -> tuple[TeamLine, ...]:
    """The teams of the agencies that somebody keeps or oversees.

    Raises:
        Refused: No role of theirs sees staff.
    """
    _must(by, Permission.STAFF_READ)
    today = clock.today()
    counted = Count("memberships", filter=_holding(today))
    rows = visible(by, Team.objects.all(), Permission.STAFF_READ).annotate(
        members=counted
    )
    kept = set(visible(by, Team.objects.all(), Permission.AGENCY_SET).values_list("pk"))
    return tuple(
        TeamLine(
            id=row.pk,
            code=row.code,
            name=row.name,
            agency=row.agency.name,
            division=row.division,
            prescription=Prescription(row.prescription).words,
            members=row.members,
            closed_on=row.closed_on,
            may_change=(row.pk,) in kept,
        )
        for row in rows.select_related("agency").order_by("agency__name", "name", "id")
    )


def agency_list(*, by: User) -> tuple[AgencyLine, ...]:
    """The agencies that somebody keeps or oversees.

    Raises:
        Refused: No role of theirs sees staff.
    """
    _must(by, Permission.STAFF_READ)
    rows = visible(by, Agency.objects.all(), Permission.STAFF_READ)
    kept = set(
        visible(by, Agency.objects.all(), Permission.AGENCY_SET).values_list("pk")
    )
    counted = Count("teams", filter=Q(teams__closed_on=None))
    return tuple(
        AgencyLine(
            id=row.pk,
            code=row.code,
            name=row.name,
            kind=AgencyKind(row.kind).words,
            teams=row.open_teams,
            closed_on=row.closed_on,
            may_change=(row.pk,) in kept,
        )
        for row in rows.annotate(open_teams=counted).order_by("name", "id")
    )


def limits(*, by: User, purpose: Purpose | None) -> tuple[LimitLine, ...]:
    """The restrictions that hold today of people whom somebody may restrict.

    A restriction that bars its reader is not shown to them: it would say why.

    Raises:
        Refused: No role of theirs restricts records.
    """
    _must(by, Permission.RESTRICTION_SET)
    rows = Restriction.objects.filter(holds_on(clock.today())).order_by("since", "id")
    codes = _codes(by, rows, Permission.RESTRICTION_SET, purpose)
    shown = [row for row in rows if row.subject_id in codes][:MOST]
    lines = tuple(
        LimitLine(
            id=row.pk,
            subject=row.subject_id,
            subject_code=codes[row.subject_id],
            kind=RestrictionKind(row.kind).words,
            since=row.since,
            until=row.until,
            by_record=row.set_by_id is None,
        )
        for row in shown
    )
    _read(
        by,
        Act.LIMITS_READ,
        Detail.FULL,
        Kept.SUBJECT,
        [row.subject_id for row in shown],
        purpose,
    )
    return lines


def conflicts(*, by: User, purpose: Purpose | None) -> tuple[ConflictLine, ...]:
    """The conflicts of the staff of one's team that hold today.

    Raises:
        Refused: No role of theirs keeps a conflict list.
    """
    _must(by, Permission.CONFLICT_SET)
    posts = Membership.objects.filter(holds_on(clock.today()))
    team = visible(by, posts, Permission.CONFLICT_SET).values("user_id")
    rows = (
        Conflict.objects.filter(holds_on(clock.today()), user__in=team)
        .select_related("user")
        .order_by("since", "id")
    )
    codes = _codes(by, rows, Permission.PERSON_READ, purpose)
    lines = tuple(
        ConflictLine(
            id=row.pk,
            account=row.user_id,
            name=row.user.display_name,
            subject=row.subject_id,
            subject_code=codes[row.subject_id],
            kind=ConflictKind(row.kind).words,
            since=row.since,
            own=row.user_id == by.pk,
        )
        for row in rows
        if row.subject_id in codes
    )
    shown = [line.subject for line in lines]
    _read(by, Act.LIMITS_READ, Detail.FULL, Kept.SUBJECT, shown, purpose)
    return lines


def looks(*, by: User, reviewed: bool = False) -> tuple[Look, ...]:
    """Emergency looks, those still to be reviewed or those that were; latest first.

    Raises:
        Refused: The actor does not review emergency looks.
    """
    _must(by, Permission.BREAK_GLASS_REVIEW)
    rows = BreakGlass.objects.filter(reviewed_at__isnull=not reviewed)
    found = looks_of(rows.order_by("-opened_at", "-id")[:MOST])
    _read(
        by,
        Act.LOOKS_READ,
        Detail.FULL,
        Kept.EMERGENCY_LOOK,
        [look.id for look in found],
        Purpose.OVERSIGHT,
    )
    return found


def employers(*, by: User) -> tuple[tuple[UUID, str], ...]:
    """Agencies that a restricted employee may work at.

    Raises:
        Refused: No role of theirs restricts records.
    """
    _must(by, Permission.RESTRICTION_SET)
    rows = Agency.objects.filter(closed_on=None).order_by("name", "id")
    return tuple(rows.values_list("pk", "name"))


def restriction(*, by: User, limit: UUID) -> Restriction | None:
    """A restriction to lift; whether it may be is decided by whom it is about.

    Raises:
        Refused: No role of theirs restricts records.
    """
    _must(by, Permission.RESTRICTION_SET)
    rows = Restriction.objects.filter(holds_on(clock.today()), pk=limit)
    return rows.order_by("pk").first()


def conflict_of(*, by: User, conflict: UUID) -> Conflict | None:
    """A conflict to end; whether it may be is decided by whose it is.

    Raises:
        Refused: No role of theirs keeps a conflict list.
    """
    _must(by, Permission.CONFLICT_SET)
    rows = Conflict.objects.filter(holds_on(clock.today()), pk=conflict)
    return rows.select_related("user").order_by("pk").first()


def colleagues(*, by: User) -> tuple[tuple[UUID, str], ...]:
    """Accounts whose conflict list somebody keeps.

    Raises:
        Refused: No role of theirs keeps one.
    """
    _must(by, Permission.CONFLICT_SET)
    posts = Membership.objects.filter(holds_on(clock.today()))
    team = visible(by, posts, Permission.CONFLICT_SET).values("user_id")
    rows = User.objects.filter(pk__in=team, is_active=True)
    return tuple(rows.order_by("display_name", "id").values_list("pk", "display_name"))


def names_of(*, by: User, accounts: Iterable[UUID]) -> dict[UUID, str]:
    """Names of accounts for whoever reads the audit log.

    Raises:
        Refused: The actor does not read it.
    """
    _must(by, Permission.AUDIT_READ)
    rows = User.objects.filter(pk__in=list(accounts)).order_by("pk")
    return dict(rows.values_list("pk", "display_name"))


def account_named(*, by: User, username: str) -> UUID | None:
    """The account with a user name, for whoever reads the audit log.

    Raises:
        Refused: The actor does not read it.
    """
    _must(by, Permission.AUDIT_READ)
    rows = User.objects.filter(username__iexact=username.strip()).order_by("pk")
    return rows.values_list("pk", flat=True).first()


def person_coded(*, by: User, code: str) -> UUID | None:
    """The person with a code, for whoever reads the audit log.

    Raises:
        Refused: The actor does not read it.
    """
    _must(by, Permission.AUDIT_READ)
    rows = _people().filter(code__iexact=code.strip()).order_by("pk")
    return rows.values_list("pk", flat=True).first()


def _people() -> "models.QuerySet[models.Model]":
    # By name: which app keeps people is nothing that this one knows.
    people: models.QuerySet[models.Model] = apps.get_model(PERSON).objects.all()
    return people


def _codes(
    by: User,
    rows: "models.QuerySet[Restriction] | models.QuerySet[Conflict]",
    action: Permission,
    purpose: Purpose | None,
) -> dict[UUID, str]:
    people = _people().filter(pk__in=rows.order_by().values("subject_id"))
    return dict(visible(by, people, action, purpose).values_list("pk", "code"))


def _lines(rows: list[User]) -> tuple[StaffLine, ...]:
    held: dict[UUID, list[str]] = {}
    for post in (
        Membership.objects.filter(holds_on(clock.today()), user__in=rows)
        .select_related("team")
        .order_by("since", "id")
    ):
        words = f"{ROLES[post.role].title}, {post.team.name}"
        held.setdefault(post.user_id, []).append(words)
    return tuple(
        StaffLine(
            id=row.pk,
            username=row.username,
            name=row.display_name,
            agency=row.agency.name,
            active=row.is_active,
            roles=tuple(held.get(row.pk, ())),
        )
        for row in rows
    )


def _holding(day: "object") -> Q:
    return Q(memberships__since__lte=day) & (
        Q(memberships__until=None) | Q(memberships__until__gte=day)
    )


def _must(by: User, action: Permission) -> None:
    decision = may(by, action)
    if not decision:
        raise Refused(decision, action)


def _read(
    by: User,
    act: Act,
    detail: Detail,
    kind: Kept,
    ids: list[UUID],
    purpose: Purpose | None = None,
) -> None:
    things = [Thing(kind, one) for one in ids]
    record_read(by=by.pk, action=act, purpose=purpose, detail=detail, things=things)
