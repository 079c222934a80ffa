"""The library of responses: whole, and closed to slips of the pen."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from safeward.apps.cases.errors import LibraryRefused
from safeward.apps.cases.library import factors, found, library, read_responses
from safeward.apps.cases.library.responses import FOLDER
from safeward.apps.cases.types import ResponseType
from safeward.core.capacity.read import parse_capacity
from safeward.core.priority.policy import load_policy


def lines() -> dict[str, str]:
    """The id and the sentence of every line and floor of the default policy."""
    policy = load_policy()
    every = [*policy.likelihood, *policy.severity, *policy.floors]
    if policy.escalation is not None:
        every.append(policy.escalation)
    return {one.id: one.sentence for one in every}


def test_every_line_of_the_default_policy_is_a_factor() -> None:
    known = [line for factor in factors().values() for line in factor.lines]
    assert sorted(known) == sorted(set(known))
    assert set(known) == set(lines())


def test_every_factor_is_answered_by_some_response() -> None:
    answered = {code for response in library().values() for code in response.factors}
    assert answered == set(factors())


SAID = {
    "n": "3",
    "s": "s",
    "es": "es",
    "latest": "20 Nov 2026 (charged)",
    "named": "20 Nov 2026, 1 Oct 2026",
    "alleged": "alleged ",
    "alleged_start": "Alleged ",
    "on": "1 Nov 2026",
    "fear": "high",
}


@pytest.mark.parametrize("line", sorted(lines()))
@pytest.mark.parametrize("convicted", [False, True])
def test_a_sentence_is_known_by_its_line(line: str, convicted: bool) -> None:
    said = SAID | ({"alleged": "", "alleged_start": ""} if convicted else {})
    sentence = re.sub(r"\{([a-z_]+)\}", lambda place: said[place[1]], lines()[line])
    sentence = sentence[0].upper() + sentence[1:]
    (only,) = found([{"sentence": sentence, "source": "x"}], [], {})
    assert line in factors()[only.factor].lines


def test_a_sentence_of_no_factor_is_left_out() -> None:
    assert found([{"sentence": "Likelihood 60 and severity 40 of 100"}], [], {}) == ()


def test_enforcement_is_for_adults_whose_part_is_clear() -> None:
    for response in library().values():
        if response.type == ResponseType.ENFORCEMENT:
            assert response.streams == {"adult"}, response.id
            assert "aggressor" in response.not_when, response.id


def test_what_responses_take_can_be_read() -> None:
    from safeward.apps.cases.capacity import responses

    assert len(parse_capacity({**responses(), "divisions": {}}).responses) >= 8


ONE = """
[{code}]
title = "Order served"
what = "Serve it."
about = "perpetrator"
legal_basis = "The Act"
who_decides = "Police"
evidence = "practice"
evidence_words = "Said so."
effect = "Raises safety."
alerts_perpetrator = true
streams = ["adult"]
not_when = ["aggressor"]
tiers = ["T1"]
days = {{ T1 = 1 }}
factors = ["firearm"]
sources = ["judgement"]
"""


def folder(into: Path, **changes: str) -> Path:
    for kind in ResponseType:
        text = ONE.format(code=f"one_{kind.value}")
        if kind == ResponseType.ENFORCEMENT:
            for old, new in changes.items():
                text = re.sub(rf"(?m)^{old} = .*$", new, text)
        (into / f"{kind.value}.toml").write_text(text, "utf-8")
    return into


def test_a_folder_is_read(tmp_path: Path) -> None:
    assert len(read_responses(folder(tmp_path))) == len(ResponseType)


@pytest.mark.parametrize(
    ("key", "line", "says"),
    [
        ("title", "", "title is missing"),
        ("alerts_perpetrator", "", "nothing is assumed"),
        ("alerts_perpetrator", 'alerts_perpetrator = "yes"', "nothing is assumed"),
        ("evidence", 'evidence = "good"', "no grade"),
        ("about", 'about = "him"', "about must be"),
        ("factors", 'factors = ["rage"]', "rage"),
        ("factors", "factors = []", "at least one factor"),
        ("tiers", 'tiers = ["T5"]', "T5"),
        ("days", "days = { T2 = 1 }", "days must name"),
        ("days", "days = { T1 = 400 }", "0 to 90"),
        ("streams", 'streams = ["young_person"]', "adults only"),
        ("not_when", "not_when = []", "adults only"),
        ("sources", "sources = []", "at least one source"),
        ("effect", 'effects = "x"', "effects is no key"),
    ],
)
def test_a_slip_of_the_pen_is_refused_in_one_sentence(
    tmp_path: Path, key: str, line: str, says: str
) -> None:
    with pytest.raises(LibraryRefused) as refused:
        read_responses(folder(tmp_path, **{key: line}))
    assert says in str(refused.value)
    assert str(refused.value).startswith("enforcement.toml, one_enforcement")


def test_a_file_that_is_missing_or_no_toml_is_named(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "support.toml").write_text("[", "utf-8")
    with pytest.raises(LibraryRefused, match=r"support\.toml is not TOML"):
        read_responses(tmp_path)
    (tmp_path / "support.toml").unlink()
    with pytest.raises(LibraryRefused, match=r"support\.toml cannot be read"):
        read_responses(tmp_path)


def test_what_nobody_checked_is_marked() -> None:
    every: list[dict[str, Any]] = [
        entry
        for path in sorted(FOLDER.glob("*.toml"))
        for entry in tomllib.loads(path.read_text("utf-8")).values()
    ]
    assert len(every) == len(library()) >= 30
    assert 0 < sum(entry.get("checked", False) for entry in every) < len(every)
