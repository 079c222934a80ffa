"""A person's assessments and overrides, and one assessment in full."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from safeward.apps.access.queries import (
    Standing,
    may,
    standing_of,
    with_level,
)
from safeward.apps.access.types import Level, Permission, Purpose, Refused
from safeward.apps.assessments.asking import not_there, person_of
from safeward.apps.assessments.models import Assessment
from safeward.apps.assessments.queries.beginning import is_alleged
from safeward.apps.assessments.queries.looking import looked, own_teams
from safeward.apps.assessments.queries.names import names_of
from safeward.apps.assessments.queries.overrides import override_lines
from safeward.apps.assessments.ranking import next_due, standing_now
from safeward.apps.assessments.types import (
    Answered,
    AssessmentPage,
    Because,
    Concern,
    History,
    Line,
    Look,
    Named,
    Status,
)
from safeward.apps.foundation.ordering import ordered
from safeward.apps.people.queries import record_ids
from safeward.core.instruments.library import IDS, instrument

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from safeward.apps.access.models import User
    from safeward.apps.people.models import Person

_READ = Permission.ASSESSMENT_READ
_NOT_KNOWN = "not known"


def history(*, by: "User", person: UUID, purpose: Purpose | None) -> History:
    """Every assessment that rests on a person's records, latest first.

    Raises:
        Refused: When nothing of this person's assessments is open.
        AuditFailed: The log could not take it; send no answer.
    """
    standing = standing_of(by)
    about = person_of(person, _READ)
    must_read(standing, about, purpose)
    records = record_ids(about.pk)
    rows = list(
        ordered(
            with_level(standing, _about(records), _READ, purpose),
            "-known_on",
            "-id",
        )
    )
    names = names_of(
        standing,
        [about.pk, *(r.person_id for r in rows), *(r.victim_id for r in rows)],
        purpose,
    )
    lines = tuple(line_of(row, names, records) for row in rows)
    overrides = override_lines(standing, Q(person=about), purpose, names)
    now = standing_now([about.pk]).get(about.pk)
    sees_tier = may(standing, Permission.PERSON_READ, about, purpose)
    tier = now.tier if now and sees_tier.level >= Level.SUMMARY else ""
    near = about.team_id in own_teams(by) or _involved(by, about)
    looked(
        by,
        Look.HISTORY,
        purpose=purpose,
        level=max((line.level for line in lines), default=Level.PRESENCE),
        people=[about.pk],
        assessments=[row.pk for row in rows],
        overrides=[line.id for line in overrides],
        outside=0 if near else 1 + len(rows) + len(overrides),
    )
    latest = max(
        (r.known_on for r in rows if r.record_id in set(records)), default=None
    )
    return History(
        person=names[about.pk],
        lines=lines,
        overrides=overrides,
        tier=tier,
        due_on=next_due(now, latest) if now and tier else None,
        may_assess=bool(may(standing, Permission.ASSESSMENT_MAKE, about, purpose)),
        alleged=is_alleged(records),
        may_approve=bool(may(standing, Permission.OVERRIDE_APPROVE, about, purpose)),
    )


def assessment_page(
    *, by: "User", assessment: UUID, purpose: Purpose | None
) -> AssessmentPage:
    """One completed assessment, cut to what is open: answers and words only in full.

    Raises:
        Refused: When less than a summary of it is open.
        AuditFailed: The log could not take it; send no answer.
    """
    standing = standing_of(by)
    row = (
        _rows(with_level(standing, Assessment.objects.all(), _READ, purpose))
        .filter(pk=assessment)
        .order_by("pk")
        .first()
    )
    if row is None or _level(row) < Level.SUMMARY:
        raise _refusal(standing, assessment, purpose)
    names = names_of(standing, [row.person_id, row.victim_id, row.adult_id], purpose)
    full = _level(row) == Level.FULL
    looked(
        by,
        Look.ASSESSMENT,
        purpose=purpose,
        level=_level(row),
        people=[row.person_id, row.victim_id, row.adult_id],
        assessments=[row.pk],
        outside=0 if row.person.team_id in own_teams(by) or row.by_id == by.pk else 1,
    )
    shown = row.shown
    again = may(standing, Permission.ASSESSMENT_MAKE, row.person, purpose)
    return AssessmentPage(
        line=line_of(row, names, None),
        person=names[row.person_id],
        adult=names[row.adult_id] if row.adult_id else None,
        version=row.instrument_version,
        complete=row.complete,
        words=row.words if full else "",
        judged_at=row.judged_at,
        revealed_at=row.revealed_at,
        changed_after=row.changed_after,
        answers=tuple(_answered(row)) if full else (),
        predicts=str(shown.get("predicts", "")),
        validated_on=str(shown.get("validated_on", "")),
        calibration=str(shown.get("calibration", "")),
        refused=str(shown.get("refused", "")),
        why=str(shown.get("why", "")),
        warnings=tuple(shown.get("warnings", ())) if full else (),
        supersedes=row.supersedes_id,
        may_supersede=bool(again) and _superseded_by(row) is None,
    )


def must_read(standing: Standing, about: "Person", purpose: Purpose | None) -> None:
    """Go on only if something of a person's assessments is open.

    Raises:
        Refused: When nothing is.
    """
    decision = may(standing, _READ, about, purpose)
    if not decision:
        raise Refused(decision, _READ, purpose=purpose, thing=about.pk)


def _about(records: Iterable[str]) -> "QuerySet[Assessment]":
    some = list(records)
    return _rows(
        Assessment.objects.filter(Q(record_id__in=some) | Q(victim_record_id__in=some))
    )


def _rows(rows: "QuerySet[Assessment]") -> "QuerySet[Assessment]":
    return rows.select_related("person", "by", "superseded_by")


def _level(row: Assessment) -> Level:
    return Level(getattr(row, "access_level", 0))


def _superseded_by(row: Assessment) -> UUID | None:
    later = getattr(row, "superseded_by", None)
    return later.pk if later is not None else None


def line_of(
    row: Assessment, names: dict[UUID, Named], records: Collection[str] | None
) -> Line:
    """A line of a history; ``records`` are those of the person whose history it is."""
    level = _level(row)
    open_ = level >= Level.SUMMARY
    known = row.instrument in IDS
    victim = names.get(row.victim_id) if row.victim_id else None
    return Line(
        id=row.pk,
        level=level,
        on=row.known_on,
        instrument=row.instrument if open_ else "",
        instrument_name=(
            instrument(row.instrument).name if known and open_ else row.instrument
        )
        if open_
        else "",
        person=names[row.person_id],
        victim=victim if open_ else None,
        of_child=row.of_child and open_,
        own_risk=records is not None and row.record_id not in records,
        by_name=row.by.display_name if open_ else "",
        status=Status(row.status) if open_ else None,
        score=row.score if open_ else None,
        score_low=row.score_low if open_ else None,
        score_high=row.score_high if open_ else None,
        band=row.band if open_ else "",
        band_low=row.band_low if open_ else "",
        band_high=row.band_high if open_ else "",
        maram_level=_maram_words(row.maram_level) if open_ else "",
        concern=Concern(row.concern).words if open_ and row.concern else "",
        superseded_by=_superseded_by(row),
        because=Because(row.because) if row.because and open_ else None,
    )


def _maram_words(code: str) -> str:
    if not code:
        return ""
    bands = instrument("maram").bands
    return next((band.label for band in bands if band.code == code), code)


def _answered(row: Assessment) -> Iterable[Answered]:
    tool = instrument(row.instrument) if row.instrument in IDS else None
    for item_id, answer in row.answers.items():
        label, group, said = item_id, "", answer
        item = next((i for i in tool.items if i.id == item_id), None) if tool else None
        if item is not None:
            label, group = item.label, item.group
            said = next((v.label for v in item.levels if v.code == answer), "") or said
        yield Answered(label=label, answer=said or _NOT_KNOWN, group=group)


def _involved(by: "User", about: "Person") -> bool:
    return about.workers.filter(user=by).exists()


def _refusal(standing: Standing, key: UUID, purpose: Purpose | None) -> Refused:
    row = Assessment.objects.filter(pk=key).order_by("pk").first()
    if row is None:
        return not_there(_READ, key)
    decision = may(standing, _READ, row, purpose, at_least=Level.SUMMARY)
    return Refused(decision, _READ, purpose=purpose, thing=key)
