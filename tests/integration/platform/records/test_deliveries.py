"""What comes in, what is skipped, what takes another's place, who may load."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safeward.apps.access.models import Agency, User
from safeward.apps.access.types import AgencyKind, Refused
from safeward.apps.audit.models import Entry
from safeward.apps.records.actions import append, commit_load, dry_run, undo_load
from safeward.apps.records.models import IncidentRecord, Load, PersonRecord, RejectedRow
from safeward.apps.records.queries import holdings
from safeward.apps.records.types import (
    LoadRefused,
    LoadState,
    TableCounts,
    UndoRefused,
)
from safeward.core.vocabulary.errors import HoldingsRejected

pytestmark = pytest.mark.django_db

PERSONS = "record_id,agency,family_name\np1,police,Ames\np2,police,Birk\n"
INCIDENTS = (
    "incident_id,agency,kind,occurred_on,division\n"
    "i1,police,family_violence,2026-03-01,ND1\n"
)
PARTIES = "incident_id,record_id,role\ni1,p1,perpetrator\ni1,p2,victim_survivor\n"


def folder(
    place: Path,
    persons: str = PERSONS,
    incidents: str = INCIDENTS,
    involvements: str = PARTIES,
    **others: str,
) -> Path:
    place.mkdir(exist_ok=True)
    given = {"persons": persons, "incidents": incidents, "involvements": involvements}
    for name, text in {**given, **others}.items():
        (place / f"{name}.csv").write_text(text, "utf-8")
    return place


def counts(outcome: Any, table: str) -> TableCounts:
    found: TableCounts = outcome.counts[table]
    return found


def test_a_row_delivered_again_is_skipped(tmp_path: Path) -> None:
    files = folder(tmp_path)
    commit_load(by=None, folder=files)
    again = commit_load(by=None, folder=files)
    assert counts(again, "persons") == TableCounts(equal=2)
    assert again.records.is_empty()
    assert PersonRecord.objects.count() == 2


def test_a_changed_row_takes_the_place_of_the_held_one(tmp_path: Path) -> None:
    commit_load(by=None, folder=folder(tmp_path))
    changed = PERSONS.replace("Birk", "Birch")
    outcome = commit_load(by=None, folder=folder(tmp_path, changed))
    assert counts(outcome, "persons") == TableCounts(equal=1, changed=1)
    assert outcome.records.to_list() == ["p2"]
    assert holdings().persons["family_name"].to_list() == ["Ames", "Birch"]
    old = PersonRecord.objects.get(family_name="Birk")
    assert old.superseded_by_id == outcome.load


def test_a_delivery_may_refer_to_what_is_held(tmp_path: Path) -> None:
    commit_load(by=None, folder=folder(tmp_path))
    more = folder(
        tmp_path,
        persons="record_id,agency\np3,police\n",
        incidents=INCIDENTS.replace("i1", "i2"),
        involvements="incident_id,record_id,role\ni2,p1,perpetrator\ni1,p3,child\n",
    )
    outcome = commit_load(by=None, folder=more)
    assert counts(outcome, "involvements") == TableCounts(new=2)
    assert outcome.rejected.is_empty()


def test_what_was_refused_is_kept_with_the_load(tmp_path: Path) -> None:
    parties = PARTIES + "i1,p9,witness\n"
    outcome = commit_load(by=None, folder=folder(tmp_path, involvements=parties))
    assert counts(outcome, "involvements") == TableCounts(new=2, rejected=1)
    row = RejectedRow.objects.get(load=outcome.load)
    assert (row.file, row.line, row.column) == ("involvements.csv", 4, "record_id")
    assert row.reason == "no such row in persons"
    assert holdings().rejected.equals(outcome.rejected)


def test_a_dry_run_takes_nothing_in(tmp_path: Path) -> None:
    outcome = dry_run(by=None, folder=folder(tmp_path))
    assert counts(outcome, "persons") == TableCounts(new=2)
    assert Load.objects.get().state == LoadState.DRY_RUN.value
    assert not PersonRecord.objects.exists()
    assert not RejectedRow.objects.exists()


def test_what_was_looked_at_is_what_comes_in(tmp_path: Path) -> None:
    looked_at = dry_run(by=None, folder=folder(tmp_path)).load
    changed = folder(tmp_path, PERSONS.replace("Birk", "Birch"))
    with pytest.raises(LoadRefused, match="not the files that were looked at"):
        commit_load(by=None, folder=changed, looked_at=looked_at)
    same = folder(tmp_path)
    assert commit_load(by=None, folder=same, looked_at=looked_at).load == looked_at
    with pytest.raises(LoadRefused, match="taken in before"):
        commit_load(by=None, folder=same, looked_at=looked_at)
    assert Load.objects.count() == 1


def test_nothing_comes_in_of_files_that_cannot_be_used(tmp_path: Path) -> None:
    files = folder(tmp_path, involvements="incident_id,role\ni1,witness\n")
    with pytest.raises(HoldingsRejected):
        commit_load(by=None, folder=files)
    assert not Load.objects.exists()
    assert not PersonRecord.objects.exists()


def test_an_id_too_long_for_an_index_is_told_in_a_sentence(tmp_path: Path) -> None:
    files = folder(tmp_path, PERSONS + f"{'x' * 501},police,Long\n")
    with pytest.raises(HoldingsRejected, match="record_id of persons"):
        commit_load(by=None, folder=files)


def test_a_character_that_no_database_keeps_becomes_a_mark(tmp_path: Path) -> None:
    files = folder(tmp_path, PERSONS.replace("Ames", "A\x00mes"))
    commit_load(by=None, folder=files)
    assert holdings().persons["family_name"][0] == "A\N{REPLACEMENT CHARACTER}mes"


def test_a_division_is_spelled_as_it_is_held(tmp_path: Path) -> None:
    commit_load(by=None, folder=folder(tmp_path))
    other = INCIDENTS.replace("i1", "i2").replace("ND1", "nd1")
    commit_load(by=None, folder=folder(tmp_path, incidents=other, involvements=PARTIES))
    divisions = IncidentRecord.objects.values_list("division", flat=True)
    assert set(divisions) == {"ND1"}


def test_assessments_grow_item_by_item(tmp_path: Path) -> None:
    head = "assessment_id,instrument,completed_on,record_id,item,answer\n"
    first = head + "a1,maram,2026-03-02,p1,q1,yes\na1,maram,2026-03-02,p1,q2,no\n"
    commit_load(by=None, folder=folder(tmp_path, assessments=first))
    more = head + "a1,maram,2026-03-02,p1,q2,yes\na1,maram,2026-03-02,p1,q3,\n"
    outcome = commit_load(by=None, folder=folder(tmp_path, assessments=more))
    assert counts(outcome, "assessments") == TableCounts(new=1, changed=1)
    said = holdings().assessments.select("item", "answer").rows()
    assert said == [("q1", "yes"), ("q2", "yes"), ("q3", None)]
    undo_load(by=None, load=outcome.load)
    said = holdings().assessments.select("item", "answer").rows()
    assert said == [("q1", "yes"), ("q2", "no")]


def test_a_load_that_others_rest_on_is_not_taken_back_before_them(
    tmp_path: Path,
) -> None:
    first = commit_load(by=None, folder=folder(tmp_path)).load
    changed = PERSONS.replace("Birk", "Birch")
    second = commit_load(by=None, folder=folder(tmp_path, changed), source="b").load
    with pytest.raises(UndoRefused, match=r"A later load .*\(b, "):
        undo_load(by=None, load=first)
    undo_load(by=None, load=second)
    undone = undo_load(by=None, load=first)
    assert undone.gone.to_list() == ["p1", "p2"]
    assert holdings().persons.is_empty()


@pytest.mark.parametrize(
    "rows",
    [
        {"involvements": [{"incident_id": "i1", "record_id": "p1", "role": "witness"}]},
        {
            "persons": [{"record_id": "p5", "agency": "police"}],
            "orders": [
                {
                    "order_id": "o1",
                    "record_id": "p5",
                    "kind": "bail",
                    "issued_on": date(2026, 3, 3),
                    "protected_record_id": ["p2"],
                }
            ],
        },
    ],
    ids=["by a column", "in a list"],
)
def test_a_load_that_something_typed_in_names_is_not_taken_back(
    tmp_path: Path, rows: dict[str, Any]
) -> None:
    load = commit_load(by=None, folder=folder(tmp_path)).load
    append(by=None, **rows)
    with pytest.raises(UndoRefused, match="typed in here rests"):
        undo_load(by=None, load=load)


def test_a_load_is_taken_back_once(tmp_path: Path) -> None:
    load = commit_load(by=None, folder=folder(tmp_path)).load
    undo_load(by=None, load=load)
    with pytest.raises(LoadRefused):
        undo_load(by=None, load=load)


def test_each_change_has_its_entry_with_counts_alone(tmp_path: Path) -> None:
    load = commit_load(by=None, folder=folder(tmp_path)).load
    undo_load(by=None, load=load)
    entries = list(Entry.objects.order_by("id").values_list("action", "counts"))
    assert [action for action, _ in entries] == ["records.loaded", "records.undone"]
    assert entries[0][1] == '{"new":5}'


def test_nobody_loads_without_being_allowed_to(tmp_path: Path) -> None:
    agency = Agency.objects.create(code="a", name="A", kind=AgencyKind.HUB.value)
    user = User.objects.create(username="nobody", agency=agency)
    files = folder(tmp_path)
    with pytest.raises(Refused):
        dry_run(by=user, folder=files)
    with pytest.raises(Refused):
        commit_load(by=user, folder=files)
    load = commit_load(by=None, folder=files).load
    with pytest.raises(Refused):
        undo_load(by=user, load=load)
    assert Load.objects.get().state == LoadState.COMMITTED.value
