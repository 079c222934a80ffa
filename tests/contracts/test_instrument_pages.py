"""The reference page of each instrument is made from its definition and examples."""

import pytest

from tests.contracts.instrument_pages import CASES, COMMAND, FOLDER, cases, pages

PAGES = pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_it_is_current(name: str) -> None:
    path = FOLDER / name
    assert path.is_file(), f"run `{COMMAND}`"
    assert path.read_text(encoding="utf-8") == PAGES[name], f"run `{COMMAND}`"


def test_no_page_is_left_of_an_instrument_that_is_gone() -> None:
    assert {path.name for path in FOLDER.glob("*.md")} == set(PAGES)


def test_worked_examples_are_on_the_page() -> None:
    tables = sorted(CASES.glob("*.csv"))
    assert len(tables) >= 10
    for table in tables:
        for case in cases(table.stem):
            assert str(case["case"]) in PAGES[f"{table.stem}.md"]
