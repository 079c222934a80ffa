"""What a plan could hold: responses that answer the risk factors found for a person.

A proposal, never a plan: people choose, change the words and add their own. What no
action answers is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from attrs import frozen

from safeward.apps.cases.library import Evidence, Response, factors, found, library
from safeward.apps.cases.library.factors import Found
from safeward.core.vocabulary.words import CHECK_WORDS

_GRADE = {grade: place for place, grade in enumerate(Evidence)}


@frozen
class Suggested:
    """A response that could be taken, and why.

    Attributes:
        response: What.
        answers: The factors found that it answers.
        chosen: Whether the proposal takes it; each factor is answered by the best.
        due_on: When it would be due.
    """

    response: Response
    answers: tuple[Found, ...]
    chosen: bool
    due_on: date


@frozen
class Proposal:
    """Responses that suit a person today, and factors that none of them answers."""

    factors: tuple[Found, ...]
    suggested: tuple[Suggested, ...]
    unanswered: tuple[Found, ...]


def propose(
    *,
    reasons: Iterable[Mapping[str, object]],
    checks: Iterable[str],
    tier: str,
    stream: str,
    today: date,
) -> Proposal:
    """Draft a plan out of what the queue says of a person.

    Args:
        reasons: The entry's reasons, as the queue keeps them.
        checks: What stands beside the tier.
        tier: The tier that is shown.
        stream: Adult, young person, or under age.
        today: The day from which days are counted.
    """
    beside = frozenset(checks)
    risk = found(reasons, sorted(beside), CHECK_WORDS)
    fitting = [
        (response, answers)
        for response in library().values()
        if response.suits(tier, stream, beside)
        and (answers := tuple(f for f in risk if f.factor in response.factors))
    ]
    chosen = _cover(fitting)
    suggested = tuple(
        Suggested(
            response,
            answers,
            response.id in chosen,
            today + timedelta(days=response.days[tier]),
        )
        for response, answers in fitting
    )
    answered = {one.factor for _, answers in fitting for one in answers}
    return Proposal(risk, suggested, tuple(f for f in risk if f.factor not in answered))


def unanswered(
    found_then: Sequence[Mapping[str, str]], addressed: Iterable[str]
) -> tuple[str, ...]:
    """Words of the factors a plan was made from that none of its actions answers."""
    known, covered = factors(), set(addressed)
    return tuple(
        known[one["factor"]].words
        for one in found_then
        if one["factor"] in known and one["factor"] not in covered
    )


def _cover(fitting: Sequence[tuple[Response, tuple[Found, ...]]]) -> set[str]:
    """Few responses that answer every factor, best evidence and most factors first."""
    left = {one.factor for _, answers in fitting for one in answers}
    chosen: set[str] = set()
    while left:
        best, gains = min(
            fitting,
            key=lambda pair: (
                -len(left & {one.factor for one in pair[1]}),
                _GRADE[pair[0].evidence],
                pair[0].alerts_perpetrator,
                pair[0].id,
            ),
        )
        left -= {one.factor for one in gains}
        chosen.add(best.id)
    return chosen
