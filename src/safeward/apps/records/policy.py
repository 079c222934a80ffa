"""Who may see this app's tables: nobody by themselves, only through what uses them."""

from safeward.apps.access.registry import exempt
from safeward.apps.records.models import (
    AssessmentRecord,
    DecisionRecord,
    IncidentRecord,
    InvolvementRecord,
    Load,
    OrderRecord,
    PersonRecord,
    RejectedRow,
)


def register_all() -> None:
    """Say why these tables have no rule of their own."""
    for table in (
        PersonRecord,
        IncidentRecord,
        InvolvementRecord,
        OrderRecord,
        AssessmentRecord,
        DecisionRecord,
    ):
        exempt(table, "shown only through the person whose record it is")
    for table in (Load, RejectedRow):
        exempt(table, "belongs to no case; for whoever may load holdings")
