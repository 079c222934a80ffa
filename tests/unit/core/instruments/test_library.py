"""The library of instruments, and files of somebody else's."""

import tomllib

import pytest

from safeward.core.instruments.checks import COMPUTED
from safeward.core.instruments.library import (
    IDS,
    find,
    instrument,
    read,
    structured,
    unstructured,
)
from safeward.core.vocabulary.errors import InstrumentRefused, InstrumentUnknown

TOOLS = [instrument(name) for name in IDS]


@pytest.mark.parametrize("name", IDS)
def test_every_file_of_the_library_is_read_under_its_own_id(name):
    assert instrument(name).id == name


def test_no_file_of_the_library_is_left_out():
    from importlib import resources

    folder = resources.files("safeward.core.instruments") / "library"
    held = {f.name.removesuffix(".toml") for f in folder.iterdir()}
    assert held == set(IDS)


@pytest.mark.parametrize("name", IDS)
def test_a_definition_survives_being_taken_apart_and_put_together(name):
    assert structured(unstructured(instrument(name))) == instrument(name)


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id)
def test_every_instrument_says_what_must_stand_beside_its_results(tool):
    for text in (tool.predicts, tool.calibration, tool.population, tool.about):
        assert text
    assert tool.licence.text
    assert tool.sources
    assert tool.missing_rule


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id)
def test_tools_of_other_countries_say_that_they_are_not_calibrated_for_victoria(tool):
    if tool.jurisdiction in ("Victoria", "Australia"):
        return
    assert tool.calibration.startswith("Not calibrated for Victoria: ")
    assert tool.calibrated_for == ()


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id)
def test_licensed_forms_are_administered_in_the_original(tool):
    own = tool.jurisdiction == "England and Wales"
    assert (tool.licence.administer == "this form") is own


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.id)
def test_nothing_about_a_victim_survivor_is_asked_unless_alone(tool):
    for item in tool.items:
        if item.who_may_ask == "records":
            assert item.ask_when == "from_records"
        if item.role == "judgement":
            assert item.ask_when == "own_judgement"
    if tool.id in ("safelives_dash", "lap_lethality_screen", "s_dash", "maram"):
        asked = {item.ask_when for item in tool.questions}
        assert asked <= {"alone_and_safe", "from_records"}


def test_what_is_only_recorded_holds_no_sum():
    recorded = {tool.id for tool in TOOLS if tool.kind not in COMPUTED}
    assert recorded == {
        *("vp_safvr", "odara", "danger_assessment", "viogen_vpr"),
        *("sash", "b_safer", "sara", "maram"),
    }
    assert all(not instrument(name).scoring.outputs for name in recorded)


def test_the_unconfirmed_list_of_serious_factors_is_marked_so():
    factors = instrument("maram").questions
    confirmed = {item.id for item in factors if item.serious == "confirmed"}
    assert confirmed == {"separation", "escalation", "strangle", "threat_kill"}
    assert all(item.serious for item in factors)
    assert len(factors) == 34


@pytest.mark.parametrize("typed", ["ogrs3", "OGRS3", " osp-dc ", "Osp DC"])
def test_an_id_is_found_as_people_type_it(typed):
    assert find(typed).id in ("ogrs3", "osp_dc")


def test_close_ids_are_suggested_for_one_that_is_unknown():
    with pytest.raises(
        InstrumentUnknown, match="did you mean safelives_dash or s_dash"
    ):
        find("dash")
    with pytest.raises(InstrumentUnknown, match="the ids are arp_dynamic"):
        find("qqqq")


SMALL = """
id = "small"
name = "Small"
title = "A small count"
version = "1"
status = "ours"
kind = "count"
jurisdiction = "nowhere"
population = "anybody"
about = "Two questions."
predicts = "nothing"
horizon = "none"
calibration = "Not calibrated for Victoria: it is for tests."
sources = [{ title = "this test" }]
bands = [
  { code = "low", label = "Low", least = 0 },
  { code = "high", label = "High", least = 2 },
]
items = [
  { id = "a", label = "A", weight = 1 },
  { id = "b", label = "B", weight = 1 },
]
[licence]
text = "ours"
[scoring]
score = "count"
band_of = "count"
missing = "counts_as_no"
outputs = [{ name = "count", form = "sum" }]
"""


def test_a_definition_of_ones_own_is_read_from_its_file(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL)
    assert [item.id for item in read(path).questions] == ["a", "b"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('kind = "count"', 'kind = "magic"'), "kind"),
        (('version = "1"', "version = 1"), "version"),
        (('about = "Two questions."', ""), "about"),
        (('name = "Small"', 'name = "Small"\ncolour = "red"'), "colour"),
        (("weight = 1", 'weight = "one"'), "weight"),
        (('id = "b"', 'id = "a"'), "two items or columns 'a'"),
        (('score = "count"', 'score = "sum"'), "the score 'sum'"),
        (("least = 2", "least = 0"), "bands that do not rise"),
        (('"counts_as_no"', '"counts_as_no"\nraised_by = ["z"]'), "scores 'z'"),
    ],
)
def test_a_malformed_definition_is_refused_with_one_sentence(tmp_path, change, said):
    path = tmp_path / "small.toml"
    path.write_text(SMALL.replace(*change, 1))
    with pytest.raises(InstrumentRefused) as refused:
        read(path)
    assert said in str(refused.value)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_definition_at_all_is_refused(tmp_path):
    path = tmp_path / "x.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InstrumentRefused, match="as text"):
        read(path)
    path.write_text("= 1")
    with pytest.raises(InstrumentRefused, match="not TOML"):
        read(path)
    with pytest.raises(InstrumentRefused, match="as text"):
        read(tmp_path / "gone.toml")


def test_conditions_must_be_about_answers_that_exist():
    content = tomllib.loads(SMALL)
    content["preconditions"] = [
        {"when": [{"item": "a", "equals": "perhaps"}], "refuse": "No."}
    ]
    with pytest.raises(InstrumentRefused, match="tests 'a' for 'perhaps'"):
        structured(content)
    content["preconditions"][0]["when"] = [{"item": "c", "equals": "yes"}]
    with pytest.raises(InstrumentRefused, match="tests 'c', which is none"):
        structured(content)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("nowhere", "no other instrument of the library"),
        ("arp_dynamic", "no other instrument of the library"),
        ("vp_safvr", "whose results or bands are not its own"),
    ],
)
def test_a_form_falls_back_only_on_one_with_its_results(other, said):
    content = unstructured(instrument("arp_dynamic"))
    content["scoring"] |= {"fall_back": other}
    with pytest.raises(InstrumentRefused, match=said):
        structured(content)


@pytest.mark.parametrize("weight", [float("nan"), float("inf")])
def test_a_weight_is_a_finite_number(weight):
    content = unstructured(instrument("s_dash"))
    content["items"] = [content["items"][0] | {"weight": weight}]
    with pytest.raises(InstrumentRefused, match=r"items\[0\]\.weight"):
        structured(content)


def test_a_file_with_a_byte_order_mark_is_read_and_a_bottomless_one_refused(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8-sig")
    assert read(path).id == structured(tomllib.loads(SMALL)).id
    path.write_text("a = " + "[" * 100_000)
    with pytest.raises(InstrumentRefused, match="nested too deeply"):
        read(path)
