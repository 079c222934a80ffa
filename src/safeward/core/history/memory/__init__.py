"""The plain engine: one person, one date, ordinary Python over rows.

It is the oracle that the batch engine is tested against, and the live engine for one
new report. It shares the declarations with the batch engine and nothing else: grouping,
gravity, windows, measures and evidence are written out a second time.
"""

from safeward.core.history.memory.events import Event, events_of
from safeward.core.history.memory.measures import evaluate_one
from safeward.core.history.memory.reports import Report, not_asked, reports_of

__all__ = ["Event", "Report", "evaluate_one", "events_of", "not_asked", "reports_of"]
