"""The values of this package: definitions of instruments, and recorded results."""

from safeward.core.instruments.types.definition import Instrument
from safeward.core.instruments.types.items import (
    NOT_FOUND,
    Column,
    Item,
    Level,
    Weight,
)
from safeward.core.instruments.types.results import (
    RECORDED_SCHEMA,
    Assessment,
    Count,
    Trigger,
)
from safeward.core.instruments.types.rules import (
    Condition,
    Match,
    Output,
    Scoring,
    Step,
    Term,
)
from safeward.core.instruments.types.standing import (
    Band,
    Caution,
    Licence,
    Precondition,
    Source,
    Validity,
)

__all__ = [
    "NOT_FOUND",
    "RECORDED_SCHEMA",
    "Assessment",
    "Band",
    "Caution",
    "Column",
    "Condition",
    "Count",
    "Instrument",
    "Item",
    "Level",
    "Licence",
    "Match",
    "Output",
    "Precondition",
    "Scoring",
    "Source",
    "Step",
    "Term",
    "Trigger",
    "Validity",
    "Weight",
]
