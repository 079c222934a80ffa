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
    for source in (
        PersonRecord,
        IncidentRecord,
        InvolvementRecord,
        OrderRecord,
        AssessmentRecord,
        DecisionRecord,
    ):
        exempt(source, "shown only through the person whose record it is")
    for delivery in (Load, RejectedRow):
        exempt(delivery, "belongs to no case; for whoever may load holdings")
