"""What divisions can do this week, and what was proposed for whom.

Hours are whole thousandths of an hour and values whole numbers throughout, so that
sums are exact and the same on every machine; people read hours.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl
from attrs import field, frozen

MILLI = 1000
"""Thousandths of an hour in an hour; thousandths in a response's value of 1."""


@frozen
class Response:
    """One thing that can be done about a case in a week.

    Attributes:
        name: Its code in the capacity file.
        hours: Thousandths of an hour it takes, by kind of staff.
        value: Thousandths; worth relative to other responses, never a probability.
        value_source: Where the value comes from, such as ``judgement``.
        suits: Tiers it is for; None means all.
        minimum_for: Tiers whose minimum it meets.
        streams: Streams it may be proposed in; None means no restriction.
        not_when: Checks that rule it out.
        only_when: Checks of which at least one must stand; empty means no restriction.
        about: ``perpetrator``, ``victim_survivor``, ``both``, or None where not said.
    """

    name: str
    hours: Mapping[str, int]
    value: int = MILLI
    value_source: str = "not stated"
    suits: frozenset[str] | None = None
    minimum_for: frozenset[str] = frozenset()
    streams: frozenset[str] | None = None
    not_when: frozenset[str] = frozenset()
    only_when: frozenset[str] = frozenset()
    about: str | None = None


@frozen
class DivisionHours:
    """What one division has in the coming week.

    Attributes:
        hours: Thousandths of an hour, by kind of staff.
        limits: At most this many of a response, by its name.
    """

    hours: Mapping[str, int]
    limits: Mapping[str, int] = field(factory=dict)


@frozen
class Capacity:
    """A capacity file: what can be done, and with whose hours.

    Attributes:
        responses: Sorted by name.
        divisions: By code.
        state: Thousandths of an hour that may be lent to any division named in the
            file, by kind of staff.
    """

    responses: tuple[Response, ...]
    divisions: Mapping[str, DivisionHours]
    state: Mapping[str, int] = field(factory=dict)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of staff named anywhere, sorted."""
        named = set(self.state)
        for response in self.responses:
            named.update(response.hours)
        for division in self.divisions.values():
            named.update(division.hours)
        return tuple(sorted(named))


@frozen
class Certificate:
    """How far the proposed plan can be from the best that obeys the same rules.

    Attributes:
        value: What the plan is worth: response value x priority points.
        bound: No plan that obeys the rules is worth more.
        gap: ``(bound - value) / bound``, 0 when nothing can be done at all.
        bound_without_order: No plan is worth more even if it may leapfrog tiers and
            skip the minimum; what the order of tiers costs is at most the difference.
    """

    value: float
    bound: float
    gap: float
    bound_without_order: float


@frozen
class Allocation:
    """Responses proposed for the coming week, and everything that was beyond it.

    Attributes:
        responses: One row a case, sorted by person_id: ``person_id, division, tier,
            rank, response`` (``frontline_with_oversight`` below the line),
            ``shortfall`` (the tier's minimum was beyond this week's hours), ``unmet``
            (a tier's minimum is not given, for whatever reason), ``why``.
        divisions: One entry a division, as ``capacity.json`` says it.
        unmet: Sentences, one a T1 without its minimum response, to be said loudly.
        certificate: How good the plan is; None where no hours were given.
        state: Lendable hours had and lent, by kind of staff.
    """

    responses: pl.DataFrame
    divisions: tuple[Mapping[str, Any], ...]
    unmet: tuple[str, ...] = ()
    certificate: Certificate | None = None
    state: Mapping[str, Mapping[str, float]] = field(factory=dict)

    def report(self) -> dict[str, Any]:
        """What ``capacity.json`` says, as plain values."""
        certificate = self.certificate
        return {
            "divisions": [dict(entry) for entry in self.divisions],
            "unmet": list(self.unmet),
            "state": {kind: dict(hours) for kind, hours in self.state.items()},
            "certificate": None
            if certificate is None
            else {
                "value": certificate.value,
                "bound": certificate.bound,
                "gap": certificate.gap,
                "bound_without_order": certificate.bound_without_order,
            },
        }
