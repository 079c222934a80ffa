import pytest

from safeward.core.capacity.eligibility import ruled_out
from safeward.core.capacity.types import Response

PLAIN = Response("visit", {})
ABOUT_HIM = Response("visit", {}, about="perpetrator")


def test_unset_keys_rule_nothing_out() -> None:
    for tier in ("T1", "T2", "T3", "T4"):
        for stream in ("adult", "young_person", "under_age"):
            assert ruled_out(PLAIN, tier, stream, ["in_custody", "aggressor"]) is None


@pytest.mark.parametrize(
    ("response", "stream", "checks", "because"),
    [
        (Response("x", {}, suits=frozenset({"T1"})), "adult", [], "not for T2"),
        (
            Response("x", {}, streams=frozenset({"adult"})),
            "young_person",
            [],
            "not for the stream young_person",
        ),
        (
            Response("x", {}, not_when=frozenset({"in_custody"})),
            "adult",
            ["in_custody"],
            "the check in_custody",
        ),
        (
            Response("x", {}, only_when=frozenset({"release_due"})),
            "adult",
            [],
            "needs the check release_due",
        ),
        (ABOUT_HIM, "adult", ["aggressor"], "determined first"),
        (ABOUT_HIM, "young_person", [], "does not name the stream"),
        (ABOUT_HIM, "under_age", [], "does not name the stream"),
    ],
)
def test_what_rules_a_response_out_is_said(
    response: Response, stream: str, checks: list[str], because: str
) -> None:
    assert because in str(ruled_out(response, "T2", stream, checks))


def test_young_people_get_what_names_them() -> None:
    named = Response("x", {}, streams=frozenset({"young_person"}), about="perpetrator")
    assert ruled_out(named, "T1", "young_person", []) is None


@pytest.mark.parametrize("about", ["victim_survivor", "both"])
def test_victim_survivors_are_served_while_the_aggressor_is_in_doubt(
    about: str,
) -> None:
    assert (
        ruled_out(Response("x", {}, about=about), "T1", "adult", ["aggressor"]) is None
    )
