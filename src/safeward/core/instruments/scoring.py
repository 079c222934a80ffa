"""One person's score from answers: counts and triggers with their bounds.

Published rules only. Scoring every instrument from its items belongs here too, one
function a kind of rule; today there are two, the count (SafeLives Dash) and the trigger
(LAP Lethality Screen).
"""

from collections.abc import Mapping

from safeward.core.instruments.types import Count, Instrument, Trigger

Answers = Mapping[str, str | None]


def counted(instrument: Instrument, answers: Answers) -> Count:
    """Count the yes answers; a missing answer leaves the highest value open.

    Args:
        instrument: One of kind ``count``.
        answers: ``yes``, ``no`` or None by item; an item that is absent is unanswered,
            one that the instrument does not have is ignored.
    """
    yes = sum(answers.get(item) == "yes" for item in instrument.items)
    open_items = _unanswered(instrument, answers)
    return Count(yes, yes, yes + len(open_items), open_items)


def triggered(instrument: Instrument, answers: Answers) -> Trigger:
    """Whether the screen triggers, and whether it could if missing answers were yes.

    A missing officer's belief (``override``) is no open question: it is recorded only
    when the officer has one.
    """
    open_items = tuple(
        item for item in _unanswered(instrument, answers) if item != "override"
    )
    met = {item for item in instrument.items if answers.get(item) == "yes"}
    return Trigger(
        _trips(instrument, met), _trips(instrument, met | set(open_items)), open_items
    )


def band(instrument: Instrument, total: int) -> str | None:
    """The highest band that a total reaches, or None below the first."""
    reached = [name for name, least in instrument.bands.items() if total >= least]
    return max(reached, key=lambda name: instrument.bands[name], default=None)


def _unanswered(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    known = ("yes", "no")
    return tuple(item for item in instrument.items if answers.get(item) not in known)


def _trips(instrument: Instrument, yes: set[str]) -> bool:
    counted_yes = sum(item in yes for item in instrument.count_of)
    return bool(yes & set(instrument.any_of)) or counted_yes >= instrument.count
