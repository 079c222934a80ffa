"""Licence and training: who may use which instrument, and what to do otherwise."""

from datetime import date

import pytest

from safeward.apps.access.roles.governance import Administrator
from safeward.apps.access.types import Refused
from safeward.apps.assessments.actions import (
    begin,
    complete,
    end_licence,
    end_training,
    judge,
    record_licence,
    record_training,
)
from safeward.apps.assessments.actions.gates import NotOneself
from safeward.apps.assessments.gates import terms_of
from safeward.apps.assessments.models import Licence, Training
from safeward.apps.assessments.queries import instruments_for
from safeward.apps.assessments.types import Gate, InstrumentClosed
from safeward.core.instruments.library import IDS
from tests.integration.platform.assessments.cases import WORDS, Case
from tests.integration.platform.people.staff import somebody

DAY = date(2026, 6, 1)


def why(case: Case, instrument: str) -> str:
    with pytest.raises(InstrumentClosed) as refused:
        begin(by=case.investigator, instrument=instrument, person=case.person.pk)
    return str(refused.value)


def test_every_instrument_of_the_library_has_terms() -> None:
    assert all("nobody has written" not in terms_of(name).because for name in IDS)
    assert terms_of("made_up").gate == Gate.REFERENCE_ONLY


def test_a_refusal_says_what_to_do(case: Case) -> None:
    assert "Ask your administrator to record it" in why(case, "odara")
    assert "comparison only" in why(case, "ogrs3")
    Training.objects.filter(user=case.investigator).delete()
    assert "Ask a trained colleague" in why(case, "safelives_dash")


def test_both_licence_and_training_are_needed(case: Case) -> None:
    administrator = somebody("keeper", Administrator, "ND1")
    agency = case.investigator.agency
    assert administrator.agency == case.administrator.agency or agency
    Licence.objects.create(
        agency=agency,
        instrument="odara",
        reference="letter 2",
        since=DAY,
        recorded_by=administrator,
    )
    assert "not on record as trained" in why(case, "odara")
    Training.objects.create(
        user=case.investigator,
        instrument="odara",
        trained_on=DAY,
        recorded_by=administrator,
    )
    assert begin(by=case.investigator, instrument="odara", person=case.person.pk)


def test_a_training_that_ran_out_holds_no_more(case: Case) -> None:
    Training.objects.filter(user=case.investigator).update(until=date(2026, 6, 30))
    assert "not on record as trained" in why(case, "s_dash")


def test_a_training_that_ends_before_the_assessment_does_not_complete_it(
    case: Case,
) -> None:
    sitting = begin(by=case.investigator, instrument="s_dash", person=case.person.pk)
    judge(by=case.investigator, sitting=sitting, judgement="some", words=WORDS)
    Training.objects.filter(user=case.investigator).update(until=date(2026, 6, 30))
    with pytest.raises(InstrumentClosed):
        complete(by=case.investigator, sitting=sitting)


def test_an_administrator_records_and_ends_them_for_others(case: Case) -> None:
    keeper = case.administrator
    colleague = somebody("colleague of the keeper", Administrator, "ND1")
    key = record_training(
        by=keeper, account=colleague, instrument="s_dash", trained_on=DAY
    )
    end_training(by=keeper, training=Training.objects.get(pk=key), until=DAY)
    assert Training.objects.get(pk=key).until == DAY
    licence = record_licence(
        by=keeper, agency=keeper.agency, instrument="sash", reference="7", since=DAY
    )
    end_licence(by=keeper, licence=Licence.objects.get(pk=licence), until=DAY)
    assert Licence.objects.get(pk=licence).until == DAY
    with pytest.raises(NotOneself):
        record_training(by=keeper, account=keeper, instrument="s_dash", trained_on=DAY)
    with pytest.raises(Refused):
        record_training(
            by=case.investigator,
            account=case.manager,
            instrument="s_dash",
            trained_on=DAY,
        )


def test_the_list_says_what_somebody_may_use_first(case: Case) -> None:
    choices = instruments_for(by=case.investigator)
    assert {choice.id for choice in choices} == set(IDS)
    closed = [bool(choice.refusal) for choice in choices]
    assert closed == sorted(closed)
    assert choices[0].predicts
    with pytest.raises(Refused):
        instruments_for(by=case.evaluator)
