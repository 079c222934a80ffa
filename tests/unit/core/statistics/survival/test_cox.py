"""Cox regression against lifelines and statsmodels."""

import warnings

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from lifelines import CoxPHFitter

from safeward.core.statistics.survival.cox import Cox, History, cox
from safeward.core.statistics.survival.proportional import proportional

SIZE = 400
RNG = np.random.default_rng(8)
X = np.column_stack([RNG.normal(size=SIZE), RNG.integers(0, 2, SIZE)])
TIME = np.ceil(RNG.exponential(20 * np.exp(-0.6 * X[:, 0]))) + 1
HAPPENED = RNG.random(SIZE) < 0.7
# Half days: on the day of an event itself statsmodels counts who enters that day as at
# risk already, R and this project do not.
ENTRY = np.where(RNG.random(SIZE) < 0.3, np.floor(TIME / 3) + 0.5, 0.0)
WEIGHTS = RNG.uniform(0.5, 3, SIZE)


def fitted(**more: object) -> Cox:
    history = History(columns=X, time=TIME, happened=HAPPENED, **more)  # type: ignore[arg-type]
    found = cox(history, ("x", "z"))
    assert found is not None
    return found


def errors(found: Cox) -> list[float]:
    return [line.se for line in found.coefficients]


@pytest.mark.parametrize("ties", ["efron", "breslow"])
@pytest.mark.parametrize("entry", [None, ENTRY], ids=["from the start", "late"])
def test_statsmodels_agrees_on_either_rule_for_ties(
    ties: str, entry: np.ndarray | None
) -> None:
    ours = fitted(ties=ties, entry=entry)
    theirs = sm.PHReg(
        TIME, X, status=HAPPENED.astype(int), ties=ties, entry=entry
    ).fit()
    assert list(ours.beta) == pytest.approx(list(theirs.params), abs=1e-6)
    assert errors(ours) == pytest.approx(list(theirs.bse), abs=1e-6)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-6)


def test_lifelines_agrees_on_efron_s_rule_with_weights() -> None:
    ours = fitted(weights=WEIGHTS)
    frame = pl.DataFrame(
        {"x": X[:, 0], "z": X[:, 1], "t": TIME, "e": HAPPENED, "w": WEIGHTS}
    ).to_pandas()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = CoxPHFitter().fit(
            frame, "t", "e", weights_col="w", fit_options={"precision": 1e-10}
        )
    assert list(ours.beta) == pytest.approx(list(theirs.params_), abs=1e-6)
    assert errors(ours) == pytest.approx(list(theirs.standard_errors_), abs=1e-6)
    assert ours.log_likelihood == pytest.approx(theirs.log_likelihood_, abs=1e-6)


def test_the_scale_of_a_covariate_changes_nothing_but_its_coefficient() -> None:
    large = History(columns=X * [1e6, 1.0], time=TIME, happened=HAPPENED)
    found = cox(large, ("x", "z"))
    assert found is not None
    assert found.beta[0] * 1e6 == pytest.approx(fitted().beta[0], rel=1e-9)


@pytest.mark.parametrize(
    "history",
    [
        History(columns=X, time=TIME, happened=np.zeros(SIZE, dtype=bool)),
        History(columns=np.ones((SIZE, 1)), time=TIME, happened=HAPPENED),
        History(columns=X[:, [0, 0]], time=TIME, happened=HAPPENED),
        History(
            columns=np.array([[0.0], [0.0], [1.0], [1.0]]),
            time=np.array([5.0, 6, 1, 2]),
            happened=np.array([False, False, True, True]),
        ),
    ],
    ids=["no events", "constant", "repeated", "parting"],
)
def test_what_has_no_finite_answer_gets_none(history: History) -> None:
    names = tuple("xz"[: history.columns.shape[1]])
    assert cox(history, names) is None


def test_a_ratio_that_turns_over_time_is_found_and_one_that_does_not_is_not() -> None:
    rng = np.random.default_rng(0)
    size = 2000
    steady, turning = rng.integers(0, 2, (2, size)).astype(float)
    early = rng.exponential(10 * np.exp(-1.5 * turning - 0.5 * steady))
    late = 5 + rng.exponential(10 * np.exp(1.5 * turning - 0.5 * steady))
    time = np.where(early < 5, early, late)
    history = History(
        columns=np.column_stack([steady, turning]),
        time=time,
        happened=np.ones(size, dtype=bool),
    )
    found = cox(history, ("steady", "turning"))
    assert found is not None
    tests = proportional(history, found, {"steady": [0], "turning": [1]})
    assert tests["turning"].p < 1e-6
    assert tests["steady"].p > 0.01
    assert tests["GLOBAL"].df == 2
