"""What stands beside one person's tier, in plain Python: checks, places, ages, clocks.

The twins of ``checks``, ``describe``, ``streams``, ``clocks`` and ``notices``. None of
it changes an axis or a tier.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from attrs import frozen

from safeward.core.history.memory.events import Event
from safeward.core.priority.checks import MUTUAL_MONTHS, RELEASE_AHEAD_DAYS
from safeward.core.priority.describe import ALSO_MONTHS, COUNT_MONTHS, NO_DIVISION
from safeward.core.priority.live_history import Bundle, standing_of
from safeward.core.priority.live_orders import Stood
from safeward.core.priority.live_rows import Known
from safeward.core.priority.live_said import day_said
from safeward.core.priority.policy import Clock, Policy
from safeward.core.vocabulary.calendar import age_on, months_before
from safeward.core.vocabulary.codes import HARM_KINDS
from safeward.core.vocabulary.law import Law

_LOSES = ("confirmed", "corrected")


@frozen
class Places:
    """Where a person's events were (``describe.places``)."""

    division: str
    also_in: tuple[str, ...]
    last_event_on: date | None


def places_of(standing: Sequence[Event], as_of: date) -> Places:
    """Where the events known today were."""
    if not standing:
        return Places(NO_DIVISION, (), None)
    last = max(standing, key=lambda e: (e.occurred_on, e.incident_ids[-1]))
    first = months_before(as_of, ALSO_MONTHS)
    others = {event.division for event in standing if event.reported_on > first}
    also = tuple(sorted(others - {last.division}))
    return Places(last.division, also, last.occurred_on)


@frozen
class Harmed:
    """How many different people somebody is said to have harmed in 36 months."""

    victim_survivors: int
    children: int


def harmed_by(standing: Sequence[Event], as_of: date) -> Harmed:
    """Victim survivors and children; who was a child only counts as a child."""
    as_child: dict[str, bool] = {}
    for event in _recent(standing, COUNT_MONTHS, as_of):
        for victim, is_child in event.victims.items():
            as_child[victim] = as_child.get(victim, True) and is_child
    children = sum(as_child.values())
    return Harmed(len(as_child) - children, children)


@frozen
class Age:
    """Completed years, and what records make of it; None where none gives a birth."""

    years: int | None
    youngest: int | None
    oldest: int | None


def age_of(known: Known, person: str) -> Age:
    """Age from the date of birth that most records give, of equals the latest."""
    born = [
        row["date_of_birth"]
        for row in known.whose(known.persons, person)
        if row["date_of_birth"] is not None and row["date_of_birth"] <= known.as_of
    ]
    if not born:
        return Age(None, None, None)
    times = Counter(born)
    likely = max(times, key=lambda day: (times[day], day))
    ages = [age_on(known.as_of, day) for day in times]
    return Age(age_on(known.as_of, likely), min(ages), max(ages))


def stream_of(age: Age, law: Law, as_of: date) -> str:
    """Which stream a person is in; without an age, adult."""
    if age.years is not None and age.years < law.number("minimum_age", as_of):
        return "under_age"
    if age.years is not None and age.years < law.number("adult_age", as_of):
        return "young_person"
    return "adult"


def age_unknown(age: Age, law: Law, as_of: date) -> bool:
    """No birth date, or records that disagree on which stream it would be."""
    if age.youngest is None or age.oldest is None:
        return True
    edges = (law.number("minimum_age", as_of), law.number("adult_age", as_of))
    return any(age.youngest < edge <= age.oldest for edge in edges)


def aggressor(
    bundles: Sequence[Bundle], person: str, standing: Sequence[Event], as_of: date
) -> bool:
    """Each names the other, or who the predominant aggressor is is disputed."""
    recent = list(_recent(standing, MUTUAL_MONTHS, as_of))
    if any(event.status == "disputed" for event in recent):
        return True
    victims = {victim for event in recent for victim in event.victims}
    return any(
        person in event.victims
        for victim in victims
        for event in _recent(standing_of(bundles, victim), MUTUAL_MONTHS, as_of)
    )


def death_review(known: Known, standing: Sequence[Event], as_of: date) -> bool:
    """Whether somebody died after this person's alleged harm, of whatever cause."""
    dead = {
        known.person_of.get(row["record_id"])
        for row in known.persons
        if row["date_of_death"] is not None
    }
    return any(
        event.injury == "fatal" or not dead.isdisjoint(event.victims)
        for event in _recent(standing, MUTUAL_MONTHS, as_of)
    )


def interstate(known: Known, person: str, law: Law) -> bool:
    """Whether the latest recorded address lies in another state than this police's."""
    told = [
        (row["recorded_on"] or date.min, row["record_id"], row["state"])
        for row in known.whose(known.persons, person)
        if row["state"] is not None
    ]
    return bool(told) and max(told)[2] != law.fact("own_state", known.as_of).value


def order_checks_of(stood: Stood, policy: Policy, as_of: date) -> dict[str, bool]:
    """Checks about custody and orders."""
    rule = policy.pull_forward
    soon = as_of + timedelta(days=rule.order_expiring_days)
    out = as_of + timedelta(days=max(rule.release_days, default=RELEASE_AHEAD_DAYS))
    late = as_of - timedelta(days=rule.order_unserved_days)
    due, expiry = stood.release_due_on, stood.next_order_expiry
    unserved = stood.oldest_unserved_on
    return {
        "in_custody": stood.in_custody,
        "release_due": due is not None and as_of <= due <= out,
        "order_unserved": unserved is not None and unserved < late,
        "order_expiring": expiry is not None and as_of <= expiry <= soon,
    }


def review_by_of(
    stood: Stood,
    policy: Policy,
    *,
    as_of: date,
    tier: str,
    since: date,
    reviewed_on: date | None,
    recorded: bool,
) -> date | None:
    """The day by which somebody is to be reviewed; None: on new information only."""
    clock = policy.clocks[tier]
    due = (
        _after_review(clock, since, reviewed_on)
        if recorded
        else _next_scheduled(clock, since, as_of)
    )
    rule, day = policy.pull_forward, timedelta(days=1)
    pulled: list[date] = []
    if stood.oldest_unserved_on is not None:
        pulled.append(stood.oldest_unserved_on + (rule.order_unserved_days + 1) * day)
    if stood.next_order_expiry is not None:
        pulled.append(stood.next_order_expiry - rule.order_expiring_days * day)
    if stood.release_due_on is not None:
        pulled += [stood.release_due_on - days * day for days in rule.release_days]
    after = max(since, reviewed_on or since) if recorded else as_of - day
    forward = [each for each in pulled if each > after]
    return min([*forward, *([due] if due else [])], default=None)


def notices_of(known: Known, person: str) -> Iterator[tuple[date, str]]:
    """Reports taken out of the person's history: the day, and the sentence kept."""
    theirs = {
        row["incident_id"]
        for row in known.whose(known.involvements, person)
        if row["role"] == "perpetrator"
    }
    for row in known.incidents:
        if row["incident_id"] not in theirs or row["kind"] not in HARM_KINDS:
            continue
        reported = row["reported_on"] or row["occurred_on"]
        if row["outcome"] == "recorded_in_error":
            on, found = row["outcome_on"], "was recorded in error"
        elif row["aggressor_status"] in _LOSES and row["predominant_aggressor"]:
            if known.person_of.get(row["predominant_aggressor"]) == person:
                continue
            on = row["aggressor_on"]
            found = "names another person as predominant aggressor"
        else:
            continue
        taken = max(on or reported, reported)
        yield (
            taken,
            f"The report of {day_said(reported)} {found}, known from "
            f"{day_said(taken)}, and is not counted",
        )


def _recent(events: Sequence[Event], months: int, as_of: date) -> Iterator[Event]:
    first = months_before(as_of, months)
    return (event for event in events if event.reported_on > first)


def _after_review(clock: Clock, since: date, reviewed: date | None) -> date | None:
    if reviewed is None or reviewed <= since:
        return since + timedelta(days=clock.first)
    if clock.then is None:
        return None
    following = reviewed + timedelta(days=clock.then)
    if clock.until is not None:
        # The last day of the closer watch is never stepped over.
        last = since + timedelta(days=clock.until)
        if reviewed < last < following:
            return last
    return following


def _next_scheduled(clock: Clock, since: date, as_of: date) -> date | None:
    first = since + timedelta(days=clock.first)
    if clock.then is None:
        return first if first >= as_of else None
    late = (as_of - first).days
    due = first + timedelta(days=max(-(-late // clock.then), 0) * clock.then)
    if clock.until is None:
        return due
    last = since + timedelta(days=clock.until)
    return last if as_of <= last < due else due
