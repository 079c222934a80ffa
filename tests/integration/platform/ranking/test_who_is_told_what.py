"""What a reader sees of movement, overdue reviews, and one person's place."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from safeward.apps.access.models import Restriction, User
from safeward.apps.access.types import Level, Purpose, Refused, RestrictionKind
from safeward.apps.assessments.ranking import standing_now
from safeward.apps.audit.models import Entry as Logged
from safeward.apps.foundation import clock
from safeward.apps.people.queries import panels
from safeward.apps.ranking.actions import set_holder
from safeward.apps.ranking.models import Entry, Run
from safeward.apps.ranking.queries import changes, overdue, panel
from safeward.apps.ranking.types import Act, Direction, Look
from tests.integration.platform.queue import entries

pytestmark = pytest.mark.django_db
WHY = Purpose.SUPERVISION


@pytest.fixture(autouse=True)
def _morning() -> object:
    with clock.standing_at(entries.MORNING):
        yield


@pytest.fixture
def night() -> Run:
    return entries.run()


def test_changes_name_who_rose_and_who_left_and_why(somebody: User, night: Run) -> None:
    rose, gone = entries.made(night, 1)[0], entries.made(night, 1, start=7)[0]
    Entry.objects.filter(pk=gone.pk).update(
        superseded_at=entries.MORNING,
        shown_until=entries.TODAY,
        left_why="Closed by a decision",
    )
    found = {one.person: one for one in changes(by=somebody, purpose=WHY)}
    assert found[rose.person_id].direction == Direction.ROSE
    assert found[rose.person_id].why == rose.changed_why
    assert found[gone.person_id].direction == Direction.LEFT
    assert found[gone.person_id].why == "Closed by a decision"
    assert found[gone.person_id].to_tier == ""
    read = Logged.objects.get(action=Look.CHANGES.value)
    assert read.actor == somebody.pk


def test_changes_of_another_division_are_not_told(somebody: User, night: Run) -> None:
    entries.made(night, 5, division="ND2")
    assert changes(by=somebody, purpose=WHY) == ()


def test_overdue_reviews_come_most_urgent_and_longest_first(
    somebody: User, night: Run
) -> None:
    entries.made(night, 12)
    late = overdue(by=somebody, purpose=WHY)
    assert late
    assert [(one.tier, one.review_by) for one in late] == sorted(
        (one.tier, one.review_by) for one in late
    )
    assert all(
        one.days_overdue == (entries.TODAY - one.review_by).days > 0 for one in late
    )


def test_lists_take_the_same_number_of_questions(somebody: User, night: Run) -> None:
    entries.made(night, 5)
    with CaptureQueriesContext(connection) as few:
        changes(by=somebody, purpose=WHY)
        overdue(by=somebody, purpose=WHY)
    entries.made(night, 50, start=5)
    with CaptureQueriesContext(connection) as many:
        changes(by=somebody, purpose=WHY)
        overdue(by=somebody, purpose=WHY)
    assert len(few) == len(many)


def test_a_role_without_a_queue_reads_neither(night: Run) -> None:
    entries.made(night, 2)
    keeper = entries.staff("kim", entries.police_team(code="it"), "administrator")
    with pytest.raises(Refused):
        changes(by=keeper, purpose=WHY)
    with pytest.raises(Refused):
        overdue(by=keeper, purpose=WHY)


def test_a_persons_page_shows_their_place(somebody: User, night: Run) -> None:
    _, entry = entries.made(night, 2)
    found = panel(by=somebody, person=entry.person_id, purpose=WHY)
    assert found is not None
    assert (found.row.rank, found.row.level) == (2, Level.FULL)
    assert found.row.reasons
    (shown,) = [
        each
        for each in panels(somebody, entry.person_id, WHY)
        if each.title == "Priority"
    ]
    page = render_to_string(shown.template, {"panel": shown.data})
    assert "number 2 in ND1" in page
    assert entry.reasons[0]["sentence"] in page


def test_whoever_may_see_only_that_a_person_exists_sees_no_place(
    somebody: User, night: Run
) -> None:
    (entry,) = entries.made(night, 1)
    Restriction.objects.create(
        kind=RestrictionKind.EMPLOYEE.value,
        subject_id=entry.person_id,
        agency=somebody.agency,
        division="ND9",
        since=date(2020, 1, 1),
        set_by=somebody,
    )
    liaison = entries.staff(
        "lia", entries.police_team(code="station"), "liaison_officer"
    )
    assert panel(by=liaison, person=entry.person_id, purpose=WHY) is None


def test_a_person_outside_the_queue_has_no_panel(somebody: User, night: Run) -> None:
    (entry,) = entries.made(night, 1)
    Entry.objects.filter(pk=entry.pk).update(
        superseded_at=entries.MORNING, shown_until=entries.TODAY
    )
    assert panel(by=somebody, person=entry.person_id, purpose=WHY) is None


def test_who_holds_somebody_is_shown_once_and_audited(
    somebody: User, night: Run
) -> None:
    (entry,) = entries.made(night, 1)
    for _ in range(2):
        set_holder(by=somebody, person=entry.person_id, holder=somebody.pk)
    entry.refresh_from_db()
    assert entry.holder_id == somebody.pk
    assert Logged.objects.filter(action=Act.HELD.value).count() == 1
    for _ in range(2):
        set_holder(by=somebody, person=entry.person_id, holder=None)
    entry.refresh_from_db()
    assert entry.holder_id is None
    assert Logged.objects.filter(action=Act.HELD.value).count() == 2


def test_assessments_are_told_where_somebody_stands(somebody: User, night: Run) -> None:
    (entry,) = entries.made(night, 1, facts_tier="T3")
    told = standing_now([entry.person_id])[entry.person_id]
    assert (told.tier, told.floor, told.since) == ("T1", "T3", entry.since)
    assert told.review_by == entries.TODAY + timedelta(days=3)
