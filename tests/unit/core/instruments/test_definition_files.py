"""A definition is written as it is read, and every fault is told with its line."""

import tomllib
from importlib import resources

import pytest

from safeward.core.instruments.library import IDS, instrument, structured
from safeward.core.instruments.proofread import faults
from safeward.core.instruments.toml_text import to_toml

LIBRARY = resources.files("safeward.core.instruments") / "library"
TEXT = (LIBRARY / "ovp1.toml").read_text("utf-8")


def line_of(text: str, needle: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if needle in line)


@pytest.mark.parametrize("name", IDS)
def test_what_is_written_is_read_back(name: str) -> None:
    assert structured(tomllib.loads(to_toml(instrument(name)))) == instrument(name)


@pytest.mark.parametrize("name", IDS)
def test_the_library_has_no_fault(name: str) -> None:
    assert faults((LIBRARY / f"{name}.toml").read_text("utf-8")) == ()


def test_text_with_quotes_and_line_breaks_is_read_back() -> None:
    content = tomllib.loads(TEXT) | {"about": 'Said "no"\\ \t twice,\nand \x7f more'}
    tool = structured(content)
    assert structured(tomllib.loads(to_toml(tool))) == tool


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('version = "1', 'version = 1 "', "version = 1", "not TOML"),
        ('kind = "points_then_logistic"', 'kind = "sum"', 'kind = "sum"', "kind"),
        ("weight = 4\n", 'weight = "four"\n', 'weight = "four"', "accommodation"),
        ("slope = 0.0722", 'slope = "x"', "outputs = [", "outputs"),
        ('status = "', 'state = "', None, "state"),
        ('id = "impact"', 'id = "age"', 'id = "age"', "age"),
    ],
)
def test_a_fault_is_told_with_its_line_and_field(
    old: str, new: str, line: str | None, said: str
) -> None:
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    found = faults(text)
    assert any(said in fault.said for fault in found)
    if line is not None:
        assert line_of(text, line) in [fault.line for fault in found]


def test_all_faults_are_told_at_once() -> None:
    text = TEXT.replace("weight = 4\n", 'weight = "four"\n').replace(
        'kind = "points_then_logistic"', 'kind = "sum"'
    )
    assert len(faults(text)) >= 4
