"""Who is due again, what oversight counts, and how many questions lists ask."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safeward.apps.access.roles.police import IntelligenceAnalyst
from safeward.apps.access.types import Refused
from safeward.apps.assessments.actions import raise_tier
from safeward.apps.assessments.queries import due, figures, history
from safeward.apps.assessments.queries.figures import FEWEST
from safeward.apps.assessments.types import OverrideReason
from safeward.apps.audit.models import Entry
from tests.integration.platform.assessments.cases import (
    TODAY,
    WORDS,
    Case,
    Queue,
    person,
)
from tests.integration.platform.assessments.making import assessed
from tests.integration.platform.people.staff import somebody

YEAR = timedelta(days=365)


def test_the_clock_of_the_tier_says_when_somebody_is_due(
    case: Case, queue: Queue
) -> None:
    queue.put(case.person, "T2", since=date(2026, 6, 20))
    (line,) = due(by=case.investigator, purpose=None)
    assert (line.due_on, line.days_over) == (date(2026, 6, 27), 4)
    assessed(case.investigator, case.person)
    assert due(by=case.investigator, purpose=None) == ()
    queue.put(case.person, "T2", since=TODAY)
    found = history(by=case.investigator, person=case.person.pk, purpose=None)
    assert found.due_on == TODAY + timedelta(days=7)


def test_a_tier_reached_since_starts_the_clock_again(case: Case, queue: Queue) -> None:
    queue.put(case.person, "T1", since=TODAY - timedelta(days=1))
    (line,) = due(by=case.investigator, purpose=None)
    assert line.due_on == TODAY


def test_only_people_of_ones_own_teams_are_listed(case: Case, queue: Queue) -> None:
    queue.put(case.person, "T1", since=date(2026, 6, 1))
    assert due(by=case.far_away, purpose=None) == ()
    assert due(by=case.worker, purpose=None) == ()


def test_lists_ask_as_many_questions_for_many_as_for_few(
    case: Case, queue: Queue
) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as one:
            due(by=case.investigator, purpose=None)
        with CaptureQueriesContext(connection) as two:
            history(by=case.investigator, person=case.person.pk, purpose=None)
        return len(one), len(two)

    def more(number: int) -> None:
        other = person(f"other {number}", "Somebody", "Else")
        type(other).objects.filter(pk=other.pk).update(team=case.person.team)
        queue.put(other, "T1", since=date(2026, 6, 1))
        assessed(case.investigator, case.person, case.victim)

    more(0)
    few = asked()
    for number in range(1, 9):
        more(number)
    assert asked() == few


def test_oversight_counts_bands_by_judgement_and_names_nobody(
    case: Case, queue: Queue
) -> None:
    queue.put(case.person, "T3")
    for _ in range(FEWEST):
        assessed(case.investigator, case.person, judgement="high")
    assessed(case.investigator, case.person, judgement="little")
    raise_tier(
        by=case.investigator,
        person=case.person.pk,
        to_tier="T1",
        reason=OverrideReason.CHILD,
        words=WORDS,
    )
    found = figures(by=case.evaluator, since=TODAY - YEAR, until=TODAY)
    (dash,) = found.agreement
    assert [(cell.concern, cell.count) for cell in dash.cells] == [
        ("Little concern", None),
        ("High concern", FEWEST),
    ]
    assert dash.total == 10
    (override,) = found.overrides
    assert (override.direction, override.count) == ("up", None)
    assert str(case.person.pk) not in repr(found)
    entry = Entry.objects.get(action="assessments.figures")
    assert entry.things == "[]"
    with pytest.raises(Refused):
        figures(by=case.investigator, since=TODAY - YEAR, until=TODAY)


def test_figures_of_a_division_are_of_that_division(case: Case, queue: Queue) -> None:
    for _ in range(FEWEST):
        assessed(case.investigator, case.person)
    here = somebody("analyst here", IntelligenceAnalyst, "ND1")
    there = somebody("analyst there", IntelligenceAnalyst, "ND2")
    assert figures(by=here, since=TODAY - YEAR, until=TODAY).agreement
    assert not figures(by=there, since=TODAY - YEAR, until=TODAY).agreement
