"""Files handed over: looked at, taken in, taken back; what is refused at the door."""

from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from safeward.apps.access.types import Refused
from safeward.apps.intake import staging
from safeward.apps.intake.actions import FilesRefused, NotNow, receive, uploads
from safeward.apps.intake.actions.uploads import look, take_in_now
from safeward.apps.intake.models import Upload
from safeward.apps.people.models import Person, Place
from safeward.apps.ranking.models import Entry
from safeward.apps.records.models import PersonRecord
from tests.integration.platform.intake.working import Staff, staff
from tests.integration.platform.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PERSONS = (
    "record_id,agency,family_name,given_names,date_of_birth\n"
    "r1,police,Marlow,Tessa,1990-02-03\n"
    "r2,police,Marlow,Tessa,1990-02-03\n"
    "r3,police,=cmd,Jun,1971-13-45\n"
)
INCIDENTS = (
    "incident_id,agency,kind,occurred_on,division\n"
    "i1,police,family_violence,2026-06-01,ND1\n"
    "i2,police,nonsense,2026-06-02,ND1\n"
)
INVOLVEMENTS = "incident_id,record_id,role\ni1,r1,perpetrator\ni1,r3,victim_survivor\n"


@pytest.fixture
def people(tmp_path: Path, settings) -> Staff:
    settings.SAFEWARD_DATA = tmp_path
    return staff()


def browser(user) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def handed_over(client: Client) -> Upload:
    files = [
        SimpleUploadedFile(f"{name}.csv", text.encode())
        for name, text in (
            ("persons", PERSONS),
            ("incidents", INCIDENTS),
            ("involvements", INVOLVEMENTS),
        )
    ]
    said = {"source": "Delivery", "as_of": "2026-06-30", "handed_over": files}
    answer = client.post(reverse("loads"), said)
    upload = Upload.objects.get()
    assert answer["Location"] == reverse("load", args=[upload.pk])
    return upload


def test_looked_at_taken_in_and_taken_back(people: Staff) -> None:
    client = browser(people.manager)
    upload = handed_over(client)
    page = reverse("load", args=[upload.pk])
    assert "Waiting to be looked at" in client.get(page).content.decode()
    look(upload.pk)
    text = client.get(page).content.decode()
    assert "nothing is taken in yet" in text
    assert "unknown code" in text
    assert "1971" not in text
    assert not PersonRecord.objects.exists()
    assert not Person.objects.exists()
    upload.refresh_from_db()
    assert upload.preview == {"mentions": 3, "new": 2, "known": 0, "reviews": 0}

    client.post(reverse("load_take_in", args=[upload.pk]))
    take_in_now(upload.pk)
    assert PersonRecord.objects.filter(superseded_at=None).count() == 3
    assert Place.objects.count() == 3
    assert Entry.objects.filter(superseded_at=None).count() == 1
    assert not (settings.SAFEWARD_DATA / "uploads" / upload.pk.hex).exists()

    answer = client.post(reverse("load_take_back", args=[upload.pk]), follow=True)
    assert "Everything is as it was" in answer.content.decode()
    assert not PersonRecord.objects.filter(superseded_at=None).exists()
    assert not Place.objects.exists()
    assert not Entry.objects.filter(superseded_at=None).exists()


def test_files_are_taken_in_once_however_many_are_told_to(
    people: Staff, monkeypatch
) -> None:
    """Another process that is told of the same work meanwhile leaves it alone."""
    client = browser(people.manager)
    upload = handed_over(client)
    look(upload.pk)
    client.post(reverse("load_take_in", args=[upload.pk]))
    begun = []
    noting = staging.noting

    def another() -> None:
        try:
            take_in_now(upload.pk)
        finally:
            connection.close()

    def begins(key):
        begun.append(key)
        if len(begun) == 1:
            other = Thread(target=another)
            other.start()
            other.join()
        return noting(key)

    monkeypatch.setattr(staging, "noting", begins)
    take_in_now(upload.pk)
    take_in_now(upload.pk)
    assert begun == [upload.pk]
    assert PersonRecord.objects.filter(superseded_at=None).count() == 3
    upload.refresh_from_db()
    assert upload.state == "taken_in"


def test_what_fails_is_not_taken_in_and_can_be_tried_again(
    people: Staff, monkeypatch
) -> None:
    client = browser(people.manager)
    upload = handed_over(client)
    look(upload.pk)
    client.post(reverse("load_take_in", args=[upload.pk]))
    with monkeypatch.context() as broken:
        broken.setattr(uploads, "place", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take_in_now(upload.pk)
    assert not PersonRecord.objects.exists()
    client.post(reverse("load_take_in", args=[upload.pk]))
    take_in_now(upload.pk)
    assert PersonRecord.objects.filter(superseded_at=None).count() == 3


def test_the_list_of_what_was_refused_runs_in_no_spreadsheet(people: Staff) -> None:
    client = browser(people.manager)
    upload = handed_over(client)
    look(upload.pk)
    answer = client.get(reverse("load_rejected", args=[upload.pk]))
    text = b"".join(answer.streaming_content).decode()
    assert text.splitlines()[0] == "file,line,column,value,reason,refused"
    assert "incidents.csv,3,kind,nonsense,unknown code,row" in text
    assert not any(cell.startswith("=") for cell in text.split(","))


@pytest.mark.parametrize(
    "name", ["../persons.csv", "people.csv", "persons.csv.exe", "persons.xlsx", ""]
)
def test_a_file_of_another_name_is_refused(people: Staff, name: str) -> None:
    with pytest.raises(FilesRefused):
        receive(
            by=people.manager,
            files=[(name, [b"x"])],
            source="x",
            as_of=date(2026, 6, 30),
        )
    assert not Upload.objects.exists()
    assert list((settings.SAFEWARD_DATA / "uploads").glob("*")) == []


def test_too_much_is_refused_while_it_comes_in(people: Staff, monkeypatch) -> None:
    monkeypatch.setattr(staging, "MOST_BYTES", 10)
    with pytest.raises(FilesRefused):
        receive(
            by=people.manager,
            files=[("persons.csv", [b"12345678", b"12345678"])],
            source="x",
            as_of=date(2026, 6, 30),
        )
    assert list((settings.SAFEWARD_DATA / "uploads").glob("*")) == []


def test_files_are_open_to_the_platform_alone(people: Staff) -> None:
    upload = handed_over(browser(people.manager))
    folder = settings.SAFEWARD_DATA / "uploads" / upload.pk.hex / "files"
    assert folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.iterdir())


def test_nothing_is_taken_in_that_nobody_looked_at(people: Staff) -> None:
    from safeward.apps.intake.actions import take_in

    upload = handed_over(browser(people.manager))
    with pytest.raises(NotNow):
        take_in(by=people.manager, upload=upload.pk)
    take_in_now(upload.pk)
    assert not PersonRecord.objects.exists()


def test_another_teams_upload_is_closed(people: Staff) -> None:
    upload = handed_over(browser(people.manager))
    other = browser(people.elsewhere)
    assert other.get(reverse("load", args=[upload.pk])).status_code in (403, 404)


def test_whoever_loads_nothing_hands_nothing_over(people: Staff) -> None:
    with pytest.raises(Refused):
        receive(by=people.member, files=[], source="x", as_of=date(2026, 6, 30))
