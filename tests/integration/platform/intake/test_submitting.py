"""One submit: everything that follows stands together, once, and says what was said."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from safeward.apps.access.types import Purpose, Refused
from safeward.apps.audit.models import Entry as Audited
from safeward.apps.foundation import clock
from safeward.apps.intake.actions import (
    Incomplete,
    begin_draft,
    save_draft,
    submit,
)
from safeward.apps.intake.actions.drafts import content_of, own_draft
from safeward.apps.intake.models import Draft, Escalation, Report
from safeward.apps.intake.types import Choice, Content, ReportKind
from safeward.apps.people.actions import merge
from safeward.apps.people.models import Person, Worker
from safeward.apps.people.registry import rested_on
from safeward.apps.ranking.models import Entry
from safeward.apps.records.models import (
    IncidentRecord,
    InvolvementRecord,
    PersonRecord,
)
from tests.integration.platform.intake.working import (
    CHILD,
    HE,
    SHE,
    Staff,
    person,
    staff,
    whole,
)

NOW = datetime(2026, 6, 30, 10, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    with clock.standing_at(NOW):
        yield staff()


def sent(
    people: Staff,
    content: Content,
    kind: ReportKind = ReportKind.FAMILY_VIOLENCE,
    *,
    earlier: UUID | None = None,
) -> Report:
    by = people.hub if kind is ReportKind.PARTNER_REFERRAL else people.member
    draft = begin_draft(by=by, kind=kind, earlier=earlier)
    save_draft(by=by, draft=draft, content=content, revision=0)
    done = submit(by=by, draft=draft, key=str(draft))
    return Report.objects.get(pk=done.report)


def test_what_was_seen_stands_among_the_holdings(people) -> None:
    report = sent(people, whole())
    incident = IncidentRecord.objects.get(incident_id=report.incident_id)
    assert incident.kind == "family_violence"
    assert incident.division == "ND1"
    assert incident.child_present is True
    assert incident.strangulation is False
    assert incident.weapon is None
    assert incident.injury == "minor"
    assert incident.reported_on == clock.today()
    involved = InvolvementRecord.objects.filter(incident_id=report.incident_id)
    assert sorted(involved.values_list("role", flat=True)) == [
        "child",
        "perpetrator",
        "victim_survivor",
    ]
    assert PersonRecord.objects.filter(agency="police").count() == 3


def test_each_child_stands_with_how_it_was_found(people) -> None:
    report = sent(people, whole())
    child = report.parties.get(role="child")
    assert (child.seen, child.spoken_to, child.safe_tonight) == ("yes", "no", "yes")
    assert child.where_now == "with her mother"


def test_the_person_of_concern_is_in_the_queue_and_nobody_else(people) -> None:
    report = sent(people, whole())
    entry = Entry.objects.get(superseded_at=None)
    assert entry.person_id == report.parties.get(role="perpetrator").person_id
    assert entry.division == "ND1"
    assert entry.live


def test_whoever_reported_is_involved_with_everybody_in_it(people) -> None:
    sent(people, whole())
    assert Worker.objects.filter(user=people.member, why="reporter").count() == 3


def test_the_draft_is_gone(people) -> None:
    sent(people, whole())
    assert not Draft.objects.exists()


def test_sending_it_again_gives_the_same_report(people) -> None:
    by = people.member
    draft = begin_draft(by=by, kind=ReportKind.FAMILY_VIOLENCE)
    save_draft(by=by, draft=draft, content=whole(), revision=0)
    first = submit(by=by, draft=draft, key="once")
    again = submit(by=by, draft=draft, key="once")
    assert (again.report, again.repeated) == (first.report, True)
    assert Report.objects.count() == 1
    assert IncidentRecord.objects.count() == 1


def test_nothing_is_written_when_something_is_needed(people) -> None:
    by = people.member
    draft = begin_draft(by=by, kind=ReportKind.FAMILY_VIOLENCE)
    save_draft(by=by, draft=draft, content=whole(narrative=""), revision=0)
    with pytest.raises(Incomplete) as refused:
        submit(by=by, draft=draft, key="key")
    assert [problem.field for problem in refused.value.problems] == ["narrative"]
    assert Draft.objects.count() == 1
    assert not Report.objects.exists()
    assert not PersonRecord.objects.exists()


def test_nothing_is_written_when_the_last_step_fails(people, monkeypatch) -> None:
    def fails(**_said: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("safeward.apps.intake.actions.submitting.rescore", fails)
    with pytest.raises(RuntimeError):
        sent(people, whole())
    assert Draft.objects.count() == 1
    for table in (Report, PersonRecord, IncidentRecord, Person, Worker, Escalation):
        assert not table.objects.exists(), table


def test_a_known_person_is_who_the_reporter_says(people) -> None:
    known = sent(people, whole()).parties.get(role="perpetrator").person_id
    he = person(
        "a",
        "perpetrator",
        choice=Choice.SAME,
        person=known,
        given_names="Other",
        family_name="Spelling",
    )
    later = sent(people, whole(he, SHE, CHILD))
    assert later.parties.get(role="perpetrator").person_id == known
    assert later.parties.get(role="perpetrator").choice == "same"


def test_before_an_undo_the_reports_sent_since_are_told(people) -> None:
    before = clock.now()
    report = sent(people, whole())
    he = report.parties.get(role="perpetrator").person_id
    told = [one for one in rested_on([he], before) if one.thing == report.pk]
    assert [one.what for one in told] == ["Family violence report"]
    later = report.submitted_at + timedelta(seconds=1)
    assert report.pk not in {one.thing for one in rested_on([he], later)}


def test_nobody_is_chosen_whom_no_search_could_have_shown(people) -> None:
    he = person("a", "perpetrator", choice=Choice.SAME, person=uuid4())
    with pytest.raises(Refused):
        sent(people, whole(he, SHE, CHILD))
    assert not Report.objects.exists()


def test_new_evidence_is_a_report_of_its_own_about_the_same_event(people) -> None:
    first = sent(people, whole())
    draft = begin_draft(
        by=people.member, kind=ReportKind.FAMILY_VIOLENCE, earlier=first.pk
    )
    content = content_of(own_draft(people.member, draft))
    assert [party.choice for party in content.parties] == [Choice.SAME] * 3
    later = sent(people, whole(), earlier=first.pk)
    assert later.earlier == first
    assert later.event_ref == first.event_ref == first.incident_id
    refs = IncidentRecord.objects.values_list("event_ref", flat=True)
    assert set(refs) == {first.incident_id}


def test_no_family_violence_is_an_answer_and_counts_for_nobody(people) -> None:
    report = sent(
        people,
        whole(
            HE,
            SHE,
            markers={},
            no_family_violence=True,
            no_family_violence_because="A loud film; both spoken to alone.",
        ),
    )
    assert report.no_family_violence
    incident = IncidentRecord.objects.get()
    assert incident.outcome == "no_family_violence"
    assert incident.predominant_aggressor is None


def test_a_partners_referral_is_the_polices_to_act_on(people) -> None:
    content = whole(
        HE,
        SHE,
        checks={},
        aggressor_confidence=None,
        aggressor="",
        criminal="",
        civil="",
        markers={},
        details={"consent": "consent", "harm": "family_violence"},
    )
    report = sent(people, content, ReportKind.PARTNER_REFERRAL)
    assert report.agency == "police"
    assert report.team.code == "practice"
    assert IncidentRecord.objects.get().agency == "hub"
    assert Entry.objects.filter(superseded_at=None).count() == 1


def test_a_stalking_report_counts_as_stalking(people) -> None:
    content = whole(
        HE,
        SHE,
        markers={},
        checks={"orders": "nothing"},
        details={"began_on": "2026-05-01", "contact_messages": "yes"},
    )
    report = sent(people, content, ReportKind.STALKING)
    incident = IncidentRecord.objects.get()
    assert (incident.kind, incident.stalking) == ("stalking", True)
    assert report.details["contact_messages"] == "yes"


def test_equity_answers_go_into_no_score(people) -> None:
    plain = sent(people, whole())
    before = Entry.objects.get(superseded_at=None)
    he = person(
        "a",
        "perpetrator",
        date_of_birth=HE.date_of_birth,
        sex="M",
        indigenous_status="aboriginal",
        language="Dinka",
        country_of_birth="South Sudan",
        interpreter="yes",
        family_name="Else",
        given_names="Other",
    )
    she = person(
        "b",
        "victim_survivor",
        relationship="former_partner",
        injury="minor",
        family_name="Elsewhere",
        given_names="Another",
    )
    other = sent(
        people,
        whole(
            he,
            she,
            person(
                "c",
                "child",
                relationship="child",
                seen="yes",
                spoken_to="no",
                where_now="here",
                safe_tonight="yes",
                family_name="Third",
                given_names="Child",
            ),
        ),
    )
    after = Entry.objects.get(
        superseded_at=None, person_id=other.parties.get(role="perpetrator").person_id
    )
    assert plain.pk != other.pk
    for column in ("tier", "likelihood", "severity", "order_points"):
        assert getattr(before, column) == getattr(after, column), column


def test_the_log_says_that_it_was_submitted(people) -> None:
    report = sent(people, whole())
    entry = Audited.objects.get(action="intake.submitted")
    assert report.pk.hex in entry.things


def test_reports_stay_with_whoever_their_people_turn_out_to_be(people) -> None:
    first = sent(people, whole())
    he = person("a", "perpetrator", family_name="Quite", given_names="Different")
    second = sent(people, whole(he, SHE, CHILD))
    keep = first.parties.get(role="perpetrator").person
    other = second.parties.get(role="perpetrator").person
    assert keep != other
    merge(
        by=people.manager,
        one=keep.pk,
        other=other.pk,
        words="The same fingerprints.",
        purpose=Purpose.RISK_MANAGEMENT,
    )
    now = {each.parties.get(role="perpetrator").person_id for each in (first, second)}
    assert len(now) == 1
