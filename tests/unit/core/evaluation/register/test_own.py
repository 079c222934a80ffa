"""What an agency made itself stands in its register beside what is shipped."""

import shutil
from importlib import resources
from pathlib import Path

import pytest
from attrs import evolve

from safeward.core.evaluation.register.check import cards, problems
from safeward.core.evaluation.register.entries import read_entries, shipped
from safeward.core.evaluation.register.own import own_subjects, scorecard_subject
from safeward.core.evaluation.register.subjects import everything
from safeward.core.instruments.library import instrument
from safeward.core.instruments.toml_text import to_toml
from safeward.core.risk.model import write
from safeward.core.vocabulary.errors import EntryRefused, PolicyRefused
from tests.unit.core.risk.models import a_model

POLICIES = resources.files("safeward.core.priority") / "policies"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    entries = tmp_path / "entries"
    shutil.copytree(Path(str(shipped())), entries)
    policy = (POLICIES / "default.toml").read_text("utf-8")
    ours = policy.replace('id = "safeward-default"', 'id = "our-policy"', 1)
    (tmp_path / "ours.toml").write_text(ours, encoding="utf-8")
    entry = (entries / "policies" / "safeward_default.toml").read_text("utf-8")
    (entries / "policies" / "our_policy.toml").write_text(
        f'file = "../ours.toml"\n{entry}', encoding="utf-8"
    )
    return entries


def test_its_policy_is_registered_like_the_shipped_one(folder: Path) -> None:
    written = read_entries(folder)
    things = everything(folder, written)
    assert list(problems(things, written, written[0].updated)) == []
    (card,) = [c for c in cards(things, written) if c.entry.id == "our_policy"]
    assert card.subject.name == "Prioritisation policy our-policy"
    assert card.subject.file == "../ours.toml"


def test_its_definition_of_an_instrument_is_registered(folder: Path) -> None:
    text = to_toml(instrument("s_dash")).replace('id = "s_dash"', 'id = "ours"', 1)
    (folder.parent / "ours.toml").write_text(text, encoding="utf-8")
    entry = (folder / "instruments" / "s_dash.toml").read_text("utf-8")
    (folder / "instruments" / "ours.toml").write_text(
        f'file = "../ours.toml"\n{entry}', encoding="utf-8"
    )
    (folder / "policies" / "our_policy.toml").unlink()
    written = read_entries(folder)
    things = everything(folder, written)
    assert ("instrument", "ours") in {(thing.kind, thing.id) for thing in things}


def test_an_entry_whose_file_is_of_something_else_is_told(folder: Path) -> None:
    written = [e for e in read_entries(folder) if e.id != "our_policy"]
    things = everything(folder, read_entries(folder))
    (sentence,) = problems(things, written, written[0].updated)
    assert sentence == "policy our_policy has no entry in the register."


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    (folder.parent / "ours.toml").unlink()
    with pytest.raises(EntryRefused, match=r"names \.\./ours\.toml"):
        everything(folder, read_entries(folder))


def test_a_file_that_cannot_be_used_is_told(folder: Path) -> None:
    (folder.parent / "ours.toml").write_text("id = 1", encoding="utf-8")
    with pytest.raises(PolicyRefused):
        everything(folder, read_entries(folder))


def test_shipped_entries_name_no_file() -> None:
    assert [entry.id for entry in read_entries() if entry.file] == []


def test_a_fitted_scorecard_is_read_from_its_own_file(folder: Path) -> None:
    model = a_model()
    (folder.parent / "ours.json").write_text(write(model), encoding="utf-8")
    (subject,) = own_subjects(
        folder.parent, [evolve(read_entries()[0], kind="model", file="ours.json")]
    )
    assert subject.id == model.id.replace("-", "_")
    assert subject.predicts == model.predicts
    assert subject.inputs == model.inputs
    assert subject.weaknesses == model.caveats
    assert len(subject.version) == 12


def test_results_by_group_stay_out_of_the_public_card() -> None:
    groups = {"groups": {"sex": [{"group": "F", "auc": 0.123456}]}, "note": "Ask us."}
    subject = scorecard_subject(a_model(fairness=groups), "ours.json")
    assert subject.groups == "Ask us."
    assert "0.123456" not in repr(subject)


def test_validity_on_later_days_and_other_places_is_shown() -> None:
    figure = {"value": 0.7, "low": 0.6, "high": 0.8}
    part = {
        "judged": {
            "people": 1200,
            "dates": 3,
            "from": "2025-01-01",
            "to": "2025-03-01",
        },
        "calibration": {"slope": figure, "brier": 0.1, "brier_of_base_rate": 0.2},
        "orders": {"this scorecard": {"auc": figure}},
    }
    model = a_model(validity={"time": part, "place": None})
    (found,) = scorecard_subject(model, "ours.json").findings
    assert found.result.startswith("AUC 0.700 (0.600 to 0.800); calibration slope 0.7")
    assert found.measured_on == (
        "1,200 people on 3 days from 2025-01-01 to 2025-03-01, later days"
    )
