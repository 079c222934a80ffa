"""The policy and the law that rank people here: one of each, for night and report."""

from functools import cache

from safeward.core.priority.live import LiveEngine
from safeward.core.priority.policy import Policy, load_policy
from safeward.core.vocabulary.law import Law, load_law

JURISDICTION = "victoria"


@cache
def policy() -> Policy:
    """How points, floors and clocks are set."""
    return load_policy()


def law() -> Law:
    """The jurisdiction's dated facts."""
    return load_law(JURISDICTION)


@cache
def engine() -> LiveEngine:
    """The same, ready to be asked about one person."""
    return LiveEngine(policy(), law())


def named() -> str:
    """The policy as a run names it."""
    return f"{policy().id} {policy().version}"
