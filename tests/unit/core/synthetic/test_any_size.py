from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from safeward.core.holdings.read import read_holdings
from safeward.core.synthetic import generate, write
from safeward.core.synthetic.worlds import WORLDS


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    incidents=st.integers(1, 400),
    divisions=st.integers(1, 30),
    years=st.integers(1, 15),
    seed=st.integers(0, 2**40),
    world=st.sampled_from(sorted(WORLDS)),
    decisions=st.booleans(),
)
def test_whatever_is_asked_for_can_be_read(
    incidents: int, divisions: int, years: int, seed: int, world: str, decisions: bool
) -> None:
    made = generate(
        incidents=incidents,
        divisions=divisions,
        years=years,
        seed=seed,
        world=world,
        decisions=decisions,
    )
    with TemporaryDirectory() as folder:
        write(made, Path(folder))
        holdings = read_holdings([Path(folder) / "holdings"])
    assert holdings.rejected.is_empty(), holdings.rejected
    assert len(holdings.incidents) == incidents
    assert set(made.tables["persons"]["record_id"]) == set(
        made.truth["records"]["record_id"]
    )
    assert set(made.tables["incidents"]["incident_id"]) == set(
        made.truth["incidents"]["incident_id"]
    )
