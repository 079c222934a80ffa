"""Reports as pages: written without a script, searched, sent, read by level."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from safeward.apps.foundation import clock
from safeward.apps.intake.models import Draft, Report
from safeward.apps.intake.types import Choice
from safeward.apps.people.models import IdentityDecision
from tests.integration.platform.intake.working import Staff, staff
from tests.integration.platform.signing_in import sign_in

NOW = datetime(2026, 6, 30, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people():
    with clock.standing_at(NOW):
        yield staff()


def browser(user) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def begun(client: Client, kind: str = "family_violence") -> str:
    answer = client.post(reverse("report_begin"), {"kind": kind})
    return answer["Location"]


def fields(page: str) -> dict[str, object]:
    """What a browser would send of the form as it stands."""
    form = page.split('id="report-form"')[1].split("</form>")[0]
    said: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        box = re.search(r'type="(radio|checkbox)"', tag)
        if name and (not box or " checked" in tag):
            said.setdefault(name[1], []).append(value[1] if value else "")
    for name, inner in re.findall(
        r'<select name="([^"]*)".*?>(.*?)</select>', form, re.S
    ):
        chosen = re.search(r'<option value="([^"]*)" selected', inner)
        said[name] = [chosen[1] if chosen else ""]
    for name, text in re.findall(
        r'<textarea name="([^"]*)".*?>(.*?)</textarea>', form, re.S
    ):
        said[name] = [text.strip()]
    return said


def press(client: Client, address: str, said: dict, do: str, **also: str):
    to = f"{address}people/"
    return client.post(to, {**said, **also, "do": do})


def with_two(client: Client, name: str = "Some") -> tuple[str, dict]:
    address = begun(client)
    page = client.get(address).content.decode()
    said = fields(page)
    for role in ("perpetrator", "victim_survivor"):
        page = press(client, address, said, f"add:{role}").content.decode()
        said = fields(page)
        key = said["party"][-1]
        said |= {f"p-{key}-given_names": name, f"p-{key}-family_name": role.title()}
        why = "taking_a_report"
        found = press(client, address, said, f"search:{key}", search_reason=why)
        page = found.content.decode()
        assert "new:" in page
        page = press(client, address, fields(page), f"new:{key}").content.decode()
        said = fields(page)
    return address, said


def filled(said: dict) -> dict:
    he, she = said["party"]
    return said | {
        "occurred_on": "2026-06-29",
        "occurred_at": "21:30",
        "division": "ND1",
        "narrative": "What was seen and heard.",
        f"p-{she}-relationship": "partner",
        "checks-orders": "nothing",
        "aggressor_confidence": "likely",
        "aggressor": he,
        "aggressor_factors": ["fear"],
        "concern": "high",
        "concern_words": "She shook.",
        "criminal": "pending_enquiries",
        "civil": "none",
    }


def test_a_report_goes_through_without_a_script(people: Staff) -> None:
    client = browser(people.member)
    address, said = with_two(client)
    answer = client.post(f"{address}send/", filled(said))
    report = Report.objects.get()
    assert answer["Location"] == reverse("report", args=[report.pk])
    page = client.get(answer["Location"]).content.decode()
    assert "Some Perpetrator" in page
    assert "She shook." in page
    assert not Draft.objects.exists()
    assert set(report.parties.values_list("choice", flat=True)) == {Choice.NEW.value}


def test_what_is_needed_is_said_beside_each_field(people: Staff) -> None:
    client = browser(people.member)
    address, said = with_two(client)
    answer = client.post(f"{address}send/", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_narrative"' in page
    assert page.count("Say what happened.") == 2
    assert not Report.objects.exists()


def test_what_is_typed_is_kept_and_comes_back(people: Staff) -> None:
    client = browser(people.member)
    address = begun(client)
    said = fields(client.get(address).content.decode())
    said["narrative"] = "Half a sentence"
    answer = client.post(f"{address}keep/", said)
    assert answer.json() == {"revision": 1}
    assert "Half a sentence" in client.get(address).content.decode()
    row = Draft.objects.get()
    assert b"Half" not in bytes(row.sealed)


def test_two_windows_do_not_overwrite_each_other(people: Staff) -> None:
    client = browser(people.member)
    address = begun(client)
    said = fields(client.get(address).content.decode())
    client.post(f"{address}keep/", said | {"narrative": "One"})
    answer = client.post(f"{address}keep/", said | {"narrative": "Other"})
    assert answer.status_code == 409
    assert "another window" in answer.json()["problem"]
    assert "One" in client.get(address).content.decode()


def test_anothers_draft_is_as_if_it_were_not_there(people: Staff) -> None:
    address = begun(browser(people.member))
    other = browser(people.investigator)
    for path in (address, f"{address}keep/", f"{address}send/"):
        answer = other.get(path) if path == address else other.post(path, {})
        assert answer.status_code == 404


def test_a_search_finds_who_is_known_and_the_choice_is_kept(people: Staff) -> None:
    client = browser(people.member)
    address, said = with_two(client)
    client.post(f"{address}send/", filled(said))
    he = Report.objects.get().parties.get(role="perpetrator").person_id
    address = begun(client)
    said = fields(client.get(address).content.decode())
    said = fields(press(client, address, said, "add:perpetrator").content.decode())
    key = said["party"][0]
    said |= {f"p-{key}-given_names": "Some", f"p-{key}-family_name": "Perpetrator"}
    page = press(client, address, said, f"search:{key}").content.decode()
    assert f"same:{key}:{he}" in page
    page = press(client, address, fields(page), f"same:{key}:{he}").content.decode()
    assert "A known person, as you said" in page
    assert fields(page)[f"p-{key}-person"] == [str(he)]


def test_somebody_new_is_kept_apart_from_whom_the_search_showed(people: Staff) -> None:
    client = browser(people.member)
    address, said = with_two(client)
    client.post(f"{address}send/", filled(said))
    he = Report.objects.get().parties.get(role="perpetrator").person_id
    address, said = with_two(client)
    client.post(f"{address}send/", filled(said))
    later = Report.objects.exclude(parties__person_id=he).get()
    new = later.parties.get(role="perpetrator").person_id
    apart = IdentityDecision.objects.get(
        kind="kept_apart", by=people.member, other_id=he
    )
    assert apart.person_id == new


def test_each_level_shows_its_own(people: Staff) -> None:
    client = browser(people.member)
    address, said = with_two(client)
    client.post(f"{address}send/", filled(said))
    page = reverse("report", args=[Report.objects.get().pk])
    whole = browser(people.investigator).get(page).content.decode()
    assert "What was seen and heard." in whole
    assert "Some Perpetrator" in whole
    summary = browser(people.hub).get(page)
    assert summary.status_code == 200
    for hidden in ("What was seen", "Perpetrator,", "Some ", "She shook"):
        assert hidden not in summary.content.decode(), hidden
    far = browser(people.elsewhere).get(page)
    assert "Some Perpetrator" not in far.content.decode()


def test_a_supervisor_asks_and_the_member_answers(people: Staff) -> None:
    client = browser(people.member)
    address, said = with_two(client)
    client.post(f"{address}send/", filled(said))
    report = Report.objects.get()
    supervisor = browser(people.supervisor)
    ask = {"reason": "child_unclear", "words": "Were the children there?"}
    supervisor.post(reverse("report_ask", args=[report.pk]), ask)
    assert "Your supervisor asks something" in client.get("/reports/").content.decode()
    asked = report.follow_ups.get()
    answer = reverse("report_answer", args=[asked.pk])
    assert supervisor.post(answer, {"answer": "Mine"}).status_code in (302, 403)
    client.post(answer, {"answer": "They were with her mother."})
    asked.refresh_from_db()
    assert asked.answered_at is not None
    assert people.member.notices.filter(kind="follow_up").exists()


def test_the_lists_ask_no_more_the_longer_they_are(
    people: Staff, django_assert_max_num_queries
) -> None:
    client = browser(people.member)
    address, said = with_two(client)
    client.post(f"{address}send/", filled(said))
    with CaptureQueriesContext(connection) as few:
        client.get("/reports/")
    most = len(few)
    for name in ("Qadira", "Wolfgang"):
        address, said = with_two(client, name)
        client.post(f"{address}send/", filled(said))
    with django_assert_max_num_queries(most):
        client.get("/reports/")
