"""The queue taken away as a file: safe to open, marked, recorded, and cut."""

import csv
import io
import sys
from datetime import date

import openpyxl
import pytest
from django.test import Client

from safeward.apps.access.models import Team, User
from safeward.apps.audit.models import Entry as Logged
from safeward.apps.foundation import clock
from safeward.apps.people.models import Person
from safeward.apps.ranking.models import Run
from safeward.web.queue.files import COLUMNS, MARKS
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


def taken(client: Client, user: User, kind: str, question: str = "") -> bytes:
    sign_in(client, user)
    answer = client.post("/queue/export/", {"kind": kind, "question": question})
    assert answer.status_code == 200
    assert f'.{kind}"' in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    return answer.content


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_row_carries_who_when_and_a_mark_that_leads_to_the_log(
    client: Client, manager: User, night: Run
) -> None:
    made = entries.made(night, 60)
    rows = read(taken(client, manager, "csv"))
    assert len(rows) == 60
    (logged,) = Logged.objects.filter(kind="export")
    assert {row["mark"] for row in rows} == {str(logged.pk)}
    assert rows[0]["exported_by"] == "asha (asha)"
    assert rows[0]["exported_at"] == "22 November 2026, 7:00 am"
    assert rows[0]["destroy_by"] == "2026-11-29"
    assert logged.action == "ranking.export"
    assert all(one.person_id.hex in logged.things for one in made)


def test_no_sentence_leaves_with_a_file(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(
        night, 3, changed_why="Mark3d", provisional=True, provisional_because="Mark3d"
    )
    for kind in ("csv", "xlsx"):
        content = taken(client, manager, kind)
        text = content.decode("utf-8-sig") if kind == "csv" else str(sheet(content))
        assert "alleged harm" not in text
        assert "Mark3d" not in text
        assert "strangulation would" not in text


@pytest.mark.parametrize(
    "typed", ["=1+1", "+1", "-1", "@x", "\t=1", " =HYPERLINK(1)", "＝1", "\n=1"]
)
def test_a_name_that_a_spreadsheet_would_run_stays_a_text(
    client: Client, manager: User, night: Run, typed: str
) -> None:
    entries.made(night, 1)
    Person.objects.update(family_name=typed)
    (row,) = read(taken(client, manager, "csv"))
    assert row["family_name"] == f"'{typed}"
    cell = sheet(taken(client, manager, "xlsx"))[3][5]
    assert cell == f"'{typed}"


def sheet(content: bytes) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert all(cell.data_type != "f" for row in book["Queue"].rows for cell in row)
    return [tuple(cell.value for cell in row) for row in book["Queue"].rows]


def test_excel_holds_numbers_and_dates_and_says_whose_it_is(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(night, 3)
    content = taken(client, manager, "xlsx", "tier=T1")
    rows = sheet(content)
    assert "SENSITIVE" in str(rows[0][0])
    assert "Taken by asha (asha)" in str(rows[0][0])
    assert rows[1][0] == "Queue of 22 November 2026: T1 acute"
    assert rows[2] == tuple(one.replace("_", " ") for one in (*COLUMNS, *MARKS))
    first = dict(zip(COLUMNS, rows[3], strict=False))
    assert first["rank"] == 1
    assert first["likelihood"] == 90
    assert str(first["since"]).startswith("2026-11-22")
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert "Mark" in (book["Queue"].oddFooter.left.text or "")


def test_a_file_holds_what_the_page_was_narrowed_to(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(night, 20)
    rows = read(taken(client, manager, "csv", "tier=T2&check=order_unserved"))
    assert [row["given_names"] for row in rows] == ["Given 4", "Given 8"]
    assert rows[0]["checks"] == "order not served"


def test_what_may_be_seen_but_not_exported_stays(
    client: Client, night: Run, team: Team
) -> None:
    from safeward.apps.access.models import Restriction

    (held, _) = entries.made(night, 2)
    asha = entries.staff("asha", team)
    Restriction.objects.create(
        kind="employee",
        subject_id=held.person_id,
        agency=entries.police_team("ND9").agency,
        division="ND9",
        since=entries.SINCE,
        set_by=asha,
    )
    sign_in(client, asha)
    assert "Given 0<" in client.get("/queue/").content.decode()
    theo = entries.staff("theo", team, "investigator")
    sign_in(client, theo)
    assert client.post("/queue/export/", {"kind": "csv"}).status_code == 403
    assert not Logged.objects.filter(kind="export").exists()


def test_another_divisions_people_do_not_leave_with_a_file(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(night, 2)
    entries.made(night, 2, division="ND2")
    rows = read(taken(client, manager, "csv", "division=ND2"))
    assert rows == []
    assert {row["division"] for row in read(taken(client, manager, "csv"))} == {"ND1"}


def test_what_is_no_kind_of_file_is_not_there(client: Client, manager: User) -> None:
    sign_in(client, manager)
    assert client.post("/queue/export/", {"kind": "exe"}).status_code == 404
    assert client.get("/queue/export/").status_code == 405
    assert date(2026, 11, 22) == clock.today()


def test_a_view_is_kept_from_the_page_and_opened_again(
    client: Client, manager: User, night: Run
) -> None:
    entries.made(night, 5)
    sign_in(client, manager)
    asked = {"question": "tier=T1&on=2026-11-22&page=7", "name": "Mine today"}
    answer = client.post("/queue/views/", asked, follow=True)
    page = answer.content.decode()
    assert "The view is kept." in page
    assert '<a class="govuk-link" href="/queue/?tier=T1">Mine today</a>' in page or (
        'href="/queue/?tier=T1"' in page
    )
    refused = client.post("/queue/views/", {"name": ""}, follow=True)
    assert "Give the view a name." in refused.content.decode()
    wrong = client.post("/queue/views/", {"name": "x", "team": "x"}, follow=True)
    assert "Choose one of your teams." in wrong.content.decode()
    kept = manager.saved_views.get()
    assert kept.question == "tier=T1"
    client.post(f"/queue/views/{kept.pk}/remove/")
    assert client.post(f"/queue/views/{kept.pk}/remove/").status_code == 404
    assert not manager.saved_views.exists()


@pytest.mark.parametrize("most", [3, 5])
def test_a_file_says_how_many_it_leaves_out(
    client: Client,
    manager: User,
    night: Run,
    monkeypatch: pytest.MonkeyPatch,
    most: int,
) -> None:
    entries.made(night, 5)
    module = sys.modules["safeward.apps.ranking.queries.queue"]
    monkeypatch.setattr(module, "MOST_EXPORTED", most)
    text = taken(client, manager, "csv").decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(taken(client, manager, "xlsx")))
    head = str(book.active["A2"].value)
    short = f"Not everybody: {5 - most} people of this queue stand in no row"
    assert (short in text.splitlines()[-1]) == (short in head) == (most < 5)
    assert ("Not everybody" in text) == (most < 5)
