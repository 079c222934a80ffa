"""A table of cases gives what the plain oracle gives; bounds hold every completion."""

import math

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safeward.core.instruments.assess import assess
from safeward.core.instruments.checks import COMPUTED
from safeward.core.instruments.filled import dynamic
from safeward.core.instruments.library import IDS, instrument
from safeward.core.instruments.types import Instrument
from tests.generative.instruments import oracle

TOOLS = [name for name in IDS if instrument(name).kind in COMPUTED]
MOST_COMPLETIONS = 300


@st.composite
def cases(draw: st.DrawFn, tool: Instrument) -> dict[str, str | float | None]:
    """A possible case with every question answered, and sometimes a judgement."""
    case: dict[str, str | float | None] = {
        item.id: draw(st.sampled_from(oracle.answers_of(tool, item)))
        for item in tool.questions
    }
    pairs = [*tool.scoring.not_above]
    if tool.scoring.interval:
        pairs.append((tool.scoring.interval[1], tool.scoring.interval[0]))
    for lesser, greater in pairs:
        low, high = sorted((float(case[lesser] or 0), float(case[greater] or 0)))
        case[lesser], case[greater] = low, max(high, 1.0)
    for name in (*tool.scoring.raised_by, tool.scoring.lowered_by):
        if name:
            case[name] = draw(st.sampled_from([None, None, "no", "yes"]))
    return case


def _table(*rows: dict[str, str | float | None]) -> pl.DataFrame:
    text = [{k: None if v is None else str(v) for k, v in row.items()} for row in rows]
    return pl.DataFrame(text, infer_schema_length=None)


def _same(got: float | None, expected: float) -> bool:
    return got is not None and math.isclose(got, expected, rel_tol=0, abs_tol=1e-9)


@settings(derandomize=True, max_examples=120, deadline=None)
@given(st.data())
def test_a_table_of_cases_gives_what_the_oracle_gives(data: st.DataObject) -> None:
    tool = instrument(data.draw(st.sampled_from(TOOLS)))
    rows = data.draw(st.lists(cases(tool), min_size=1, max_size=4))
    results = assess(tool, _table(*rows)).rows(named=True)
    for case, got in zip(rows, results, strict=True):
        assert got["refused"] is None
        assert got["complete"] == 1
        for output in tool.scoring.outputs:
            expected = oracle.result(tool, case, output.name)
            assert _same(float(got[output.name]), expected), output.name
        assert got["band"] == oracle.band(tool, case)
        assert got["score_low"] == got["score"] == got["score_high"]
        assert got["next_question"] is None


def _opened(data: st.DataObject, tool: Instrument) -> dict[str, str | float | None]:
    """A case some of whose answers are taken away, few enough to try them all."""
    case = data.draw(cases(tool))
    names = [item.id for item in tool.questions]
    for name in data.draw(st.permutations(names))[: data.draw(st.integers(1, 9))]:
        tried = case | {name: None}
        sizes = [
            len(oracle.answers_of(tool, item))
            for item in tool.questions
            if tried[item.id] is None and not item.product_of
        ]
        if math.prod(sizes) <= MOST_COMPLETIONS:
            case = tried
    assume(any(case[name] is None for name in names))
    return case


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.data())
def test_bounds_are_those_of_all_completions(data: st.DataObject) -> None:
    tool = instrument(data.draw(st.sampled_from(TOOLS)))
    case = _opened(data, tool)
    got = assess(tool, _table(case)).row(0, named=True)
    full = list(oracle.completions(tool, case))
    scores = [oracle.result(tool, c, tool.scoring.score) for c in full]
    low, high = min(scores), max(scores)
    if tool.scoring.missing == "fall_back" and got["score"] is not None:
        # Another instrument may score; the bounds hold what it said as well.
        low, high = min(low, got["score"]), max(high, got["score"])
    assert _same(got["score_low"], low)
    assert _same(got["score_high"], high)
    if tool.bands and tool.scoring.missing != "fall_back":
        order = [band.label for band in tool.bands]
        reached = sorted(order.index(oracle.band(tool, c) or "") for c in full)
        assert order.index(got["band_low"]) == reached[0]
        assert order.index(got["band_high"]) == reached[-1]
    if got["score"] is not None:
        assert got["score_low"] - 1e-9 <= got["score"] <= got["score_high"] + 1e-9
    if tool.scoring.missing == "none" and got["score"] is None:
        assert got["refused"].startswith("no score, only bounds")


FORMS = [name for name in TOOLS if instrument(name).scoring.missing == "fall_back"]


@settings(derandomize=True, max_examples=30, deadline=None)
@given(st.data())
def test_columns_that_are_left_out_count_as_0_within_bounds(
    data: st.DataObject,
) -> None:
    tool = instrument(data.draw(st.sampled_from(FORMS)))
    case = data.draw(cases(tool))
    own = list(dynamic(tool))
    gone = data.draw(st.permutations(own))[: data.draw(st.integers(1, 5))]
    known = {name: value for name, value in case.items() if name not in gone}
    got = assess(tool, _table(known)).row(0, named=True)
    full = list(oracle.completions(tool, case | dict.fromkeys(gone)))
    zeros = case | {n: "no" if tool.item(n).type == "yes_no" else "0" for n in gone}
    for name in gone:
        if factors := tool.item(name).product_of:
            made = [float(zeros[f] not in ("no", "0")) for f in factors]
            zeros[name] = str(zeros[factors[1]]) if all(made) else "0"
    scores = [oracle.result(tool, c, tool.scoring.score) for c in full]
    assert _same(got["score"], oracle.result(tool, zeros, tool.scoring.score))
    assert _same(got["score_low"], min(scores))
    assert _same(got["score_high"], max(scores))
    order = [band.label for band in tool.bands]
    reached = sorted(order.index(oracle.band(tool, c) or "") for c in full)
    assert order.index(got["band_low"]) == reached[0]
    assert order.index(got["band_high"]) == reached[-1]


def _left(tool: Instrument, case: oracle.Case, name: str) -> tuple[float, float]:
    """Mean bands within reach and mean room after each answer that fits."""
    order = [band.label for band in tool.bands]
    reach, room = [], []
    by_answer: dict[object, list[oracle.Case]] = {}
    for full in oracle.completions(tool, case):
        by_answer.setdefault(full[name], []).append(full)
    for found in by_answer.values():
        scores = [oracle.result(tool, c, tool.scoring.score) for c in found]
        places = [order.index(oracle.band(tool, c) or "") for c in found if order]
        reach.append(max(places) - min(places) + 1 if places else 1)
        room.append(max(scores) - min(scores))
    return (
        round(sum(reach) / len(reach), 9),
        round(sum(room) / len(room), 9),
    )


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.data())
def test_the_next_question_is_the_one_that_reduces_most(data: st.DataObject) -> None:
    tool = instrument(data.draw(st.sampled_from(TOOLS)))
    case = _opened(data, tool)
    got = assess(tool, _table(case)).row(0, named=True)
    missing = [i.id for i in tool.questions if case[i.id] is None]
    left = {name: _left(tool, case, name) for name in missing}
    scores = {
        oracle.result(tool, c, tool.scoring.score)
        for c in oracle.completions(tool, case)
    }
    if max(scores) - min(scores) < 1e-9:
        assert got["next_question"] is None
        return
    best = min(left.values())
    assert left[got["next_question"]][0] == best[0]
    assert abs(left[got["next_question"]][1] - best[1]) < 1e-8
