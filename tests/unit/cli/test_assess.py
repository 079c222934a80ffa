"""`safeward assess`: a file in, a file out, one sentence when it cannot be."""

from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from safeward.cli.app import app
from safeward.core.vocabulary.errors import UnusableInput

ANSWERS = """case_id,Sex,age_at_risk_date,previous_sanctions,age_at_current_conviction,\
age_at_first_sanction,offence_category
007,Male,24,3,23,15,sexual_child
008,F,,0,43,43,soliciting prostitution
009,male,17,0,17,17,violence
"""


def run(*arguments: str):
    result = CliRunner().invoke(app, ["assess", *arguments])
    if isinstance(result.exception, UnusableInput):
        assert result.exception.exit_status == 2
        return str(result.exception)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS)
    return path


def test_a_csv_is_scored_row_by_row(answers: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    said = run("ogrs3", str(answers), "--out", str(out))
    assert "1 of 3 cases scored by OGRS3, 2 refused with a reason" in said
    assert "Not calibrated for Victoria" in said
    got = pl.read_csv(out, infer_schema=False)
    assert got["case_id"].to_list() == ["007", "008", "009"]
    assert float(got["p_1yr"][0]) == pytest.approx(0.151728, abs=5e-7)
    assert got["next_question"].to_list() == [None, "age_at_risk_date", None]


def test_parquet_goes_in_and_out(answers: Path, tmp_path: Path) -> None:
    source, out = tmp_path / "answers.parquet", tmp_path / "out.parquet"
    pl.read_csv(answers, infer_schema=False).write_parquet(source)
    run("ogrs3", str(source), "--out", str(out))
    from_csv = tmp_path / "out.csv"
    run("ogrs3", str(answers), "--out", str(from_csv))
    assert pl.read_parquet(out)["score"].to_list() == [
        None if x is None else float(x)
        for x in pl.read_csv(from_csv, infer_schema=False)["score"]
    ]


def test_a_definition_of_ones_own_scores_too(tmp_path: Path) -> None:
    from tests.unit.core.instruments.test_library import SMALL

    (tmp_path / "small.toml").write_text(SMALL)
    (tmp_path / "answers.csv").write_text("a,b\nyes,yes\nyes,\n")
    out = tmp_path / "out.csv"
    tool, answers = tmp_path / "small.toml", tmp_path / "answers.csv"
    run(str(tool), str(answers), "--out", str(out))
    got = pl.read_csv(out)
    assert got["band"].to_list() == ["High", "Low"]
    assert got["band_high"].to_list() == ["High", "High"]


SPEC = Path(__file__).parents[2] / "spec" / "instruments"
LISTED = [
    pytest.param(name, row, id=f"{name}: {row['case']}")
    for name in ("arp_dynamic", "svrp_dynamic")
    for row in pl.read_csv(SPEC / f"{name}.csv", infer_schema=False).rows(named=True)
]


@pytest.mark.parametrize(("name", "row"), LISTED)
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_a_published_case_may_list_only_the_ratings_that_are_not_0(
    tmp_path: Path, name: str, row: dict[str, str], ending: str
) -> None:
    given = {
        column: value
        for column, value in row.items()
        if not column.startswith("expected")
        if not (column.isupper() and value == "0")
    }
    answers, out = tmp_path / f"answers{ending}", tmp_path / f"out{ending}"
    if ending == ".csv":
        pl.DataFrame([given]).write_csv(answers)
    else:
        pl.DataFrame([given]).write_parquet(answers)
    run(name, str(answers), "--out", str(out))
    got = (pl.read_csv if ending == ".csv" else pl.read_parquet)(out).row(0, named=True)
    assert got["pct"] == float(row["expected pct"])
    assert got["band"] == row["expected band"]
    assert "dynamic items have no column and count as 0" in got["warnings"]
    assert got["score_low"] <= got["score"] < got["score_high"]


def test_a_licensed_form_says_that_the_original_must_be_used(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text("q1\nyes\n")
    answers, out = tmp_path / "answers.csv", tmp_path / "out.csv"
    said = run("safelives_dash", str(answers), "--out", str(out))
    assert "Administer the original form: Copyright SafeLives" in said


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("ogrs", ANSWERS, "did you mean ogrs3"),
        ("ogrs3", "", "is empty"),
        ("ogrs3", "sex,offence_category\n", "no row of answers"),
        ("ogrs3", "colour\nred\n", "no column of ogrs3; it needs sex"),
        ("ogrs3", "sex\nmale,2\n", "cannot be read as CSV"),
        ("ogrs3", "sex\nmale\nmale,2\n", "more cells than the header"),
        ("ogrs3", 'sex,x\n"male,2\n', "a quotation mark is not closed"),
        ("ogrs3", "sex,Sex\nmale,female\n", "('sex' and 'Sex')"),
        ("ogrs3", "sex,sex\nmale,female\n", "('sex' and 'sex')"),
        ("gone.toml", ANSWERS, "is not a file that can be read"),
    ],
)
def test_what_cannot_be_used_gets_one_sentence_and_writes_nothing(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    answers, out = tmp_path / "answers.csv", tmp_path / "out.csv"
    answers.write_text(content)
    got = run(name, str(answers), "--out", str(out))
    assert said in got
    assert "\n" not in got
    assert not out.exists()


def test_an_ending_that_is_not_written_is_refused(answers: Path) -> None:
    assert ".csv or .parquet" in run("ogrs3", str(answers), "--out", "x.xlsx")
    assert "not a folder" in run("ogrs3", str(answers), "--out", "gone/x.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + ANSWERS.encode(),
        ANSWERS.replace(",", ";").encode(),
        b"sep=;\r\n" + ANSWERS.replace(",", ";").replace("\n", "\r\n").encode(),
        ANSWERS.replace(",", ";").replace("case_id", '"whose, case"').encode(),
        ANSWERS.replace(",", "\t").encode(),
        ANSWERS.replace("007", '"=""007"""').replace(",24,", ',"=""24""",').encode(),
        ANSWERS.replace("_", " ").upper().encode(),
        ANSWERS.replace("previous_", "Previous-").encode(),
    ],
    ids=["mark", "semicolons", "sep", "comma", "tabs", "kept", "capitals", "hyphen"],
)
def test_files_as_programs_write_them_are_read(tmp_path: Path, content: bytes) -> None:
    answers, out = tmp_path / "answers.csv", tmp_path / "out.csv"
    answers.write_bytes(content)
    run("ogrs3", str(answers), "--out", str(out))
    got = pl.read_csv(out, infer_schema=False)
    assert got[got.columns[0]][0] == "007"
    assert float(got["p_1yr"][0]) == pytest.approx(0.151728, abs=5e-7)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ANSWERS.encode("utf-16"), "save it as CSV UTF-8"),
        (ANSWERS.replace("007", "Ren\u00e9e").encode("cp1252"), "save it as CSV UTF-8"),
    ],
)
def test_an_encoding_that_would_blur_names_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "answers.csv").write_bytes(content)
    out = tmp_path / "out.csv"
    assert said in run("ogrs3", str(tmp_path / "answers.csv"), "--out", str(out))
    assert not out.exists()


def test_a_refusal_of_a_file_quotes_no_cell_of_it(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text('sex,name\n"Jane Citizen,2\n')
    said = run("ogrs3", str(tmp_path / "answers.csv"), "--out", str(tmp_path / "o.csv"))
    assert "Citizen" not in said


def test_the_answers_are_never_overwritten(answers: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.csv"
    again.symlink_to(answers)
    for source in (answers, again):
        assert "is the file of answers" in run(
            "ogrs3", str(source), "--out", str(answers)
        )
    assert answers.read_text() == ANSWERS


def test_a_folder_in_the_place_of_the_file_is_told(
    answers: Path, tmp_path: Path
) -> None:
    (tmp_path / "out.csv").mkdir()
    assert "is a folder" in run("ogrs3", str(answers), "--out", f"{tmp_path}/out.csv")


def test_cells_that_hold_several_values_are_told(tmp_path: Path) -> None:
    answers, out = tmp_path / "answers.parquet", tmp_path / "out.csv"
    pl.DataFrame({"sex": ["male"], "visits": [[1, 2]]}).write_parquet(answers)
    assert "'visits' holds list values" in run("ogrs3", str(answers), "--out", str(out))
    assert not out.exists()


def test_what_could_reveal_something_is_written_for_the_assessor_alone(
    tmp_path: Path,
) -> None:
    answers, out = tmp_path / "answers.csv", tmp_path / "out.csv"
    answers.write_text("q15,q20\nyes,no\nno,yes\n")
    said = {}
    for who in ("", "--assessor"):
        run("safelives_dash", str(answers), "--out", str(out), *filter(None, [who]))
        said[who] = pl.read_csv(out)["warnings"].to_list()
    assert said[""][0] == said[""][1]
    assert "strangulation" not in said[""][0]
    assert "strangulation" in said["--assessor"][0]
    assert "strangulation" not in said["--assessor"][1]
