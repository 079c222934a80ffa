"""An entry is whole or refused, with the file and the field."""

from pathlib import Path

import pytest

from safeward.core.evaluation.register.entries import read_entries, shipped
from safeward.core.vocabulary.errors import EntryRefused

COMMON = shipped().joinpath("common.toml").read_text("utf-8")
POLICY = shipped().joinpath("policies", "safeward_default.toml").read_text("utf-8")


def folder(path: Path, policy: str, common: str = COMMON) -> Path:
    (path / "policies").mkdir()
    (path / "common.toml").write_text(common, encoding="utf-8")
    (path / "policies" / "safeward_default.toml").write_text(policy, encoding="utf-8")
    return path


def test_an_entry_is_filled_from_what_all_entries_share(tmp_path: Path) -> None:
    (entry,) = read_entries(folder(tmp_path, POLICY))
    assert (entry.kind, entry.id) == ("policy", "safeward_default")
    assert "privacy" in entry.owner.contact
    assert entry.decision.human.startswith("A named sergeant")


def test_its_own_words_win_and_its_own_risks_are_added(tmp_path: Path) -> None:
    own = POLICY.replace("[decision]", '[decision]\nappeal = "Ask the sergeant."', 1)
    (entry,) = read_entries(folder(tmp_path, own))
    assert entry.decision.appeal == "Ask the sergeant."
    assert len(entry.impact) == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("human = ", "humans = ", "humans"),
        ('status = "draft"', 'status = "good"', "status"),
        ('covers = "2"', "covers = 2", "covers"),
        ('covers = "2"\n', "", "covers"),
        ('scale = "', 'scale = "" #', "decision.scale is empty"),
        ("[[findings]]", "[[findings", "cannot be read"),
    ],
)
def test_a_gap_is_refused_by_name(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in POLICY
    with pytest.raises(EntryRefused, match=said) as refusal:
        read_entries(folder(tmp_path, POLICY.replace(old, new, 1)))
    assert "safeward_default.toml" in str(refusal.value)


def test_a_day_written_as_text_is_no_day(tmp_path: Path) -> None:
    common = COMMON.replace("entered = 2026-11-22", 'entered = "2026-11-22"')
    with pytest.raises(EntryRefused, match="entered"):
        read_entries(folder(tmp_path, POLICY, common))
