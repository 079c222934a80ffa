"""How much of the recorded harm stands against how few people."""

import polars as pl
import pytest

from safeward.core.charts.concentration import concentration, spec
from safeward.core.charts.render import svg


def test_equal_records_lie_on_the_line_of_equal_shares() -> None:
    table = concentration(pl.Series([3] * 100))
    assert table["harm_share"].to_list() == pytest.approx(
        table["people_share"].to_list()
    )


def test_one_person_can_hold_nearly_everything() -> None:
    table = concentration(pl.Series([1] * 99 + [901]))
    first = table.row(0, named=True)
    assert first == {"people_share": 0.01, "people": 1, "harm_share": 0.901}


def test_nobody_and_no_harm_give_an_empty_table() -> None:
    assert concentration(pl.Series([], dtype=pl.Int64)).height == 0
    assert concentration(pl.Series([0, 0])).height == 0


def test_the_drawing_repeats_and_names_no_address() -> None:
    drawing = svg(spec(concentration(pl.Series([5, 3, 2, 1, 1]))))
    assert drawing.startswith("<svg")
    assert drawing == svg(spec(concentration(pl.Series([1, 1, 2, 3, 5]))))
    assert "<script" not in drawing
