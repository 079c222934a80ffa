"""`safeward instruments`: on terminals of any width, files in and out."""

import json
from pathlib import Path
from unittest.mock import patch

import polars as pl
import pytest
from typer.testing import CliRunner

from safeward.cli.app import app
from safeward.core.instruments.library import IDS, instrument, read
from safeward.core.instruments.toml_text import to_toml
from safeward.core.vocabulary.errors import UnusableInput


def run(*arguments: str, wide: int = 80) -> str:
    with patch.dict("os.environ", {"COLUMNS": str(wide)}):
        result = CliRunner().invoke(app, ["instruments", *arguments])
    if isinstance(result.exception, UnusableInput):
        assert result.exception.exit_status == 2
        return f"{result.output}{result.exception}"
    assert result.exit_code == 0, result.output
    return result.output


def test_the_list_names_every_instrument_its_gate_and_what_it_predicts() -> None:
    said = run("list")
    for name in IDS:
        assert f"\n{name} " in said
    assert "gated" in said
    assert "another report within 12 months" in " ".join(said.split())


@pytest.mark.parametrize("wide", [80, 120])
@pytest.mark.parametrize("name", IDS)
def test_a_card_fits_the_terminal(name: str, wide: int) -> None:
    long = [
        line
        for line in run("show", name, wide=wide).splitlines()
        if len(line) > wide and " " in line.strip() and "http" not in line
    ]
    assert long == []


def test_an_id_may_be_written_as_people_say_it() -> None:
    assert "VP-SAFvR" in run("show", "VP-SAFVR")


def test_an_unknown_id_is_answered_with_those_that_are_near() -> None:
    assert "did you mean" in run("show", "ogrs")


def test_a_template_has_exactly_the_columns(tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    run("show", "odara", "--template", str(out))
    assert pl.read_csv(out).columns == [
        *("case_id", "score", "assault_or_credible_threat", "cohabited", "sex")
    ]


def test_answers_that_somebody_filled_in_are_never_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    out.write_text("filled in")
    assert "is there already" in run("show", "odara", "--template", str(out))
    assert out.read_text() == "filled in"


def test_the_library_can_be_checked() -> None:
    assert f"All {len(IDS)} definitions" in run("check")


def test_a_file_is_checked_with_lines(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(to_toml(instrument("s_dash")), encoding="utf-8")
    bad.write_text(good.read_text().replace("weight = 1.0", 'weight = "x"', 1))
    said = run("check", str(good), str(bad))
    assert f"{good}: can be used" in said
    line = next(
        n for n, text in enumerate(bad.read_text().splitlines(), 1) if '"x"' in text
    )
    assert f"{bad}:{line}: items 's1', weight" in said
    assert said.endswith("1 to mend, above.")


@pytest.mark.parametrize("release", ["R4", "r5"])
def test_out_as_fhir_and_back_is_the_same_instrument(
    tmp_path: Path, release: str
) -> None:
    form, toml = tmp_path / "form.json", tmp_path / "again.toml"
    run("export-fhir", "vrp_dynamic", "--out", str(form), "--release", release)
    assert json.loads(form.read_text())["status"] == "draft"
    run("import-fhir", str(form), "--out", str(toml))
    assert read(toml) == instrument("vrp_dynamic")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export-fhir", "ogrs3", "--out", "x.txt"), "must end in .json"),
        (("export-fhir", "ogrs3", "--out", "no/x.json"), "is not a folder"),
        (("export-fhir", "ogrs3", "--out", "x.json", "--release", "R3"), "R4 or R5"),
        (("import-fhir", "none.json", "--out", "x.toml"), "not a file"),
        (("show", "none.toml"), "not a file"),
        (("show", "ogrs3", "--template", "x.xlsx"), "must end in .csv"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in run(*arguments)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_form_leaves_nothing_behind(tmp_path: Path) -> None:
    given, out = tmp_path / "a.json", tmp_path / "a.toml"
    given.write_text('{"resourceType": "Patient"}')
    assert "not 'Questionnaire'" in run("import-fhir", str(given), "--out", str(out))
    given.write_bytes(b"\xff\xfe")
    assert "cannot be read as text" in run("import-fhir", str(given), "--out", str(out))
    given.write_text("[" * 100_000)
    assert "a.json" in run("import-fhir", str(given), "--out", str(out))
    assert not out.exists()


def test_a_folder_in_the_place_of_a_form_is_told_and_nothing_is_left(
    tmp_path: Path,
) -> None:
    (tmp_path / "form.json").mkdir()
    said = run("export-fhir", "ogrs3", "--out", str(tmp_path / "form.json"))
    assert "is a folder" in said
    assert [path.name for path in tmp_path.iterdir()] == ["form.json"]


def test_a_form_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    form, out = tmp_path / "form.json", tmp_path / "back.toml"
    run("export-fhir", "ogrs3", "--out", str(form))
    form.write_bytes(b"\xef\xbb\xbf" + form.read_bytes())
    run("import-fhir", str(form), "--out", str(out))
    assert read(out) == instrument("ogrs3")


def test_a_number_without_end_in_a_form_is_told(tmp_path: Path) -> None:
    form = tmp_path / "form.json"
    form.write_text('{"resourceType": ' + "9" * 5000 + "}")
    said = run("import-fhir", str(form), "--out", str(tmp_path / "out.toml"))
    assert "a number far too long" in said
