"""The generated jurisdiction beside the published figures, one by one."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from safeward.core.synthetic import Jurisdiction, generate
from tests.statistical.synthetic.measured import area_under, everything
from tests.statistical.synthetic.published import FIGURES, Published

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "synthetic.md"


@pytest.fixture(scope="module")
def made() -> Jurisdiction:
    return generate(incidents=60_000, divisions=21, years=10, seed=4)


@pytest.fixture(scope="module")
def measured(made: Jurisdiction) -> dict[str, float]:
    return everything(made)


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_figure_is_near_the_published_one(
    figure: Published, measured: dict[str, float]
) -> None:
    assert figure.low <= measured[figure.name] <= figure.high


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_figure_stands_in_the_documentation(figure: Published) -> None:
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith(f"| {figure.name} |")
    ]
    assert len(rows) == 1
    assert float(rows[0][1]) == figure.value
    assert figure.low <= float(rows[0][2]) <= figure.high


def test_the_score_reads_records_and_not_souls(made: Jurisdiction) -> None:
    """Someone with equal records scores alike whatever the latent propensity is."""
    first = (
        made.truth["events"]
        .filter(~pl.col("extra"))
        .sort("true_person_id", "occurred_on", "event")
        .group_by("true_person_id", maintain_order=True)
        .first()
        .filter(~pl.col("acute"))
    )
    scored = (
        made.tables["assessments"]
        .filter(pl.col("instrument") == "vp_safvr")
        .select("incident_id", score=pl.col("answer").cast(pl.Int32))
        .join(made.truth["incidents"].filter(~pl.col("swapped")), on="incident_id")
        .join(first, on="event")
        .join(made.truth["perpetrators"], on="true_person_id", suffix="_person")
    )
    rank = np.corrcoef(scored["score"], scored["propensity"].rank())[0, 1]
    assert len(scored) > 3000
    assert abs(rank) < 0.05


def expected(made: Jurisdiction, column: str) -> pl.DataFrame:
    """The oracle's count or harm in the year to the last day, by person."""
    as_of = pl.lit(made.last_day).dt.offset_by("-1y")
    state = (
        made.truth["states"]
        .filter(pl.col("since") <= as_of)
        .sort("true_person_id", "since")
        .group_by("true_person_id")
        .last()
    )
    start = pl.max_horizontal("since", "resumes_on")
    days = (as_of - start).dt.total_days()
    waited = pl.max_horizontal(days, 0)
    left = pl.max_horizontal(365 + pl.min_horizontal(days, 0), 0)
    quiet = pl.col("rate") + 1 / pl.col("active_days")
    still = (-quiet * waited).exp()
    active = still / (still + (1 - still) / (pl.col("active_days") * quiet))
    lasting = active * pl.col("rate") * left
    prompt = pl.col("prompt") * (
        (-waited / pl.col("prompt_days")).exp()
        - (-(waited + left) / pl.col("prompt_days")).exp()
    )
    return state.select(
        "true_person_id",
        events=lasting + prompt,
        harm=(lasting + prompt) * pl.col("next_harm"),
    ).select("true_person_id", value=column)


def test_the_oracle_sees_further_than_the_score(
    made: Jurisdiction, measured: dict[str, float]
) -> None:
    as_of = pl.lit(made.last_day).dt.offset_by("-1y")
    after = (
        made.truth["events"]
        .filter("family_incident")
        .filter(pl.col("occurred_on") > as_of)
        .select("true_person_id")
        .unique()
        .with_columns(again=True)
    )
    oracle = expected(made, "events").join(after, on="true_person_id", how="left")
    outcome = oracle["again"].fill_null(False).to_numpy()
    reached = area_under(oracle["value"].to_numpy(), outcome)
    assert reached > 0.72 > measured["area under the curve"]


def test_the_oracle_expects_about_the_events_that_follow(made: Jurisdiction) -> None:
    oracle = expected(made, "events")
    followed = (
        made.truth["events"]
        .filter(~pl.col("extra"))
        .filter(pl.col("occurred_on") > pl.lit(made.last_day).dt.offset_by("-1y"))
        .join(oracle, on="true_person_id", how="semi")
    )
    # An event brings on others in its turn, which the oracle's one step leaves out, and
    # some people go to prison; the two nearly balance.
    assert 0.8 < oracle["value"].sum() / len(followed) < 1.2
