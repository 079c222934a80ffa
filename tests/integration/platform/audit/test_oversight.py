"""What oversight can ask, and that asking is recorded too."""

import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from safeward.apps.audit import actions, queries
from safeward.apps.audit.models import Entry
from safeward.apps.audit.types import Line, LogAction
from safeward.apps.foundation import clock
from tests.integration.platform.audit.conftest import ME, OTHER, Word, opened, person

pytestmark = pytest.mark.django_db(transaction=True)
EYE = UUID(int=0xC)
MONDAY = datetime.datetime(2026, 3, 2, 11, tzinfo=ZoneInfo("Australia/Melbourne"))
SINCE, UNTIL = MONDAY - datetime.timedelta(days=1), MONDAY + datetime.timedelta(days=1)


def at(minute: int) -> datetime.datetime:
    return MONDAY + datetime.timedelta(minutes=minute)


def test_who_saw_a_person_newest_first_and_nobody_else() -> None:
    with clock.standing_at(at(0)):
        first = opened(1)
    with clock.standing_at(at(1)):
        opened(2)
    with clock.standing_at(at(2)):
        last = opened(1, by=OTHER)
    lines = queries.who_read(
        by=EYE, purpose=Word.RISK, thing=person(1), since=SINCE, until=UNTIL
    )
    assert [(line.id, line.actor) for line in lines] == [(last, OTHER), (first, ME)]
    assert (lines[0].action, lines[0].purpose) == ("person_read", "assess_risk")


def test_a_moment_outside_the_time_asked_for_is_left_out() -> None:
    with clock.standing_at(UNTIL):
        opened(1)
    with clock.standing_at(SINCE):
        within = opened(1)
    lines = queries.who_read(
        by=EYE, purpose=Word.RISK, thing=person(1), since=SINCE, until=UNTIL
    )
    assert [line.id for line in lines] == [within]


def test_pages_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    with clock.standing_at(at(0)):
        entries = [opened(number) for number in range(3)]
    with clock.standing_at(at(1)):
        entries += [opened(number) for number in range(2)]
    seen: list[Line] = []
    while True:
        lines = queries.done_by(
            by=EYE,
            purpose=Word.RISK,
            actor=ME,
            since=SINCE,
            until=UNTIL,
            before=seen[-1] if seen else None,
        )
        if not lines:
            break
        seen += lines
    assert [line.id for line in seen] == entries[::-1]


def test_asking_is_recorded_with_whom_it_was_about() -> None:
    queries.who_read(
        by=EYE, purpose=Word.RISK, thing=person(1), since=SINCE, until=UNTIL
    )
    queries.done_by(by=EYE, purpose=Word.RISK, actor=ME, since=SINCE, until=UNTIL)
    who, done = Entry.objects.order_by("id")
    assert (who.actor, who.kind, who.action) == (EYE, "read", LogAction.WHO_READ)
    assert person(1).id.hex in who.things
    assert (done.action, ME.hex in done.things) == (LogAction.DONE_BY, True)


def test_a_day_of_many_searches_without_opening_is_put_before_oversight() -> None:
    for number in range(12):
        with clock.standing_at(at(number)):
            actions.record_search(
                by=ME,
                action=Word.SEARCH,
                purpose=Word.RISK,
                things=[person(number)] if number % 2 else [],
            )
            actions.record_search(
                by=OTHER, action=Word.SEARCH, purpose=Word.RISK, things=[person(1)]
            )
            opened(1, by=OTHER)
    with clock.standing_at(at(20)):
        opened(3, by=OTHER, outside=9)
        found = queries.unusual(by=EYE, purpose=Word.RISK, day=MONDAY.date())
    assert [(one.rule, one.actor, one.count) for one in found] == [
        ("searches_without_opening", ME, 12),
        ("outside_own_cases", OTHER, 9),
    ]
    told = Entry.objects.get(action=LogAction.UNUSUAL)
    assert ME.hex in told.things
    assert OTHER.hex in told.things


def test_a_day_is_a_civil_day_of_the_agency() -> None:
    midnight = MONDAY.replace(hour=0)
    for minute in range(20):
        with clock.standing_at(midnight + datetime.timedelta(minutes=minute)):
            opened(1)
        with clock.standing_at(midnight - datetime.timedelta(minutes=minute + 1)):
            opened(1)
    found = queries.unusual(by=EYE, purpose=Word.RISK, day=MONDAY.date())
    assert [(one.rule, one.count) for one in found] == [("out_of_hours", 20)]


def test_a_question_that_cannot_be_recorded_has_no_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(**given: object) -> None:
        raise actions.AuditFailed("no entry")

    monkeypatch.setattr(queries, "record_read", broken)
    with pytest.raises(actions.AuditFailed):
        queries.unusual(by=EYE, purpose=Word.RISK, day=MONDAY.date())
