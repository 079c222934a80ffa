"""Two engines that share nothing but the declarations say the same."""

import polars as pl
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safeward.core.holdings.types import Holdings
from tests.generative.history.compare import agree
from tests.generative.history.random_holdings import random_holdings

MODEST = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)


@MODEST
@given(random_holdings(), st.booleans())
def test_every_feature_and_its_evidence_agree_on_every_date(
    world: tuple[Holdings, pl.DataFrame], unknown_as_yes: bool
) -> None:
    agree(*world, unknown_as_yes=unknown_as_yes)
