"""The register is whole, in date today, and its pages are as the files have it."""

import datetime
from pathlib import Path

import pytest

from safeward.core.evaluation.register.check import cards, problems
from safeward.core.evaluation.register.entries import read_entries
from safeward.core.evaluation.register.pages import markdown
from safeward.core.evaluation.register.subjects import shipped
from safeward.core.instruments.library import IDS

FOLDER = Path(__file__).parents[2] / "docs" / "reference" / "register"
THINGS = shipped()
ENTRIES = read_entries()
PAGES = markdown(cards(THINGS, ENTRIES))
NEW = "run `safeward register build` and commit its pages"


def test_every_thing_that_scores_sorts_or_joins_is_asked_for() -> None:
    asked = {(thing.kind, thing.id) for thing in THINGS}
    assert {name for kind, name in asked if kind == "instrument"} == set(IDS)
    source = Path(__file__).parents[2] / "src" / "safeward" / "core"
    models = sorted((source / "linkage" / "models").glob("*.json"))
    policies = sorted((source / "priority" / "policies").glob("*.toml"))
    files = {thing.file for thing in THINGS}
    for path in [*models, *policies]:
        assert f"src/safeward/{path.relative_to(source.parent)}" in files


def test_it_lacks_nothing_today() -> None:
    # The one place where a test asks the clock: a review that is overdue must fail it.
    today = datetime.date.today()
    assert list(problems(THINGS, ENTRIES, today)) == []


@pytest.mark.parametrize("name", sorted(PAGES))
def test_its_page_is_current(name: str) -> None:
    path = FOLDER / name
    assert path.is_file(), NEW
    assert path.read_text(encoding="utf-8") == PAGES[name], NEW


def test_no_page_is_left_of_something_gone() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == set(PAGES), NEW


def test_owners_are_roles_and_not_persons() -> None:
    for entry in ENTRIES:
        for role in (entry.owner.senior_owner, entry.owner.contact):
            assert not any(title in role for title in ("Mr ", "Ms ", "Dr ", "@"))


def test_nothing_is_in_use_that_nobody_approved() -> None:
    assert {entry.status for entry in ENTRIES} <= {
        "draft",
        "reference",
        "recorded only",
    }
    assert [entry.id for entry in ENTRIES if entry.approved] == []
