"""Nothing licensed is reproduced: labels are paraphrase, wherever they go."""

import pytest

from safeward.core.instruments.card import sections
from safeward.core.instruments.fhir import to_questionnaire
from safeward.core.instruments.library import IDS, instrument
from tests.contracts.licensed_wording import RUN, fingerprints, kept
from tests.contracts.test_repository import ROOT, texts, tracked

GATED = [i for i in sorted(IDS) if instrument(i).licence.administer == "original form"]
OWN_HOUSE = {"requirements", "package-lock.json"}


def test_the_gate_stands_where_an_owner_or_the_authors_ask_for_it() -> None:
    assert set(GATED) == {
        *("vp_safvr", "maram", "safelives_dash", "lap_lethality_screen", "s_dash"),
        *("odara", "danger_assessment", "sash", "b_safer", "sara", "viogen_vpr"),
    }


def test_no_file_repeats_a_run_of_words_of_a_licensed_form() -> None:
    guarded = kept()
    assert len(guarded) > 100
    guilty = {
        str(path.relative_to(ROOT))
        for path, text in texts(tracked()).items()
        if path.relative_to(ROOT).parts[0] not in OWN_HOUSE
        and not guarded.isdisjoint(fingerprints(text))
    }
    assert guilty == set()


def test_a_repeated_run_would_be_found() -> None:
    said = "Some words that a licensed form could have asked in this order"
    held = frozenset(fingerprints(said))
    assert len(held) == len(said.split()) - RUN + 1
    assert not held.isdisjoint(
        fingerprints("label = 'SOME words, that a licensed FORM'")
    )
    assert held.isdisjoint(
        fingerprints("A licensed form could; some words asked order")
    )


@pytest.mark.parametrize("name", GATED)
def test_labels_of_a_gated_form_are_topics_and_never_its_questions(name: str) -> None:
    for item in instrument(name).items:
        said = f" {item.label.lower()} "
        assert "?" not in said, item.id
        assert " you " not in said, item.id
        assert " your " not in said, item.id
        assert len(item.label.split()) <= 14, item.id


@pytest.mark.parametrize("name", GATED)
def test_the_gate_goes_wherever_the_labels_go(name: str) -> None:
    tool = instrument(name)
    form = to_questionnaire(tool)
    assert form["copyright"] == tool.licence.text
    first = form["item"][0]
    assert first["type"] == "display"
    assert "original form" in first["text"]
    shown = [b for s in sections(tool) for b in s.blocks if isinstance(b, str)]
    assert any(block.startswith("Administer the original form") for block in shown)


@pytest.mark.parametrize("name", sorted({*IDS} - {*GATED}))
def test_a_form_that_may_be_used_as_it_is_carries_no_gate(name: str) -> None:
    assert to_questionnaire(instrument(name))["item"][0]["type"] != "display"


@pytest.mark.parametrize(
    "name", ["vp_safvr", "odara", "danger_assessment", "b_safer", "sara", "viogen_vpr"]
)
def test_no_weight_is_shipped_where_none_may_be(name: str) -> None:
    tool = instrument(name)
    assert tool.kind in ("recorded", "judgement")
    numbers = [w for i in tool.items for w in (i.weight, *(v.weight for v in i.levels))]
    assert [w for w in numbers if isinstance(w, float)] == []
    assert tool.scoring.terms == ()
