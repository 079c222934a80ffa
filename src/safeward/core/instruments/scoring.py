"""One person's count or trigger with its bounds, for recorded results.

The priority policy knows two scored instruments, the count (SafeLives Dash) and the
trigger (LAP Lethality Screen). Every instrument is scored in batch by ``assess``.
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
    yes = sum(answers.get(item.id) == "yes" for item in instrument.questions)
    open_items = _unanswered(instrument, answers)
    return Count(yes, yes, yes + len(open_items), open_items)


def triggered(instrument: Instrument, answers: Answers) -> Trigger:
    """Whether the screen triggers, and whether it could if missing answers were yes.

    A missing officer's belief (``override``) is no open question: it is recorded only
    when the officer has one.
    """
    open_items = _unanswered(instrument, answers)
    met = {item for item, answer in answers.items() if answer == "yes"}
    return Trigger(
        _trips(instrument, met), _trips(instrument, met | set(open_items)), open_items
    )


def band(instrument: Instrument, total: int) -> str | None:
    """The highest band that a total reaches, or None below the first."""
    cut_offs = instrument.cut_offs
    reached = [name for name, least in cut_offs.items() if total >= least]
    return max(reached, key=lambda name: cut_offs[name], default=None)


def _unanswered(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    known = ("yes", "no")
    return tuple(
        item.id for item in instrument.questions if answers.get(item.id) not in known
    )


def _trips(instrument: Instrument, yes: set[str]) -> bool:
    rule = instrument.scoring
    counted_yes = sum(item in yes for item in rule.count_of)
    alone = {*rule.any_of, *rule.raised_by}
    return bool(yes & alone) or counted_yes >= rule.count
