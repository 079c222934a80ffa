"""Random villages: reports, assessments, orders, custody, decisions, corrections."""

from random import Random
from typing import Any

from safeward.core.vocabulary.codes import MARKERS
from tests.spec.priority_checks.village import Village, ago

GRAVE = (
    "strangulation",
    "threat_to_kill",
    "sexual_violence",
    "weapon",
    "separation",
    "stalking",
    "coercive_control",
    "child_targeted",
)
BACK = (0, 1, 5, 7, 8, 20, 28, 29, 60, 90, 91, 200, 365, 366, 500, 729, 731, 900)


def random_village(
    die: Random, people: int = 4, *, decisions: bool = False, custody: bool = True
) -> Village:
    """A few alleged perpetrators with everything that can move a tier over time."""
    village = Village()
    for person in range(people):
        name = f"p{person}"
        for _ in range(die.randint(1, 5)):
            random_report(die, village, name)
        for _ in range(die.randint(0, 4)):
            _assessment(die, village, name)
        if custody and die.random() < 0.5:
            _custody(die, village, name)
        if decisions:
            _decisions(die, village, name)
    return village


def random_report(die: Random, village: Village, name: str, **facts: Any) -> str:
    """One report of anything, some of it corrected later."""
    back = die.choice(BACK) if die.random() < 0.6 else die.randint(0, 900)
    markers = {marker: die.choice([True, False, None]) for marker in MARKERS}
    markers |= {m: die.random() < 0.12 for m in GRAVE}
    later = die.random()
    if later < 0.15:
        facts = {
            "outcome": "recorded_in_error",
            "outcome_on": ago(die.randint(0, back)),
            **facts,
        }
    elif later < 0.4:
        facts = {"outcome": "charged", "outcome_on": ago(die.randint(0, back)), **facts}
    elif later < 0.5:
        facts = {
            "predominant_aggressor": die.choice([name, f"v{name}"]),
            "aggressor_status": die.choice(
                ["provisional", "confirmed", "disputed", "corrected"]
            ),
            "aggressor_on": ago(die.randint(0, back)),
            **facts,
        }
    told = {
        "kind": die.choice(["family_violence", "order_breach", "stalking"]),
        "injury": die.choice([None, "none", "minor", "serious"]),
        "victim_fear": die.choice([None, "none", "some", "high"]),
        "division": die.choice(["ND1", "ND2"]),
        "event_ref": die.choice([None, None, f"E{name}"]),
        "child": die.choice(["", "", f"kid{name}"]),
        **markers,
        **facts,
    }
    return village.report(back, name, die.choice([f"v{name}", f"w{name}"]), **told)


def _assessment(die: Random, village: Village, name: str) -> None:
    day = die.choice(BACK)
    if die.random() < 0.5:
        village.assessed(
            "vp_safvr",
            day,
            record_id=name,
            victim_record_id=f"v{name}",
            item="score",
            answer=str(die.choice([2, 4, 8, 12])),
        )
        return
    village.assessed(
        "maram",
        day,
        record_id=name,
        victim_record_id=f"v{name}",
        item="level",
        answer=die.choice(["at_risk", "elevated", "serious", "immediate_protection"]),
    )


def _custody(die: Random, village: Village, name: str) -> None:
    issued = die.randint(20, 500)
    planned = die.choice([issued - 30, issued - 90, issued - 200, None])
    ended = die.choice([None, max(issued - 25, 0)])
    village.order(
        "imprisonment",
        issued,
        record_id=name,
        expires_on=None if planned is None else ago(planned),
        ended_on=None if ended is None else ago(ended),
    )
    if die.random() < 0.5:
        village.order(
            "final_intervention",
            die.randint(0, 600),
            record_id=name,
            protected_record_id=[f"v{name}"],
        )


def _decisions(die: Random, village: Village, name: str) -> None:
    for _ in range(die.randint(0, 3)):
        kind = die.choice(["review", "review", "override", "close", "hold", "cold"])
        tier = (
            die.choice(["T1", "T2", "T3"]) if kind in ("review", "override") else None
        )
        village.decided(kind, die.choice(BACK), name, tier=tier)
