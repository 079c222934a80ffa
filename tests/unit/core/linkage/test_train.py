"""Training: what the data support moves, what they do not stays, and it says which."""

import random
from typing import Any

import polars as pl
import pytest

from safeward.core.linkage.estimate import settings
from safeward.core.linkage.model import Model, default_model, parse, write
from safeward.core.linkage.train import train

BASE = default_model()


def crowd(people: int, seed: int = 3) -> pl.DataFrame:
    """People mentioned twice; a tenth of them with another birth date."""
    chance = random.Random(seed)

    def word() -> str:
        letters = "bdfgklmnprst"
        return "".join(
            chance.choice(letters) + chance.choice("aeiou") for _ in range(4)
        )

    def birth() -> str:
        year, month = chance.randrange(1940, 2010), chance.randrange(1, 13)
        return f"{year}-{month:02d}-{chance.randrange(2, 29):02d}"

    rows: list[dict[str, Any]] = []
    for number in range(people):
        person = {
            "agency": "police",
            "given_names": word(),
            "family_name": word(),
            "date_of_birth": birth(),
        }
        again = person | {"date_of_birth": birth()} if number % 10 == 0 else person
        rows += [
            person | {"record_id": f"{number:05d}a"},
            again | {"record_id": f"{number:05d}b"},
        ]
    return pl.DataFrame(rows)


@pytest.fixture(scope="module")
def trained() -> tuple[Model, tuple[str, ...]]:
    return train(crowd(600), BASE)


def level(model: Model, comparison: str, predicate: str) -> Any:
    levels = next(c.levels for c in model.comparisons if c.name == comparison)
    return next(v for v in levels if v.predicate == predicate)


def test_what_the_data_support_is_estimated(
    trained: tuple[Model, tuple[str, ...]],
) -> None:
    model, _ = trained
    assert level(model, "born", "born_equal").m == pytest.approx(0.9, abs=0.03)
    assert level(model, "given", "given_equal").m > 0.95
    pairs = 1200 * 1199 / 2
    assert model.prior == pytest.approx(600 / pairs, rel=0.15)


def test_true_pairs_do_not_pass_for_chance(
    trained: tuple[Model, tuple[str, ...]],
) -> None:
    # nearly all pairs with one birth date are true: uncorrected, u would be 8e-4
    assert level(trained[0], "born", "born_equal").u < 2e-4


def test_what_they_do_not_support_stays_and_is_said(
    trained: tuple[Model, tuple[str, ...]],
) -> None:
    model, notes = trained
    assert level(model, "phone", "phone_equal") == level(BASE, "phone", "phone_equal")
    assert len(notes) == 1
    for label in ("phone", "e-mail", "address", "sex"):
        assert label in notes[0]
    assert "given name" not in notes[0]


def test_thresholds_and_floors_never_move(
    trained: tuple[Model, tuple[str, ...]],
) -> None:
    model, _ = trained
    assert (model.low, model.high) == (BASE.low, BASE.high)
    for old, new in zip(BASE.comparisons, model.comparisons, strict=True):
        assert [v.floor for v in old.levels] == [v.floor for v in new.levels]


def test_names_of_one_or_two_records_are_not_written_into_the_model(
    trained: tuple[Model, tuple[str, ...]],
) -> None:
    model, _ = trained
    assert model.terms["family"].values.keys() == BASE.terms["family"].values.keys()


def test_the_same_records_in_any_order_give_the_same_model(
    trained: tuple[Model, tuple[str, ...]],
) -> None:
    again, _ = train(crowd(600).sample(fraction=1.0, shuffle=True, seed=5), BASE)
    assert again.prior == pytest.approx(trained[0].prior, rel=1e-6)
    for one, other in zip(again.comparisons, trained[0].comparisons, strict=True):
        for a, b in zip(one.levels, other.levels, strict=True):
            assert a.weight == pytest.approx(b.weight, abs=1e-4)


def test_a_trained_model_is_read_back_as_it_was_written(
    trained: tuple[Model, tuple[str, ...]],
) -> None:
    assert parse(write(trained[0])) == trained[0]


def test_too_few_records_leave_the_model_as_it_is() -> None:
    model, notes = train(crowd(2), BASE)
    assert model == BASE
    assert "Too few records" in notes[0]


def test_splink_is_given_every_level_in_order() -> None:
    given = settings(BASE)
    for ours, theirs in zip(BASE.comparisons, given["comparisons"], strict=True):
        named = [v["label_for_charts"] for v in theirs["comparison_levels"]]
        assert named == [v.predicate for v in ours.levels]
