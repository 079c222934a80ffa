"""Whatever an instrument says, its form and its file give it back."""

import json
import tomllib

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.instruments.fhir import from_questionnaire, to_questionnaire
from safeward.core.instruments.fhir.names import RELEASES, Release
from safeward.core.instruments.fhir.shape import faults
from safeward.core.instruments.library import instrument, structured
from safeward.core.instruments.toml_text import to_toml
from safeward.core.instruments.types import (
    Band,
    Caution,
    Column,
    Condition,
    Instrument,
    Item,
    Level,
    Output,
    Precondition,
    Scoring,
    Source,
)

TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t\"'\\|"),
    max_size=30,
)
SAID = TEXT.filter(lambda text: text.strip() != "")
CODE = st.from_regex(r"[A-Za-z0-9<>+\-_. ]{1,8}", fullmatch=True).filter(str.strip)
NUMBER = st.one_of(
    st.integers(-1000, 1000).map(float),
    st.floats(-1e6, 1e6, allow_nan=False, allow_infinity=False),
)


@st.composite
def items(draw: st.DrawFn, name: str) -> Item:
    kind = draw(st.sampled_from(["yes_no", "choice", "integer", "decimal"]))
    low = draw(st.integers(-50, 50))
    levels = ()
    if kind == "choice":
        codes = draw(
            st.lists(CODE, min_size=1, max_size=4, unique_by=lambda c: c.lower())
        )
        levels = tuple(
            Level(code, draw(TEXT), draw(st.none() | NUMBER), draw(st.none() | NUMBER))
            for code in codes
        )
    number = kind in ("integer", "decimal")
    return Item(
        id=name,
        label=draw(SAID),
        type=kind,
        role=draw(st.sampled_from(["question", "context", "population", "judgement"])),
        yes_means=draw(TEXT),
        group=draw(st.sampled_from(["", "part one", "part two"])),
        unit=draw(st.sampled_from(["", "years"])) if number else "",
        levels=levels,
        weight=draw(st.none() | NUMBER) if kind != "choice" else None,
        low=float(low) if number else None,
        high=float(low + draw(st.integers(0, 99))) if number else None,
        default=levels[0].code if levels and draw(st.booleans()) else None,
        ask_when=draw(st.sampled_from(["from_records", "alone_and_safe"])),
        columns=(Column(f"{name}_too", {"9": "yes"}),) if kind == "yes_no" else (),
    )


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    asked = tuple(draw(items(f"q{n}")) for n in range(draw(st.integers(1, 5))))
    least = sorted(draw(st.sets(st.integers(-9, 9), max_size=3)))
    first = asked[0]
    when = (Condition(first.id, unanswered=True),)
    if first.type == "yes_no":
        when = (Condition(first.id, equals="yes"),)
    return evolve(
        instrument("s_dash"),
        id="made_up",
        kind="points",
        title=draw(SAID),
        version=draw(SAID),
        about=draw(SAID),
        predicts=draw(SAID),
        items=asked,
        scoring=Scoring(
            formula=draw(TEXT),
            outputs=(Output("total", "sum", draw(TEXT)),),
            score="total",
            band_of="total",
            missing=draw(st.sampled_from(["counts_as_no", "none"])),
        ),
        bands=tuple(
            Band(f"b{n}", draw(TEXT), float(at), action=draw(TEXT))
            for n, at in enumerate(least)
        ),
        preconditions=(Precondition(when, draw(SAID)),),
        cautions=(Caution(draw(SAID), when), Caution(draw(SAID))),
        sources=(Source(draw(SAID), commit=draw(TEXT)),),
        weaknesses=tuple(draw(st.lists(TEXT, max_size=2))),
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(instruments(), st.sampled_from(RELEASES))
def test_a_form_gives_it_back(tool: Instrument, release: Release) -> None:
    form = json.loads(json.dumps(to_questionnaire(tool, release=release)))
    assert list(faults(form)) == []
    back = from_questionnaire(form)
    assert back.instrument == tool
    assert to_questionnaire(back.instrument, release=release) == form


@settings(max_examples=60, deadline=None, derandomize=True)
@given(instruments())
def test_a_file_gives_it_back(tool: Instrument) -> None:
    assert structured(tomllib.loads(to_toml(tool))) == tool
