"""Begin a draft, keep what was typed, throw it away."""

from typing import TYPE_CHECKING
from uuid import UUID

from attrs import evolve
from django.db import transaction

from safeward.apps.access.actions.asking import must
from safeward.apps.access.queries import Standing, may, standing_of
from safeward.apps.access.types import Decision, Ground, Level, Permission, Refused
from safeward.apps.audit.actions import record_write
from safeward.apps.audit.types import Thing
from safeward.apps.foundation import clock
from safeward.apps.intake.models import Draft, Report
from safeward.apps.intake.sealing import seal, unseal
from safeward.apps.intake.types.audited import Act, Kept
from safeward.apps.intake.types.content import Content, Party, from_json, to_json
from safeward.apps.intake.types.words import Choice, ReportKind
from safeward.core.vocabulary.errors import UnusableInput

if TYPE_CHECKING:
    from safeward.apps.access.models import User

MOST_DRAFTS = 20
"""Of one person; a draft is a report not yet made, not a place to keep things."""


class DraftMoved(UnusableInput):
    """The draft was saved from another window since this one was opened."""


class TooManyDrafts(UnusableInput):
    """Somebody has more drafts open than anybody finishes."""


def permission_for(kind: ReportKind) -> Permission:
    """What somebody needs to make a report of this kind."""
    if kind is ReportKind.PARTNER_REFERRAL:
        return Permission.REFERRAL_MAKE
    return Permission.REPORT_MAKE


@transaction.atomic
def begin_draft(*, by: "User", kind: ReportKind, earlier: UUID | None = None) -> UUID:
    """Begin a report; new evidence about an earlier one begins with its people.

    Raises:
        Refused: When this person makes no such reports, or may not see the earlier one.
        TooManyDrafts: When too many are open.
    """
    standing = standing_of(by)
    must(standing, permission_for(kind))
    if Draft.objects.filter(user=by).count() >= MOST_DRAFTS:
        raise TooManyDrafts(
            f"You have {MOST_DRAFTS} drafts open; finish or throw away one of them."
        )
    post = standing.post_for(permission_for(kind))
    content = Content(division=post.division if post else "")
    if earlier is not None:
        content = evolve(content, parties=_parties_of(earlier, by))
    now = clock.now()
    draft = Draft.objects.create(
        user=by,
        kind=kind.value,
        earlier_id=earlier,
        sealed=seal(to_json(content), of=by.pk),
        updated_at=now,
    )
    record_write(by=by.pk, action=Act.DRAFT_BEGUN, things=[Thing(Kept.DRAFT, draft.pk)])
    return draft.pk


@transaction.atomic
def save_draft(*, by: "User", draft: UUID, content: Content, revision: int) -> int:
    """Keep what was typed; saving what is there already changes nothing.

    Args:
        by: The draft's writer.
        draft: Which one.
        content: Everything that stands in the form now.
        revision: The revision that the writer's window last knew.

    Returns:
        The draft's revision now.

    Raises:
        Refused: When it is nobody's or another's.
        DraftMoved: When another window saved something else meanwhile.
    """
    row = own_draft(by, draft, lock=True)
    text = to_json(content)
    if unseal(row.sealed, of=by.pk) == text:
        return row.revision
    if row.revision != revision:
        raise DraftMoved(
            "This draft was changed in another window. Open it again there, or copy "
            "what you typed here before you reload this page."
        )
    row.sealed = seal(text, of=by.pk)
    row.revision += 1
    row.updated_at = clock.now()
    row.save(update_fields=["sealed", "revision", "updated_at"])
    return row.revision


@transaction.atomic
def throw_away_draft(*, by: "User", draft: UUID) -> None:
    """Delete a draft that is not to become a report.

    Raises:
        Refused: When it is nobody's or another's.
    """
    row = own_draft(by, draft, lock=True)
    record_write(
        by=by.pk, action=Act.DRAFT_THROWN_AWAY, things=[Thing(Kept.DRAFT, row.pk)]
    )
    row.delete()


def own_draft(
    by: "User", draft: UUID, *, lock: bool = False, standing: Standing | None = None
) -> Draft:
    """Find somebody's own draft; whoever has read how they stand hands that over.

    Raises:
        Refused: When there is none of theirs; another's answers as one that is not.
    """
    rows = Draft.objects.select_for_update() if lock else Draft.objects.all()
    row = rows.filter(pk=draft, user=by).order_by("pk").first()
    if row is None:
        raise not_there(Permission.REPORT_MAKE, draft)
    must(standing or by, permission_for(ReportKind(row.kind)), row)
    return row


def not_there(action: Permission, thing: UUID) -> Refused:
    """The refusal of what does not exist: the same as of what is another's."""
    nothing = Decision(
        False, Level.NOTHING, ("This is not open to you.",), (Ground.OUT_OF_REACH,)
    )
    return Refused(nothing, action, thing=thing)


def content_of(row: Draft) -> Content:
    """What a draft says.

    Raises:
        DraftUnreadable: When the platform's key has changed since.
    """
    return from_json(unseal(row.sealed, of=row.user_id))


def _parties_of(earlier: UUID, by: "User") -> tuple[Party, ...]:
    """The people of an earlier report, as persons already known."""
    report = Report.objects.filter(pk=earlier).order_by("pk").first()
    if report is None or not may(
        by, Permission.REPORT_READ, report, at_least=Level.FULL
    ):
        raise not_there(Permission.REPORT_READ, earlier)
    rows = report.parties.select_related("person").order_by("position", "pk")
    return tuple(
        Party(
            key=str(row.position),
            role=row.role,
            choice=Choice.SAME,
            person=row.person_id,
            family_name=row.person.family_name,
            given_names=row.person.given_names,
            date_of_birth=row.person.date_of_birth,
            sex=row.person.sex,
            relationship=row.relationship,
        )
        for row in rows
    )
