"""When people decide who is who, assessments and tiers go where their records go."""

from safeward.apps.assessments.actions import ask_lower, begin
from safeward.apps.assessments.following import regrouped, rested
from safeward.apps.assessments.migrations import __name__ as migrations
from safeward.apps.assessments.models import Assessment, Override, Sitting
from safeward.apps.assessments.queries import history
from safeward.apps.assessments.types import OverrideReason
from safeward.apps.foundation import clock
from safeward.apps.people.models import Place
from tests.integration.platform.assessments.cases import (
    WORDS,
    Case,
    Queue,
    person,
    works,
)
from tests.integration.platform.assessments.making import assessed


def test_an_assessment_goes_with_its_record_there_and_back(case: Case) -> None:
    other = person("he again", "Marlo", "Dorn")
    works(case.investigator, other)
    done = assessed(case.investigator, other, case.victim)
    Place.objects.filter(record_id="he-again").update(person=case.person)
    type(other).objects.filter(pk=other.pk).update(merged_into=case.person)
    regrouped({other.pk, case.person.pk}, case.manager)
    found = history(by=case.investigator, person=case.person.pk, purpose=None)
    assert [line.id for line in found.lines] == [done.pk]
    assert Assessment.objects.get().person == case.person
    type(other).objects.filter(pk=other.pk).update(merged_into=None)
    Place.objects.filter(record_id="he-again").update(person=other)
    regrouped({other.pk, case.person.pk}, case.manager)
    assert Assessment.objects.get().person == other


def test_of_two_wishes_that_meet_the_first_goes_on_waiting(
    case: Case, queue: Queue
) -> None:
    other = person("he again", "Marlo", "Dorn")
    works(case.investigator, other)
    keys = []
    for whose in (case.person, other):
        queue.put(whose, "T2")
        keys.append(
            ask_lower(
                by=case.investigator,
                person=whose.pk,
                to_tier="T3",
                reason=OverrideReason.RECORDED_WRONGLY,
                words=WORDS,
            )
        )
    Place.objects.filter(record_id="he-again").update(person=case.person)
    regrouped({other.pk, case.person.pk}, None)
    states = dict(Override.objects.values_list("pk", "state"))
    assert states == {keys[0]: "waiting", keys[1]: "withdrawn"}
    assert set(Override.objects.values_list("person", flat=True)) == {case.person.pk}


def test_one_under_way_goes_too(case: Case) -> None:
    other = person("he again", "Marlo", "Dorn")
    works(case.investigator, other)
    begin(by=case.investigator, instrument="s_dash", person=other.pk)
    type(other).objects.filter(pk=other.pk).update(merged_into=case.person)
    regrouped({other.pk, case.person.pk}, None)
    assert Sitting.objects.get().person == case.person


def test_what_rested_on_a_person_is_told_before_a_merge_is_undone(case: Case) -> None:
    before = clock.now()
    done = assessed(case.investigator, case.person)
    (found,) = rested([case.person.pk], before)
    assert (found.thing, found.what) == (done.pk, "Assessment: SafeLives Dash")
    assert found.by == case.investigator.display_name


def test_the_triggers_name_every_column_but_those_that_follow() -> None:
    from importlib import import_module

    kept = import_module(f"{migrations}.0002_kept_for_good")
    columns = {field.column for field in Assessment._meta.concrete_fields}
    assert set(kept.KEPT) | set(kept.FOLLOW) == columns
    assert not set(kept.KEPT) & set(kept.FOLLOW)
