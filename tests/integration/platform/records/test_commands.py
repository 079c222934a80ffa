"""`safeward db load`, `loads` and `undo`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from safeward.apps.people.models import Place
from safeward.apps.records.models import PersonRecord
from safeward.cli.app import app
from safeward.core.vocabulary.errors import SafewardError
from tests.integration.platform.records.test_deliveries import folder

pytestmark = pytest.mark.django_db
HANGING = "incident_id,record_id,role\ni1,p1,perpetrator\ni1,p2,child\ni1,p9,witness\n"


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["db", *words])


def refusal(*words: str) -> str:
    """The sentence that stands on the screen, with exit status 2."""
    error = run(*words).exception
    assert isinstance(error, SafewardError)
    assert error.exit_status == 2
    return str(error)


def done(*words: str) -> str:
    """What stands on the screen of a command that did what it was asked."""
    result = run(*words)
    if result.exception is not None:
        raise result.exception
    return result.stdout


def test_files_go_in_are_listed_and_taken_back(tmp_path: Path) -> None:
    files = str(folder(tmp_path / "files", involvements=HANGING))
    assert "Nothing was taken in." in done("load", files, "--dry-run")
    loaded = done("load", files, "--as-of", "2026-03-31", "--no-rank")
    assert "persons: 2 new" in loaded
    assert "involvements: 2 new, 1 refused" in loaded
    assert "involvements.csv line 4, record_id: no such row in persons" in loaded
    assert Place.objects.count() == PersonRecord.objects.count() == 2
    key = loaded.split("Load ")[1].split()[0]
    listed = done("loads").splitlines()
    assert listed[0].startswith(key)
    assert "Taken in: 5 rows of files, for 2026-03-31" in listed[0]
    assert "Looked at, not taken in" in listed[1]
    why = done("loads", "--refused", key).splitlines()
    assert why[1].startswith("involvements.csv,4,record_id,p9")
    assert "2 mentions of people are gone" in done("undo", key)
    assert not Place.objects.exists()
    assert "is not taken in" in refusal("undo", key)


def test_people_are_ranked_after_a_load(tmp_path: Path) -> None:
    files = str(folder(tmp_path / "files"))
    said = done("load", files, "--as-of", "2026-03-31")
    assert "Ranked as of 2026-03-31" in said


def test_what_cannot_be_used_is_told_in_one_sentence(tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    files = str(folder(tmp_path / "files"))
    assert "is not a folder of agency files" in refusal("load", nowhere)
    assert "There is no persons.csv" in refusal("load", str(tmp_path))
    assert "'soon' is not a date" in refusal("load", files, "--as-of", "soon")
    assert "no open account 'nobody'" in refusal("load", files, "--by", "nobody")
    assert "is no load's id" in refusal("undo", "that one")
