"""`safeward audit`: sound or not, and what first."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from safeward.apps.audit.models import Seal
from safeward.apps.foundation import clock
from safeward.cli import main
from tests.integration.platform.audit.conftest import opened

pytestmark = pytest.mark.django_db(transaction=True)
type Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Said]:
    # The command would set handlers that outlive the test.
    monkeypatch.setattr("signal.signal", lambda number, handler: None)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["safeward", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    with override_settings(SAFEWARD_DATA=tmp_path):
        yield run


def test_a_log_is_chained_and_found_sound(said: Said) -> None:
    opened()
    opened()
    assert said("audit", "seal") == (0, "2 entries chained.\n", "")
    status, out, _err = said("audit", "verify")
    assert status == 0
    assert out.startswith("2 entries in the chain, 0 not yet, 1 kept heads. Head ")
    assert out.endswith("The log is sound.\n")


def test_the_first_wrong_thing_is_named_and_the_status_is_1(
    said: Said, by_force: Callable[..., None]
) -> None:
    entries = [opened() for _ in range(5)]
    said("audit", "seal")
    by_force("UPDATE audit_seal SET hash = 'x' WHERE number IN (2, 4)")
    status, out, err = said("audit", "verify")
    assert status == 1
    assert err.startswith(
        "safeward: the log is not sound. First: Place 2 of the chain "
        f"(entry {entries[1]})"
    )
    assert "- Place 4 of the chain" in out


def test_ten_findings_are_shown_and_the_others_counted(
    said: Said, by_force: Callable[..., None]
) -> None:
    for _ in range(14):
        opened()
    said("audit", "seal")
    by_force("DELETE FROM audit_about")
    _status, out, _err = said("audit", "verify")
    assert out.count("- Place") == 10
    assert "- and 4 more." in out


def test_a_chain_that_is_not_the_kept_one_is_not_added_to(
    said: Said, by_force: Callable[..., None]
) -> None:
    opened()
    said("audit", "seal")
    by_force("DELETE FROM audit_seal")
    status, _out, err = said("audit", "seal")
    assert status == 1
    assert "run `safeward audit verify`" in err
    assert not Seal.objects.exists()


def test_doctor_asks_for_a_sealer_when_entries_wait_too_long(said: Said) -> None:
    opened()
    assert "ok    audit log" in said("doctor")[1]
    with clock.standing_at(clock.now() + datetime.timedelta(minutes=2)):
        out = said("doctor")[1]
        assert "MEND  audit log: Entries older than a minute" in out
        said("audit", "seal")
        assert "ok    audit log" in said("doctor")[1]
