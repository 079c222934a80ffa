"""One person's events in versions, in plain Python: what was known of them on any day.

The twin of ``history.events`` with today's corrections (``corrected``): reports found
to be recorded in error are left out of all days, and so are events that a determination
took from the person.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import frozen

from safeward.core.history.memory.events import Event, Tie, events_in, groups, ties_of
from safeward.core.history.memory.reports import Report, reports_from
from safeward.core.priority.live_rows import Known

MOST_REPORTS: Final = 200
"""A reference or act shared by more reports names no event (a placeholder)."""


@frozen
class Version:
    """An event as it was known from a day until another; None: still so."""

    event: Event
    known_from: date
    known_to: date | None

    def stands(self, day: date) -> bool:
        """Whether this is what was known on a day."""
        return self.known_from <= day and (self.known_to is None or day < self.known_to)


@frozen
class Bundle:
    """Reports that were ever tied, alone or not, and what they are on each stretch.

    Attributes:
        people: Everybody who is a party to one of them, or named in one.
        stretches: First day of each stretch of days on which nothing changes, and the
            reports of each event then.
    """

    people: frozenset[str]
    stretches: tuple[tuple[date, list[list[Report]]], ...]


def bundles_of(known: Known) -> list[Bundle]:
    """Every report that stands, with those it was ever tied to."""
    reports = reports_from(
        [row for row in known.incidents if row["outcome"] != "recorded_in_error"],
        known.involvements,
        known.person_of,
    )
    return [_bundle(tied) for tied in _tied(reports)]


def versions_of(
    bundles: Sequence[Bundle],
    person: str,
    not_asked: Collection[tuple[str, str]] = (),
) -> list[Version]:
    """One person's events in versions, by event and day.

    Args:
        bundles: All that may touch the person.
        person: The alleged perpetrator.
        not_asked: Pairs of form (else agency) and marker never asked for.
    """
    versions = [
        version
        for bundle in bundles
        if person in bundle.people
        for version in _versions(bundle, person, not_asked)
    ]
    today = {
        incident
        for version in versions
        if version.known_to is None
        for incident in version.event.incident_ids
    }
    kept = [v for v in versions if not today.isdisjoint(v.event.incident_ids)]
    return sorted(kept, key=lambda v: (v.event.event_id, v.known_from))


def standing_of(
    bundles: Sequence[Bundle],
    person: str,
    not_asked: Collection[tuple[str, str]] = (),
) -> list[Event]:
    """One person's events as known today, after everything that was corrected."""
    return [
        event
        for bundle in bundles
        if person in bundle.people
        for day, grouped in bundle.stretches[-1:]
        for event in events_in(grouped, person, day, not_asked)
    ]


def news(versions: Sequence[Version]) -> set[date]:
    """Days on which an event became known, or more of it did (``news.told``)."""
    by_event: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        by_event[version.event.event_id].append(version)
    days = set()
    for told in by_event.values():
        before: tuple[object, ...] = ()
        for version in told:
            content = (*_content(version.event), version.known_from)
            if content != before:
                days.add(version.known_from)
            before = (*content[:-1], version.known_to)
    return days


def losses(versions: Sequence[Version]) -> set[date]:
    """Days on which a determination took an event from the person (``news.lost``)."""
    begins = {(each.event.event_id, each.known_from) for each in versions}
    return {
        each.known_to
        for each in versions
        if each.known_to is not None
        and (each.event.event_id, each.known_to) not in begins
    }


def _content(event: Event) -> tuple[object, ...]:
    return (
        event.reported_on,
        event.occurred_on,
        event.kinds,
        event.injury,
        event.fear,
        event.band(),
        event.breach,
        event.proactive,
        event.acute,
        event.child_party,
        tuple(event.markers.items()),
        tuple(sorted(event.victims.items())),
    )


def _tied(reports: Sequence[Report]) -> list[list[Report]]:
    holders: dict[Tie, list[Report]] = defaultdict(list)
    for report in reports:
        for tie in ties_of(report, date.max):
            holders[tie].append(report)
    label = {report.incident_id: report.incident_id for report in reports}

    def root(incident: str) -> str:
        while label[incident] != incident:
            incident = label[incident]
        return incident

    for tied in holders.values():
        if len(tied) <= MOST_REPORTS:
            for report in tied[1:]:
                ends = root(tied[0].incident_id), root(report.incident_id)
                label[max(ends)] = min(ends)
    together: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        together[root(report.incident_id)].append(report)
    return list(together.values())


def _bundle(reports: list[Report]) -> Bundle:
    cuts = {report.reported_on for report in reports}
    cuts |= {report.outcome_on for report in reports if report.outcome is not None}
    cuts |= {report.named_on for report in reports if report.told}
    people = {party.person for report in reports for party in report.parties}
    people |= {report.named for report in reports if report.named}
    return Bundle(
        people=frozenset(people),
        stretches=tuple((day, groups(reports, day)) for day in sorted(cuts)),
    )


def _versions(
    bundle: Bundle, person: str, not_asked: Collection[tuple[str, str]]
) -> Iterator[Version]:
    ends = [day for day, _ in bundle.stretches[1:]] + [None]
    for (day, grouped), end in zip(bundle.stretches, ends, strict=True):
        for event in events_in(grouped, person, day, not_asked):
            yield Version(event, day, end)
