"""The pages: begin, answer, judge, see the score, complete; all as people meet them."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from safeward.apps.access.types import Purpose
from safeward.apps.assessments.models import Assessment, Sitting
from safeward.apps.audit.models import Entry
from tests.integration.platform.assessments.cases import WORDS, Case
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def at(name: str, /, **named: object) -> str:
    return reverse(f"assessments_{name}", kwargs=named)


@pytest.fixture
def page(case: Case) -> Client:
    client = Client()
    sign_in(client, case.investigator, Purpose.RISK_MANAGEMENT)
    return client


def sitting_of(client: Client, case: Case, instrument: str = "safelives_dash") -> UUID:
    answer = client.post(
        at("new", person=case.person.pk),
        {"whose": "nobody", "instrument": instrument, "key": instrument},
    )
    assert answer.status_code == 302, answer.content.decode()
    return Sitting.objects.latest("recorded_at").pk


def test_a_whole_assessment_from_choosing_to_history(page: Client, case: Case) -> None:
    listed = page.get(at("new", person=case.person.pk)).content.decode()
    assert "SafeLives Dash" in listed
    assert "You are not on record as trained" in listed or "permission" in listed
    sitting = sitting_of(page, case)
    shown = page.get(at("answer", sitting=sitting)).content.decode()
    assert "Ask only alone and where it is safe" in shown
    assert "The score is shown once your own judgement is recorded" in shown
    assert "Score <strong>" not in shown
    answer = page.post(
        at("answer", sitting=sitting),
        {"answer_q1": "yes", "answer_q2": "no", "do": "judge"}
        | {"judgement": "high", "words": WORDS},
    )
    assert answer.status_code == 302
    shown = page.get(at("answer", sitting=sitting)).content.decode()
    assert "Score <strong>1</strong>" in shown
    assert "predicts serious harm or homicide" in shown
    answer = page.post(
        at("answer", sitting=sitting),
        {"answer_q1": "yes", "answer_q2": "no", "do": "complete", "key": "k"},
    )
    done = Assessment.objects.get()
    assert answer.headers["Location"] == at("one", assessment=done.pk)
    assert WORDS in page.get(at("one", assessment=done.pk)).content.decode()
    history = page.get(at("of", person=case.person.pk)).content.decode()
    assert "Score <strong>1</strong>" in history
    assert "High concern" in history


def test_answers_come_to_something_while_they_are_given(
    page: Client, case: Case
) -> None:
    sitting = sitting_of(page, case)
    headers = {"HX-Request": "true"}
    said = page.post(
        at("live", sitting=sitting), {"answer_q1": "yes"}, headers=headers
    ).content.decode()
    assert "1 of 24 answered" in said
    assert "Worth knowing next" in said
    assert "The records may answer it; nobody needs to be asked" in said
    assert "<html" not in said
    assert "Score" not in re.sub("The score is shown once", "", said)
    assert Sitting.objects.get().answers == {"q1": "yes"}


def test_a_wrong_answer_is_said_beside_what_is_kept(page: Client, case: Case) -> None:
    sitting = sitting_of(page, case)
    said = page.post(at("live", sitting=sitting), {"answer_q1": "perhaps"})
    assert "give yes or no" in said.content.decode()
    assert Sitting.objects.get().answers == {}


def test_what_lacks_a_judgement_is_said_beside_the_field(
    page: Client, case: Case
) -> None:
    sitting = sitting_of(page, case)
    answer = page.post(
        at("answer", sitting=sitting), {"answer_q1": "yes", "do": "judge"}
    )
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Choose how concerned you are." in text
    assert "There is a problem" in text


def test_sending_twice_makes_one_assessment(page: Client, case: Case) -> None:
    for _ in range(2):
        page.post(
            at("new", person=case.person.pk),
            {"whose": "nobody", "instrument": "s_dash", "key": "one"},
        )
    assert Sitting.objects.count() == 1


def test_nobody_else_finds_an_assessment_under_way(page: Client, case: Case) -> None:
    sitting = sitting_of(page, case)
    other = Client()
    sign_in(other, case.manager, Purpose.RISK_MANAGEMENT)
    assert other.get(at("answer", sitting=sitting)).status_code == 404
    assert other.post(at("live", sitting=sitting)).status_code == 404
    assert Entry.objects.filter(kind="refusal").count() == 2


def test_every_page_of_the_section_opens(page: Client, case: Case) -> None:
    for address in (
        reverse("assessments"),
        at("instruments"),
        at("card", name="safelives_dash"),
        at("card", name="maram"),
        at("of", person=case.person.pk),
        at("tier", person=case.person.pk),
    ):
        assert page.get(address).status_code == 200, address
    evaluator = Client()
    sign_in(evaluator, case.evaluator)
    assert evaluator.get(at("figures")).status_code == 200
    assert evaluator.get(at("of", person=case.person.pk)).status_code == 404
