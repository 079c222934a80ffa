"""Everything that must stand in the register."""

from collections.abc import Iterable
from pathlib import Path

from safeward.core.evaluation.register.instruments import shipped_instruments
from safeward.core.evaluation.register.models import shipped_models, shipped_policies
from safeward.core.evaluation.register.own import own_subjects
from safeward.core.evaluation.register.types import Entry, Subject


def everything(folder: Path | None, entries: Iterable[Entry]) -> tuple[Subject, ...]:
    """What is shipped, and what an agency's entries name by file.

    Args:
        folder: The agency's entries, or None for the shipped ones.
        entries: Those that stand in it.
    """
    own = own_subjects(folder, entries) if folder is not None else ()
    return (*shipped(), *own)


def shipped() -> tuple[Subject, ...]:
    """All instruments, models and policies that come with the program."""
    return (*shipped_instruments(), *shipped_models(), *shipped_policies())
