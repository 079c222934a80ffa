"""The morning screen: what stands on it, for whom, and what it costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from safeward.apps.access.models import Team, User
from safeward.apps.audit.models import Entry as Logged
from safeward.apps.foundation import clock
from safeward.apps.ranking.models import Entry, Run
from tests.integration.platform.queue import entries
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning() -> object:
    with clock.standing_at(entries.MORNING):
        yield


@pytest.fixture
def team() -> Team:
    return entries.police_team()


@pytest.fixture
def manager(team: Team) -> User:
    return entries.staff("asha", team)


@pytest.fixture
def night(team: Team) -> Run:
    return entries.run()


def opened(client: Client, user: User, address: str = "/queue/") -> str:
    sign_in(client, user)
    answer = client.get(address)
    assert answer.status_code == 200, answer.content.decode()[:400]
    return answer.content.decode()


def test_home_leads_to_the_queue(client: Client, manager: User) -> None:
    sign_in(client, manager)
    assert client.get("/")["Location"] == "/queue/"


def test_a_person_is_shown_with_tier_axes_reasons_and_clock(
    client: Client, manager: User, night: Run
) -> None:
    (entry,) = entries.made(night, 1)
    page = opened(client, manager)
    assert "Morning queue, 22 November 2026" in page
    assert "ABARA, Given 0" in page
    assert "T1 acute" in page
    assert "T1, deal with today" in page
    assert ">90<" in page
    assert page.count("days with alleged harm in 12 months") == 6
    assert "3 more reasons and what would change it" in page
    assert "Review by 25 Nov 2026" in page
    assert "Held by nobody" in page
    assert f"/cases/accept/{entry.person_id}/" in page
    assert f'href="/people/{entry.person_id}/"' in page
    assert "Rose from T3" in page
    assert "3 days with alleged harm in 90 days" in page
    assert "order not served" in page
    assert "1 victim survivor" in page
    assert "Run of 22 November 2026" in page
    assert "Policy status: draft" in page
    assert "no longer says who is first" in page


def test_provisional_overdue_held_and_live_are_said(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(
        night,
        1,
        provisional=True,
        provisional_because="whether there was strangulation on 20 Nov 2026",
        tier_high="T1",
        tier_low="T2",
        review_by=entries.TODAY - timedelta(days=2),
        holder=manager,
        live=True,
        stream="young_person",
    )
    page = opened(client, manager, "/queue/?stream=young_person")
    assert "Provisional, between T1 and T2" in page
    assert "whether there was strangulation" in page
    assert "Review 2 days overdue" in page
    assert "/cases/of/" in page
    assert ">asha<" in page
    assert "young person using violence" in page


@pytest.mark.parametrize("tier", ["T1", "T2", "T3"])
def test_a_tier_is_a_link_and_its_count_does_not_depend_on_it(
    client: Client, manager: User, night: Run, tier: str
) -> None:
    entries.made(night, 20)
    page = opened(client, manager, f"/queue/?tier={tier}")
    for words, count in (("T1 acute", 3), ("T2 high", 7), ("T3 medium", 10)):
        assert f'{words} <span class="sw-tabs__count">{count}</span>' in page
    assert page.count("<article") == {"T1": 3, "T2": 7, "T3": 10}[tier]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("only=changed", {0, 5, 10, 15}),
        ("only=overdue", {4, 5, 6, 11, 12, 13, 18, 19}),
        ("only=provisional", set()),
        ("check=order_unserved", {0, 4, 8, 12, 16}),
        ("check=aggressor", set()),
        ("held=me", set()),
        ("held=nobody&tier=T1", {0, 1, 2}),
        ("stream=young_person", set()),
        ("division=ND2", set()),
        ("tier=T9&only=else&held=whoever&sort=x&page=x&on=x", set(range(20))),
    ],
)
def test_filters_keep_what_they_say(
    client: Client, manager: User, night: Run, query: str, expected: set[int]
) -> None:
    entries.made(night, 20)
    page = opened(client, manager, f"/queue/?{query}")
    shown = {number for number in range(20) if f"Given {number}<" in page}
    assert shown == expected
    assert ("Nobody in the queue is like this" in page) == (not expected)


def test_orders_are_orders_of_all_not_of_one_page(
    client: Client, manager: User, night: Run
) -> None:
    made = entries.made(night, 60)
    page = opened(client, manager, "/queue/?sort=review_due")
    earliest = min(made, key=lambda one: (one.review_by, one.place)).place
    number = int(earliest[2:])
    assert page.index(f"Given {number}<") == min(
        page.index(f"Given {one}<") for one in range(60) if f"Given {one}<" in page
    )
    assert "T1, deal with today" not in page


def test_fifty_stand_on_a_page_and_the_number_is_that_of_the_division(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(night, 120)
    page = opened(client, manager, "/queue/?page=3")
    assert page.count("<article") == 20
    assert "Showing 101 to 120 of 120 people" in page
    assert "Number </span>120" in page
    beyond = opened(client, manager, "/queue/?page=99")
    assert "Showing 101 to 120" in beyond
    some = opened(client, manager, "/queue/?tier=T3")
    assert "Number </span>11" in some


def test_the_number_of_questions_to_the_database_is_constant(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(night, 5)
    sign_in(client, manager)
    client.get("/queue/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/queue/")
    entries.made(night, 95, start=5)
    with CaptureQueriesContext(connection) as many:
        client.get("/queue/")
    assert len(many) == len(few)
    assert len(many) <= 35


def test_the_hours_end_where_the_last_case_was_reached(
    client: Client, manager: User, team: Team
) -> None:
    night = entries.run(
        capacity={
            "divisions": [
                {
                    "division": "ND1",
                    "note": "",
                    "hours": {
                        "investigator": {"had": 40.0, "used": 38.0, "short": 9.0}
                    },
                    "line": {
                        "T1": {"funded": 3, "of": 3},
                        "T2": {"funded": 2, "of": 7},
                    },
                    "next_five": [
                        {
                            "person_id": "PND10000005",
                            "tier": "T2",
                            "why": "because 3 left",
                        },
                        {"person_id": "PND20000001", "tier": "T2", "why": "elsewhere"},
                    ],
                },
                {"division": "ND2", "next_five": []},
            ]
        }
    )
    entries.made(night, 8)
    entries.made(night, 3, division="ND2")
    page = opened(client, manager)
    cut = page.index("This week’s hours end here")
    assert page.index("Given 4<") < cut < page.index("Given 5<")
    assert page.count("This week’s hours end here") == 1
    assert "T2: 2 of 7 reached" in page
    assert "FARRUGIA, Given 5 (T2, number 6): because 3 left" in page
    assert "elsewhere" not in page
    assert "Given 5 (T2" in opened(client, manager, "/queue/paper/")


def test_a_past_day_is_shown_as_it_was(
    client: Client, manager: User, team: Team
) -> None:
    earlier = entries.run(entries.TODAY - timedelta(days=2))
    (old,) = entries.made(earlier, 1, likelihood=11)
    now = entries.run()
    old.shown_until = entries.TODAY
    old.superseded_at = entries.MORNING
    old.save()
    (new,) = entries.made(now, 1, start=1)
    del new
    page = opened(client, manager, "/queue/?on=2026-11-21")
    assert "Morning queue, 21 November 2026" in page
    assert "as it stood at the end of that day" in page
    assert "Given 0<" in page
    assert "Given 1<" not in page
    assert "Run of 20 November 2026" in page
    today = opened(client, manager)
    assert "Given 0<" not in today
    before = opened(client, manager, "/queue/?on=2020-01-01")
    assert "There was no queue on that day" in before


def test_who_left_is_named_with_the_reason_and_pressing_days_are_said(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(
        night,
        1,
        clocks=[
            {"what": "review", "on": "2026-11-25"},
            {"what": "order_expires", "on": "2026-11-30"},
        ],
        live=True,
        completes=["response"],
    )
    entries.made(
        night,
        1,
        start=1,
        shown_from=entries.TODAY - timedelta(days=1),
        shown_until=entries.TODAY,
        superseded_at=entries.MORNING,
        left_why="known to have died",
    )
    page = opened(client, manager)
    assert "Left the queue on 22 November 2026" in page
    assert "BERG, Given 1</a>, was T1: known to have died" in page
    assert "Order expires 30 Nov 2026" in page
    assert "The proposed response under this week" in page
    assert "Left the queue" not in opened(client, manager, "/queue/?only=overdue")


def test_young_people_stand_in_lists_of_their_own(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(night, 2)
    entries.made(night, 1, start=5, stream="young_person")
    entries.made(night, 1, start=6, stream="under_age")
    adults = opened(client, manager)
    assert adults.count("<article") == 2
    assert "1 young person using violence" in adults
    assert "1 under the age of criminal responsibility" in adults
    assert 'T2 high <span class="sw-tabs__count">0</span>' in adults
    young = opened(client, manager, "/queue/?stream=young_person")
    assert young.count("<article") == 1
    assert "has often been harmed" in young
    assert "Given 5<" in young
    children = opened(client, manager, "/queue/paper/?stream=under_age")
    assert "child-welfare referral only" in children
    assert "Given 5," not in children


def test_an_old_run_says_how_old_it_is(client: Client, manager: User) -> None:
    entries.made(entries.run(entries.TODAY - timedelta(days=3)), 1)
    assert "3 days ago" in opened(client, manager)


def test_an_empty_queue_says_what_to_do(client: Client, manager: User) -> None:
    assert "No run has been made yet" in opened(client, manager)
    entries.run()
    assert "Nobody is in your queue today" in opened(client, manager)


def test_another_divisions_people_are_not_there(
    client: Client, night: Run, team: Team
) -> None:
    entries.made(night, 2)
    elsewhere = entries.staff("olive", entries.police_team("ND2"))
    page = opened(client, elsewhere)
    assert "ABARA" not in page
    assert "Nobody is in your queue today" in page


def test_a_liaison_officer_sees_no_reasons(
    client: Client, night: Run, team: Team
) -> None:
    entries.made(
        night, 1, provisional=True, provisional_because="Mark3d", tier_low="T2"
    )
    page = opened(client, entries.staff("kiri", team, "liaison_officer"))
    assert "ABARA" in page
    assert "days with alleged harm" not in page
    assert "Mark3d" not in page
    assert "open to the unit that holds the case" in page
    assert "Export CSV" not in page


def test_a_role_without_a_queue_is_refused_and_that_is_recorded(
    client: Client, night: Run, team: Team
) -> None:
    entries.made(night, 1)
    dana = entries.staff("dana", team, "frontline_member")
    sign_in(client, dana)
    for address in ("/queue/", "/queue/paper/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert b"ABARA" not in answer.content
    for address in ("/queue/export/", "/queue/views/"):
        assert client.post(address, {"kind": "csv", "name": "x"}).status_code == 403
    assert Logged.objects.filter(kind="refusal", actor=dana.pk).count() == 4


def test_one_look_is_one_entry_with_the_ids_that_were_shown(
    client: Client, manager: User, night: Run
) -> None:
    made = entries.made(night, 3)
    opened(client, manager)
    (look,) = Logged.objects.filter(action="ranking.queue")
    assert all(one.person_id.hex in look.things for one in made)
    assert look.outside == 3
    assert look.purpose == "risk_management"


def test_somebody_who_is_to_see_no_more_than_that_a_person_exists_is_left_out(
    client: Client, night: Run, team: Team
) -> None:
    from safeward.apps.access.models import Agency, Restriction

    (entry, _) = entries.made(night, 2)
    theo = entries.staff("theo", team, "investigator")
    Restriction.objects.create(
        kind="employee",
        subject_id=entry.person_id,
        agency=Agency.objects.create(code="hub", name="Hub", kind="hub"),
        division="ND1",
        since=entries.SINCE,
        set_by=theo,
    )
    page = opened(client, theo)
    assert "Given 0<" not in page
    assert "Given 1<" in page
    assert 'T1 acute <span class="sw-tabs__count">1</span>' in page


def test_a_past_day_does_not_open_what_is_closed_today(
    client: Client, night: Run, team: Team
) -> None:
    entries.made(night, 1)
    elsewhere = entries.staff("olive", entries.police_team("ND2"))
    assert "ABARA" not in opened(client, elsewhere, "/queue/?on=2026-11-22")


def test_paper_reads_like_the_brief(client: Client, manager: User, night: Run) -> None:
    entries.made(night, 12)
    page = opened(client, manager, "/queue/paper/")
    assert "SENSITIVE: police and prescribed partners only" in page
    assert "Printed by asha (asha) on 22 November 2026, 7:00 am" in page
    assert "T2, a named lead and a plan within two working days" in page
    assert "What would change it" in page
    assert "a low tier never means that there is nothing to fear" in page


def test_entries_stand_in_one_order_on_both_databases(night: Run, team: Team) -> None:
    from safeward.apps.ranking.queries import queue
    from safeward.apps.ranking.types import Sort

    entries.made(night, 30, last_event_on=None, review_by=None)
    asha = entries.staff("asha", team)
    for sort in Sort:
        from safeward.apps.access.types import Purpose

        ways = [
            [row.code for row in queue(by=asha, purpose=p, sort=sort, size=30).rows]
            for p in (Purpose.RISK_MANAGEMENT, Purpose.RISK_ASSESSMENT)
        ]
        assert ways[0] == ways[1]
        assert len(ways[0]) == 30
    assert Entry.objects.count() == 30
    assert date(2026, 11, 22) == entries.TODAY
