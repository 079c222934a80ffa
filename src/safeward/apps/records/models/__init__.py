"""The tables: loads, and one table for each table of the holdings format.

A row of a source record is written once. What comes later, a correction or an undone
load, stands in a row of its own; of the old one only ``superseded_at`` and
``superseded_by`` are set, once (migration 0002 refuses anything else). A record's
current row is the one whose ``superseded_at`` is empty.
"""

from safeward.apps.records.models.events import IncidentRecord, InvolvementRecord
from safeward.apps.records.models.loads import Load, RejectedRow
from safeward.apps.records.models.measures import (
    AssessmentRecord,
    DecisionRecord,
    OrderRecord,
)
from safeward.apps.records.models.people import PersonRecord

__all__ = [
    "AssessmentRecord",
    "DecisionRecord",
    "IncidentRecord",
    "InvolvementRecord",
    "Load",
    "OrderRecord",
    "PersonRecord",
    "RejectedRow",
]
