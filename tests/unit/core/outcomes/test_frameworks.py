"""Frameworks hang together, survive every form, and are refused with the line."""

import re
from pathlib import Path

import attrs
import pytest

from safeward.core.outcomes.coverage import Link, coverage
from safeward.core.outcomes.reading import (
    FrameworkRefused,
    framework,
    from_json,
    parse,
    read,
    shipped,
)
from safeward.core.outcomes.types import Framework
from safeward.core.outcomes.writing import from_excel, to_excel, to_json
from safeward.core.vocabulary.errors import UnusableInput

SMALL = """
id = "small"
name = "A small strategy"
version = "1"
goal = "Less harm"
valid_from = 2025-01-01
source = "a page"

[[pillar]]
id = "people"
name = "People"

[[domain]]
id = "D1"
name = "Victim survivors"

[[outcome]]
id = "S1"
term = "short"
statement = "People are trained"
leads_to = ["L1"]
pillars = ["people"]

[[outcome]]
id = "L1"
term = "long"
statement = "People are safe"
domain = "D1"

[[indicator]]
id = "I1"
outcome = "L1"
statement = "Fewer are harmed again"
direction = "down"

[[measure]]
id = "again"
indicator = "I1"
name = "Harmed again"
definition = "In another report within a year"
numerator = "people in another report"
denominator = "people in a report"
unit = "per cent"
source = "records"
owner = "office"
frequency = "yearly"
direction = "down"
caveat = "Fewer may report."
reliability = "medium"
perverse_incentive = "Discourage reports."
paired_with = "trust"
counts = "repeat_rate"

[[measure]]
id = "trust"
indicator = "I1"
name = "Trust"
definition = "Would report"
numerator = "people who would"
denominator = "people asked"
unit = "per cent"
source = "survey"
owner = "office"
frequency = "yearly"
direction = "up"
caveat = "Few are asked."
reliability = "low"
perverse_incentive = "Ask friends."
paired_with = "again"

[[initiative]]
id = "course"
name = "A course"
summary = "Training"
outcomes = ["S1"]
"""


def bare(whole: Framework) -> Framework:
    """Without the lines, which another form of the file has elsewhere."""
    kinds = ("outcomes", "indicators", "measures", "initiatives")
    return attrs.evolve(
        whole,
        **{
            kind: tuple(attrs.evolve(each, line=0) for each in getattr(whole, kind))
            for kind in kinds
        },
    )


def line_of(text: str, needle: str) -> int:
    """Line of the heading above a text."""
    before = text[: text.index(needle)].splitlines()
    return max(n for n, line in enumerate(before, 1) if line.startswith("[["))


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_framework_comes_back_from_json_and_excel(name: str) -> None:
    whole = framework(name)

    assert bare(from_json(to_json(whole), "x.json")) == bare(whole)
    assert bare(from_excel(to_excel(whole), "x.xlsx")) == bare(whole)


@pytest.mark.parametrize("name", shipped())
def test_every_statement_of_a_shipped_framework_says_where_it_is_from(
    name: str,
) -> None:
    whole = framework(name)

    for each in (*whole.outcomes, *whole.initiatives, *whole.domains):
        assert each.source


@pytest.mark.parametrize("name", shipped())
def test_every_outcome_of_a_shipped_framework_has_a_measure(name: str) -> None:
    whole = framework(name)
    final = [each for each in whole.outcomes if each.term != "long"]
    without = [each.id for each in final if not whole.measures_of(each.id)]

    assert without == []


def test_the_police_strategy_has_the_outcomes_that_it_names() -> None:
    whole = framework("police_2024")
    terms = [each.term for each in whole.outcomes]

    assert terms.count("short") == 7
    assert terms.count("medium") == 5
    assert sorted(
        str(each.domain) for each in whole.outcomes if each.term == "long"
    ) == ["D1", "D2", "D3", "D4"]
    flagship = {each.id for each in whole.initiatives if each.flagship}
    assert flagship == {"cse", "cprm", "stalking"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('caveat = "Fewer may report."', 'caveat = ""', "says no caveat"),
        ('denominator = "people in a report"', 'denominator = " "', "no denominator"),
        (
            'perverse_incentive = "Discourage reports."',
            'perverse_incentive = ""',
            "moved without doing any good",
        ),
        ('paired_with = "trust"', 'paired_with = "again"', "paired with itself"),
        ('paired_with = "trust"', 'paired_with = "hope"', "hope, no measure"),
        ('outcome = "L1"', 'outcome = "L9"', "no outcome L9"),
        ('indicator = "I1"\nname = "Trust"', 'indicator = "I7"\nname = "Trust"', "I7"),
        ('leads_to = ["L1"]', 'leads_to = ["L2"]', "leads to L2"),
        ('leads_to = ["L1"]', "leads_to = []", "leads to nothing"),
        ('pillars = ["people"]', 'pillars = ["horses"]', "no pillar horses"),
        ('domain = "D1"', 'domain = "D7"', "no domain D7"),
        ('outcomes = ["S1"]', "outcomes = []", "serves no outcome"),
        ('"yearly"\ndirection = "up"', '"often"\ndirection = "up"', "frequency"),
        ('summary = "Training"', 'summry = "Training"', "summry"),
    ],
)  # fmt: skip
def test_what_does_not_hang_together_is_refused_with_its_line(
    old: str, new: str, said: str
) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new, 1)

    with pytest.raises(FrameworkRefused) as refused:
        parse(text, "small.toml")

    sentence = str(refused.value)
    assert said in sentence
    line = int(re.findall(r"small\.toml line (\d+)", sentence)[0])
    assert line <= line_of(text, new)
    assert text.splitlines()[line - 1].startswith("[[")


def test_a_circle_is_named() -> None:
    text = SMALL.replace('domain = "D1"', 'domain = "D1"\nleads_to = ["S1"]', 1)

    with pytest.raises(FrameworkRefused, match=r"S1 -> L1 -> S1|L1 -> S1 -> L1"):
        parse(text, "small.toml")


def test_an_id_used_twice_is_named_at_its_second_place() -> None:
    text = SMALL.replace('id = "trust"', 'id = "again"', 1)

    with pytest.raises(FrameworkRefused, match="again is used twice"):
        parse(text, "small.toml")


def test_the_head_must_be_whole() -> None:
    with pytest.raises(FrameworkRefused, match="goal"):
        parse(SMALL.replace('goal = "Less harm"\n', ""), "small.toml")


def test_other_files_are_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[")
    with pytest.raises(FrameworkRefused, match=r"x\.json line 1"):
        read(path)
    with pytest.raises(UnusableInput, match="no framework nothing"):
        framework("nothing")
    with pytest.raises(FrameworkRefused, match="no Excel workbook"):
        from_excel(b"text", "x.xlsx")


def test_a_text_that_a_sheet_would_run_comes_back_as_it_was() -> None:
    whole = parse(SMALL.replace('goal = "Less harm"', 'goal = "Less harm"'), "s")
    odd = attrs.evolve(
        whole,
        initiatives=(attrs.evolve(whole.initiatives[0], summary="=1+1"),),
    )

    assert bare(from_excel(to_excel(odd), "x")) == bare(odd)


def test_coverage_names_the_holes_and_shares_the_money() -> None:
    whole = parse(SMALL, "small.toml")
    found = coverage(
        whole,
        activities={"a": (100.0, 2.0), "b": (50.0, 1.0), "c": (10.0, 0.0)},
        links=[Link("a", "S1"), Link("a", "L1"), Link("b", "S1"), Link("b", "S1")],
        live=frozenset({"trust"}),
    )

    assert found.outcomes_without_activity == ()
    assert found.activities_without_outcome == ("c",)
    assert found.outcomes_without_live_measure == ("S1",)
    assert found.money == {"S1": 100.0, "L1": 50.0}
    assert found.effort == {"S1": 2.0, "L1": 1.0}


def test_a_framework_holds_between_its_days() -> None:
    whole = framework("police_2024")

    assert whole.holds_on(whole.valid_from)
    assert whole.valid_to is not None
    assert whole.holds_on(whole.valid_to)
    assert not whole.holds_on(whole.valid_from.replace(year=2023))
