"""What somebody does who owns the database is found, and the first of it named."""

import datetime
import random
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeward.apps.audit import sealer
from safeward.apps.audit import verify as checking
from safeward.apps.audit.chain import BEGINNING, hashed
from safeward.apps.audit.models import Entry, Seal, Waiting
from safeward.apps.audit.rows import said
from safeward.apps.audit.types import AuditFailed, Found, Report
from safeward.apps.audit.verify import verify
from safeward.apps.foundation import clock
from tests.integration.platform.append_only import put_back, taken_off
from tests.integration.platform.audit.conftest import OTHER, opened

type Force = Callable[..., None]

LATER = datetime.timedelta(hours=1)


def sql_id(value: UUID) -> object:
    return value.hex if connection.vendor == "sqlite" else value


def first(report: Report) -> tuple[Found, int | None]:
    assert not report.sound
    return report.findings[0].what, report.findings[0].number


def test_an_untouched_log_is_sound(
    history: list[UUID], heads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "PAGE", 5)
    report = verify(heads)
    assert report.findings == ()
    assert (report.sealed, report.waiting, report.kept) == (12, 0, 1)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", OTHER),
        ("purpose", "other"),
        ("action", "other"),
        ("kind", "write"),
        ("detail", "presence"),
        ("outside", 3),
        ("things", "[]"),
        ("things", "nonsense"),
        ("reasons", '["conflict"]'),
        ("counts", '{"results":1}'),
        ("counts", "[]"),
        ("recorded_at", datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)),
    ],
    ids=str,
)
def test_an_edited_entry_is_found(
    history: list[UUID], heads: Path, by_force: Force, column: str, value: object
) -> None:
    given = sql_id(value) if isinstance(value, UUID) else value
    if isinstance(given, datetime.datetime) and connection.vendor == "sqlite":
        given = "2020-01-01 00:00:00"
    by_force(
        f"UPDATE audit_entry SET {column} = %s WHERE id = %s",
        given,
        sql_id(history[4]),
    )
    assert first(verify(heads)) == (Found.EDITED, 5)


def test_a_removed_entry_is_found(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    by_force("DELETE FROM audit_entry WHERE id = %s", sql_id(history[4]))
    assert first(verify(heads)) == (Found.ENTRY_GONE, 5)


def test_a_removed_place_is_a_gap(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    by_force("DELETE FROM audit_seal WHERE number = 5")
    assert first(verify(heads)) == (Found.GAP, 5)


def test_a_cut_end_is_found(history: list[UUID], heads: Path, by_force: Force) -> None:
    by_force("DELETE FROM audit_seal WHERE number > 9")
    for entry in history[9:]:
        by_force("DELETE FROM audit_entry WHERE id = %s", sql_id(entry))
        by_force("DELETE FROM audit_about WHERE entry = %s", sql_id(entry))
    assert first(verify(heads)) == (Found.CUT_SHORT, 10)


def test_an_emptied_log_is_found(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    for table in ("audit_entry", "audit_about", "audit_seal", "audit_waiting"):
        by_force(f"DELETE FROM {table}")
    assert first(verify(heads)) == (Found.CUT_SHORT, 1)


def test_an_altered_index_is_found(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    by_force(
        "UPDATE audit_about SET thing = %s WHERE entry = %s",
        sql_id(UUID(int=99)),
        sql_id(history[4]),
    )
    assert first(verify(heads)) == (Found.INDEX, 5)


def test_an_index_of_an_entry_that_never_was_is_found(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    by_force(
        "INSERT INTO audit_about (entry, thing, kind) VALUES (%s, %s, 'person')",
        sql_id(UUID(int=98)),
        sql_id(UUID(int=99)),
    )
    assert first(verify(heads)) == (Found.INDEX, None)


def rewrite(force: Force) -> None:
    """Work out every hash anew, as somebody who has this program can."""
    before = BEGINNING
    rows = Entry.objects.in_bulk()
    for seal in Seal.objects.order_by("number"):
        before = hashed(seal.number, before, said(rows[seal.entry]))
        force("UPDATE audit_seal SET hash = %s WHERE number = %s", before, seal.number)


def test_a_chain_written_anew_is_found_by_the_kept_head(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    by_force("UPDATE audit_entry SET outside = 0, actor = NULL")
    rewrite(by_force)
    assert first(verify(heads)) == (Found.REWRITTEN, 12)
    for file in heads.glob("*.json"):
        file.unlink()
    with clock.standing_at(clock.now() + LATER):
        assert first(verify(heads)) == (Found.NOT_KEPT, None)


def test_nothing_more_is_chained_to_a_chain_written_anew(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    by_force("UPDATE audit_entry SET actor = NULL")
    rewrite(by_force)
    opened()
    with pytest.raises(AuditFailed, match="nothing was chained"):
        sealer.seal(heads)
    assert Seal.objects.count() == 12


def test_no_head_of_a_shortened_chain_is_kept_on_a_later_day(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    by_force("DELETE FROM audit_seal WHERE number > 9")
    with clock.standing_at(clock.now() + datetime.timedelta(days=1)):
        with pytest.raises(AuditFailed, match="place 12 was kept"):
            sealer.gather(heads)
        with pytest.raises(AuditFailed, match="place 12 was kept"):
            sealer.watch(heads, on=lambda: True)
    assert len([*heads.glob("*.json")]) == 1


def test_an_entry_that_nobody_chains_is_stale(history: list[UUID], heads: Path) -> None:
    left = opened()
    assert verify(heads).sound
    with clock.standing_at(clock.now() + LATER):
        report = verify(heads)
    assert first(report) == (Found.UNSEALED, None)
    assert (report.findings[0].entry, report.waiting) == (left, 1)


def test_an_entry_taken_off_those_that_wait_is_stale_until_a_sealer_starts(
    history: list[UUID], heads: Path
) -> None:
    left = opened()
    Waiting.objects.all().delete()
    with clock.standing_at(clock.now() + LATER):
        assert first(verify(heads)) == (Found.UNSEALED, None)
        assert sealer.seal(heads) == 0
        sealer.gather(heads)
        assert sealer.seal(heads) == 1
        assert verify(heads).sound
    assert Seal.objects.get(number=13).entry == left


def test_an_entry_removed_while_it_waited_gets_its_place_and_is_named_there(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    left = opened()
    by_force("DELETE FROM audit_about WHERE entry = %s", sql_id(left))
    by_force("DELETE FROM audit_entry WHERE id = %s", sql_id(left))
    assert sealer.seal(heads) == 1
    assert first(verify(heads)) == (Found.ENTRY_GONE, 13)


def test_an_entry_spoiled_while_it_waited_is_named_at_its_place(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    left = opened()
    by_force("UPDATE audit_entry SET things = '{' WHERE id = %s", sql_id(left))
    assert sealer.seal(heads) == 1
    assert first(verify(heads)) == (Found.EDITED, 13)


@pytest.mark.parametrize("which", range(4))
def test_a_trigger_taken_off_is_found(
    history: list[UUID], heads: Path, by_force: Force, which: int
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(taken_off()[which])
    assert first(verify(heads)) == (Found.UNPROTECTED, None)
    with connection.cursor() as cursor:
        for statement in [*taken_off(), *put_back()]:
            cursor.execute(statement)
    assert verify(heads).sound


def test_a_trigger_that_does_nothing_is_found(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_entry_no_update")
            cursor.execute(
                "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
                "BEGIN SELECT 1; END"
            )
        else:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION audit_only_grows() RETURNS trigger "
                "LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$"
            )
    assert first(verify(heads)) == (Found.UNPROTECTED, None)


def test_a_trigger_or_rule_that_swallows_entries_is_found(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER quiet BEFORE INSERT ON audit_entry "
                "BEGIN SELECT RAISE(IGNORE); END"
            )
        else:
            cursor.execute(
                "CREATE RULE quiet AS ON INSERT TO audit_entry DO INSTEAD NOTHING"
            )
        try:
            report = verify(heads)
        finally:
            on = "" if connection.vendor == "sqlite" else " ON audit_entry"
            kind = "TRIGGER" if connection.vendor == "sqlite" else "RULE"
            cursor.execute(f"DROP {kind} quiet{on}")
    assert first(report) == (Found.UNPROTECTED, None)
    assert report.findings[0].sentence.startswith("quiet acts on the tables")
    assert verify(heads).sound


def test_a_trigger_switched_off_is_found(
    history: list[UUID], heads: Path, by_force: Force
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite cannot switch a trigger off")
    for how in ("DISABLE", "ENABLE REPLICA"):
        with connection.cursor() as cursor:
            cursor.execute(
                f"ALTER TABLE audit_seal {how} TRIGGER audit_seal_only_grows"
            )
        assert first(verify(heads)) == (Found.UNPROTECTED, None)


DEEDS = {
    "purpose": ("UPDATE audit_entry SET purpose = 'other' WHERE id = %s", Found.EDITED),
    "things": ("UPDATE audit_entry SET things = '[]' WHERE id = %s", Found.EDITED),
    "entry": ("DELETE FROM audit_entry WHERE id = %s", Found.ENTRY_GONE),
    "index": ("DELETE FROM audit_about WHERE entry = %s", Found.INDEX),
    "place": ("DELETE FROM audit_seal WHERE entry = %s", Found.GAP),
    "hash": ("UPDATE audit_seal SET hash = 'x' WHERE entry = %s", Found.EDITED),
}


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    deeds=st.lists(
        st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 11)),
        min_size=1,
        max_size=4,
        unique_by=lambda deed: deed[1],
    ),
    page=st.integers(1, 15),
)
def test_of_any_deeds_the_earliest_is_named_first(
    history: list[UUID],
    heads: Path,
    by_force: Force,
    deeds: list[tuple[str, int]],
    page: int,
) -> None:
    before = _held()
    order = random.Random(page).sample(deeds, len(deeds))
    places = dict(Seal.objects.values_list("entry", "number"))
    entries = [row.id for row in Entry.objects.order_by("id")]
    for name, at in order:
        by_force(DEEDS[name][0], sql_id(entries[at]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "PAGE", page)
        found = first(verify(heads))
    name, at = min(deeds, key=lambda deed: places[entries[deed[1]]])
    expected = DEEDS[name][1], places[entries[at]]
    if name == "place" and at == 11:
        expected = Found.CUT_SHORT, 12
    assert found == expected
    _put_back(by_force, before)


def _held() -> dict[str, list[dict[str, object]]]:
    with connection.cursor() as cursor:
        held = {}
        for table in ("audit_entry", "audit_about", "audit_seal"):
            cursor.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in cursor.description]
            held[table] = [dict(zip(names, row, strict=True)) for row in cursor]
    return held


def _put_back(force: Force, held: dict[str, list[dict[str, object]]]) -> None:
    for table, rows in held.items():
        force(f"DELETE FROM {table}")
        for row in rows:
            marks = ", ".join(["%s"] * len(row))
            force(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})",
                *row.values(),
            )
    force("DELETE FROM audit_waiting")
