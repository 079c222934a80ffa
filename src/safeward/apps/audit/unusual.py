"""Which accounts' days deserve a question: rules with thresholds as data.

Knows no database: it is handed one day of the log in the order of account and time.
"""

import datetime
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from attrs import field, frozen, validators
from cattrs import BaseValidationError, Converter, transform_error

from safeward.apps.audit.types import Detail, Kind, Unusual
from safeward.core.vocabulary.errors import PolicyRefused

SHIPPED = Path(__file__).with_name("unusual.toml")
EVIDENCE = 5
_FORMS = Converter(forbid_extra_keys=True)
_HOUR = validators.and_(validators.ge(0), validators.le(24))
_LOOKS = frozenset((Kind.READ, Kind.SEARCH, Kind.EXPORT))


class Measure(StrEnum):
    """What a rule counts."""

    SEARCHES_UNOPENED = "searches_unopened"
    SEARCHES_EMPTY = "searches_empty"
    OPENED_OUTSIDE = "opened_outside"
    OUT_OF_HOURS = "out_of_hours"
    REFUSALS = "refusals"


@frozen
class Rule:
    """A count a day from which an account's day is unusual."""

    id: str
    measure: Measure
    at_least: int = field(validator=validators.ge(1))
    sentence: str
    minutes: int = field(default=15, validator=validators.ge(0))
    from_hour: int = field(default=0, validator=_HOUR)
    to_hour: int = field(default=24, validator=_HOUR)
    weekdays: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)


@frozen
class Step:
    """One entry of the log, as far as the rules need it."""

    id: UUID
    actor: UUID
    at: datetime.datetime
    kind: Kind
    detail: str
    outside: int
    things: int


def read_rules(path: Path = SHIPPED) -> tuple[Rule, ...]:
    """The rules of a file.

    Raises:
        PolicyRefused: When the file cannot be read or a rule is not whole.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        rules = _FORMS.structure(said["rule"], tuple[Rule, ...])
        for rule in rules:
            rule.sentence.format(count=rule.at_least)
    except BaseValidationError as error:
        raise _refused(path, "; ".join(transform_error(error))) from error
    except (OSError, KeyError, IndexError, ValueError) as error:
        raise _refused(path, str(error)) from error
    return rules


def _refused(path: Path, why: str) -> PolicyRefused:
    return PolicyRefused(
        f"The rules of unusual access in {path.name} cannot be used: {why}."
    )


def unusual(
    steps: Iterable[Step],
    *,
    day: datetime.date,
    zone: ZoneInfo,
    rules: tuple[Rule, ...],
) -> Iterator[Unusual]:
    """Tell of each account and rule whose count is reached that day.

    Args:
        steps: The day's entries, ordered by account and time.
        day: The civil day they are of.
        zone: The agency's, for hours and weekdays.
        rules: What to count.
    """
    for actor, own in groupby(steps, key=lambda step: step.actor):
        done = tuple(own)
        for rule in rules:
            counted = [*_COUNT[rule.measure](done, rule, zone)]
            count = sum(number for _step, number in counted)
            if count >= rule.at_least:
                yield Unusual(
                    rule.id,
                    actor,
                    day,
                    count,
                    rule.sentence.format(count=count),
                    tuple(step.id for step, _number in counted[:EVIDENCE]),
                )


type Counted = Iterator[tuple[Step, int]]


def _searches_unopened(done: tuple[Step, ...], rule: Rule, zone: ZoneInfo) -> Counted:
    del zone
    patience = datetime.timedelta(minutes=rule.minutes)
    waiting: Step | None = None
    for step in done:
        opened = step.kind is Kind.READ and step.detail == Detail.FULL
        if waiting and opened and step.at - waiting.at <= patience:
            waiting = None
        if step.kind is Kind.SEARCH:
            if waiting:
                yield waiting, 1
            waiting = step
    if waiting:
        yield waiting, 1


def _searches_empty(done: tuple[Step, ...], rule: Rule, zone: ZoneInfo) -> Counted:
    del rule, zone
    return ((s, 1) for s in done if s.kind is Kind.SEARCH and not s.things)


def _opened_outside(done: tuple[Step, ...], rule: Rule, zone: ZoneInfo) -> Counted:
    del rule, zone
    return (
        (step, step.outside)
        for step in done
        if step.outside and step.detail == Detail.FULL
    )


def _out_of_hours(done: tuple[Step, ...], rule: Rule, zone: ZoneInfo) -> Counted:
    for step in done:
        here = step.at.astimezone(zone)
        usual = (
            rule.from_hour <= here.hour < rule.to_hour
            and here.isoweekday() in rule.weekdays
        )
        if step.kind in _LOOKS and not usual:
            yield step, 1


def _refusals(done: tuple[Step, ...], rule: Rule, zone: ZoneInfo) -> Counted:
    del rule, zone
    return ((step, 1) for step in done if step.kind is Kind.REFUSAL)


_COUNT: Mapping[Measure, Callable[[tuple[Step, ...], Rule, ZoneInfo], Counted]] = (
    MappingProxyType(
        {
            Measure.SEARCHES_UNOPENED: _searches_unopened,
            Measure.SEARCHES_EMPTY: _searches_empty,
            Measure.OPENED_OUTSIDE: _opened_outside,
            Measure.OUT_OF_HOURS: _out_of_hours,
            Measure.REFUSALS: _refusals,
        }
    )
)
