"""Everything that must stand in the register."""

from safeward.core.evaluation.register.instruments import shipped_instruments
from safeward.core.evaluation.register.models import shipped_models, shipped_policies
from safeward.core.evaluation.register.types import Subject


def shipped() -> tuple[Subject, ...]:
    """All instruments, models and policies that come with the program."""
    return (*shipped_instruments(), *shipped_models(), *shipped_policies())
