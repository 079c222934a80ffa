"""What a run leaves behind: the files of the format, and nothing that endangers."""

import csv
import hashlib
import json
import re
import stat
from pathlib import Path

import polars as pl
import pytest

FILES = {
    "people.parquet",
    "queue.csv",
    "queue.parquet",
    "review.csv",
    "safety.csv",
    "relationships.parquet",
    "capacity.json",
    "brief.html",
    "rejected.csv",
    "run.json",
}
QUEUE = [
    "rank",
    "person_id",
    "record_ids",
    "identifier",
    "division",
    "also_in",
    "stream",
    "tier",
    "since",
    "likelihood",
    "severity",
    "provisional",
    "tier_low",
    "tier_high",
    "checks",
    "response",
    "shortfall",
    "review_by",
    "last_event_on",
    "victim_survivors",
    "children",
    "reasons",
    "would_change",
]


def as_text(path: Path) -> str:
    if path.suffix == ".parquet":
        return pl.read_parquet(path).write_csv()
    return path.read_text(encoding="utf-8")


def test_exactly_the_files_of_the_format_are_written(done: Path) -> None:
    assert {path.name for path in done.iterdir()} == FILES


def test_the_folder_is_private(done: Path) -> None:
    assert stat.S_IMODE(done.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in done.iterdir()} == {0o600}


def test_the_queue_has_the_columns_of_the_format_in_order(
    done: Path, queue: pl.DataFrame
) -> None:
    assert queue.columns == QUEUE
    assert pl.read_parquet(done / "queue.parquet").columns == QUEUE
    assert queue.height > 50


def test_ranks_are_numbered_by_tier_inside_each_division(queue: pl.DataFrame) -> None:
    for (division,), part in queue.partition_by("division", as_dict=True).items():
        assert part["rank"].to_list() == [str(n + 1) for n in range(part.height)], (
            division
        )
        assert part["tier"].to_list() == sorted(part["tier"].to_list())


def test_safety_list_names_its_columns(done: Path) -> None:
    with (done / "safety.csv").open() as file:
        assert next(csv.reader(file)) == [
            "person_id",
            "is_child",
            "alleged_perpetrators_36m",
            "highest_tier",
            "last_event_on",
            "own_assessment_on",
            "checks",
        ]


def test_relationships_have_the_columns_of_the_format(done: Path) -> None:
    assert pl.read_parquet(done / "relationships.parquet").columns == [
        "perpetrator",
        "victim_survivor",
        "relationship",
        "tier",
        "first_event",
        "last_event",
        "events_12m",
        "gravest",
        "order_current",
        "children",
    ]


def test_the_run_says_what_every_other_file_hashes_to(done: Path) -> None:
    run = json.loads((done / "run.json").read_text())
    for name, said in run["result"]["outputs"].items():
        assert hashlib.sha256((done / name).read_bytes()).hexdigest() == said
    assert set(run["result"]["outputs"]) == FILES - {"run.json", "rejected.csv"}
    assert run["result"]["policy"]["status"] == "draft"
    assert run["run"]["peak_memory_mb"] > 0


@pytest.mark.parametrize("column", ["address", "phone", "email"])
def test_no_contact_detail_of_anybody_is_in_any_output(
    done: Path, holdings: Path, column: str
) -> None:
    persons = pl.read_csv(holdings / "persons.csv", infer_schema=False)
    values = {
        value for value in persons[column].drop_nulls().unique() if len(value) > 5
    }
    assert len(values) > 100
    digits = {re.sub(r"\D", "", value) for value in values} if column == "phone" else {}
    for path in sorted(done.iterdir()):
        text = as_text(path)
        assert [value for value in values if value in text] == [], path.name
        runs = set(re.findall(r"\d{8,}", text))
        assert runs & set(digits) == set(), path.name


def test_no_name_is_in_any_output_but_the_brief(done: Path, holdings: Path) -> None:
    persons = pl.read_csv(holdings / "persons.csv", infer_schema=False)
    names = {
        word.lower()
        for column in ("family_name", "given_names", "other_names")
        for value in persons[column].drop_nulls().unique()
        for word in re.findall(r"[^\W\d_]{3,}", value)
    }
    assert len(names) > 200
    for path in sorted(done.iterdir()):
        if path.name in ("brief.html", "rejected.csv", "run.json"):
            continue
        words = {
            word.lower()
            for word in re.findall(r"(?<!\w)[^\W\d_]{3,}(?!\w)", as_text(path))
        }
        assert words & names <= ORDINARY, path.name


ORDINARY = {
    "may",
    "jan",
    "jun",
    "april",
    "june",
    "august",
    "will",
    "grace",
    "hope",
    "mark",
    "sale",
}
"""Words of our own sentences that are also names."""


def test_the_brief_names_persons_of_concern_only(
    done: Path, holdings: Path, queue: pl.DataFrame
) -> None:
    persons = pl.read_csv(holdings / "persons.csv", infer_schema=False)
    people = pl.read_parquet(done / "people.parquet")
    of_concern = set(queue["person_id"])
    whole = persons.join(people, on="record_id").with_columns(
        name=pl.col("family_name").str.to_uppercase() + ", " + pl.col("given_names")
    )
    concern = set(whole.filter(pl.col("person_id").is_in(of_concern))["name"])
    others = set(
        whole.filter(~pl.col("person_id").is_in(of_concern))["name"].drop_nulls()
    )
    brief = (done / "brief.html").read_text()
    assert any(name in brief for name in concern if name)
    assert [name for name in others - concern if name and name in brief] == []


def test_sentences_hold_no_separator_and_never_say_no_risk(
    done: Path, queue: pl.DataFrame
) -> None:
    for path in done.iterdir():
        assert "no risk" not in as_text(path).lower(), path.name
    for cell in queue["reasons"].drop_nulls():
        for sentence in cell.split(";"):
            assert sentence.strip()[:1].isupper() or sentence.strip()[:1].isdigit(), (
                cell
            )


def test_every_person_in_the_queue_has_a_reason(queue: pl.DataFrame) -> None:
    assert queue.filter(pl.col("reasons").fill_null("") == "").height == 0


def test_the_brief_runs_no_script_and_asks_the_network_for_nothing(done: Path) -> None:
    brief = (done / "brief.html").read_text()
    assert "<script" not in brief
    addresses = set(re.findall(r"(?:src|href)=\"([^\"#][^\"]*)\"", brief))
    assert addresses == set()
    assert set(re.findall(r"https?://[^\s\"<]+", brief)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
