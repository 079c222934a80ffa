"""Dated law: the fact that held on a day, and a refusal where nobody wrote one down."""

from datetime import date

import pytest

from safeward.core.vocabulary.codes import (
    CUSTODY_ORDERS,
    ORDER_KINDS,
    PROTECTIVE_ORDERS,
)
from safeward.core.vocabulary.law import (
    LawUnknown,
    jurisdictions,
    law_from,
    load_law,
    read_law,
)

DAY = date(2026, 6, 30)


def _law(*facts):
    return law_from({"name": "X", "fictional": True, "facts": list(facts)}, "x")


def _fact(value, **dates):
    return {
        "id": "minimum_age",
        "value": value,
        "source": "s",
        "confidence": "fictional",
        **dates,
    }


def test_victoria_ships_beside_a_fictional_jurisdiction():
    assert set(jurisdictions()) == {"demo", "victoria"}
    assert load_law("demo").fictional
    assert not load_law("victoria").fictional


def test_victorias_ages():
    law = load_law("victoria")
    assert law.number("minimum_age", DAY) == 12
    assert law.number("adult_age", DAY) == 18
    assert law.number("safety_notice_minimum_age", DAY) == 18


def test_a_fact_holds_from_its_first_to_its_last_day():
    law = _law(
        _fact(10, valid_to=date(2009, 12, 31)), _fact(12, valid_from=date(2010, 1, 1))
    )
    assert law.number("minimum_age", date(2009, 12, 31)) == 10
    assert law.number("minimum_age", date(2010, 1, 1)) == 12


def test_a_day_without_the_fact_is_refused_and_says_what_is_missing():
    law = _law(_fact(12, valid_from=date(2010, 1, 1)))
    with pytest.raises(LawUnknown, match="minimum_age for 2009-01-01"):
        law.number("minimum_age", date(2009, 1, 1))


def test_two_facts_on_one_day_are_refused():
    with pytest.raises(LawUnknown, match="two facts minimum_age"):
        _law(_fact(10), _fact(12, valid_from=date(2010, 1, 1)))


def test_an_unknown_jurisdiction_is_refused_with_those_there_are():
    with pytest.raises(LawUnknown, match="one of demo, victoria"):
        load_law("atlantis")


def test_a_number_is_no_list_and_a_list_is_no_number():
    law = load_law("victoria")
    with pytest.raises(LawUnknown):
        law.number("custody_orders", DAY)
    with pytest.raises(LawUnknown):
        law.words("minimum_age", DAY)


@pytest.mark.parametrize("name", jurisdictions())
def test_order_kinds_are_those_of_the_holdings_format(name):
    law = load_law(name)
    assert law.words("protective_orders", DAY) == PROTECTIVE_ORDERS
    assert law.words("custody_orders", DAY) == CUSTODY_ORDERS
    assert set(law.words("custody_orders", DAY)) <= set(ORDER_KINDS)


@pytest.mark.parametrize("name", jurisdictions())
def test_every_fact_has_a_source_and_says_how_sure_it_is(name):
    law = load_law(name)
    assert len({fact.id for fact in law.facts}) >= 8
    for fact in law.facts:
        assert fact.source
        assert fact.confidence in ("source", "secondary", "recall", "fictional")
        assert (fact.confidence == "fictional") == law.fictional


def test_the_jurisdictions_name_the_same_facts():
    names = [{fact.id for fact in load_law(name).facts} for name in jurisdictions()]
    assert names[0] == names[1]


def test_an_agencys_own_law_is_read_from_its_file(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        'name = "Own"\nfictional = true\n[[facts]]\nid = "minimum_age"\nvalue = 14\n'
        'source = "s"\nconfidence = "fictional"\n'
    )
    assert read_law(path).number("minimum_age", DAY) == 14


@pytest.mark.parametrize("text", ["not toml", 'name = "x"', "\x00"])
def test_a_file_that_is_no_law_is_refused_in_one_sentence(tmp_path, text):
    path = tmp_path / "own.toml"
    path.write_text(text)
    with pytest.raises(LawUnknown) as refused:
        read_law(path)
    assert "\n" not in str(refused.value)
