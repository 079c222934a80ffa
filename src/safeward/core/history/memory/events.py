"""Which reports are one event on a day, and what one person is alleged to have done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from attrs import frozen

from safeward.core.history.memory.reports import Report
from safeward.core.vocabulary.codes import FEARS, INJURIES, MARKERS

PLACEHOLDER = 200
WORDS_BESIDE = [
    "convicted",
    "acquitted",
    "charged",
    "substantiated",
    "withdrawn",
    "not_substantiated",
    "no_offence",
    "no_family_violence",
    "open",
]
SEEN_FROM_THE_OTHER_SIDE = {
    "parent": "child",
    "child": "parent",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "carer": "cared_for",
    "cared_for": "carer",
}


@frozen
class Event:
    """What one person is alleged to have done, as known on a day."""

    event_id: str
    incident_ids: tuple[str, ...]
    agencies: tuple[str, ...]
    kinds: tuple[str, ...]
    occurred_on: date
    reported_on: date
    division: str
    markers: dict[str, bool | None]
    unknown: frozenset[str]
    injury: str | None
    fear: str | None
    harm: float | None
    breach: bool
    proactive: bool
    acute: bool
    child_party: bool
    victims: dict[str, bool]
    """Victim survivor or child -> is a party as a child only."""
    relationships: dict[str, str | None]
    outcome: str | None
    status: str | None

    def band(self, *, unknown_as_yes: bool = False) -> int:
        """Gravity band 1 to 5, read off the policy's list."""
        said = {code for code, value in self.markers.items() if value}
        if unknown_as_yes:
            said |= self.unknown
        harm = self.harm or 0
        hurt = self.injury or "none"
        if hurt == "fatal" or harm >= 2555:
            return 5
        if hurt == "serious" and said & {"strangulation", "weapon"}:
            return 5
        if said & {"strangulation", "sexual_violence", "weapon"}:
            return 4
        if hurt == "serious" or harm >= 365:
            return 4
        if said & {"threat_to_kill", "stalking", "child_targeted"}:
            return 3
        if hurt == "minor" or harm >= 180:
            return 3
        if said & {"coercive_control", "property_damage", "economic_abuse"}:
            return 2
        if said & {"animal_harm", "systems_abuse"} or self.breach or harm >= 10:
            return 2
        return 1


Tie = tuple[object, ...]
"""What two reports share that makes them one event."""


def ties_of(report: Report, as_of: date) -> set[Tie]:
    """Everything that makes this report one event with another that has it too."""
    ties: set[Tie] = set()
    if report.event_ref is not None:
        ties.add(("reference", report.event_ref))
    for alleged in report.people("perpetrator"):
        for harmed in report.people("victim_survivor", "child") - {alleged}:
            ties.add(("act", alleged, harmed, report.occurred_on))
    if report.determined_by(as_of) and report.named and report.status != "disputed":
        everybody = report.people("perpetrator", "victim_survivor", "child")
        for harmed in everybody - {report.named}:
            ties.add(("act", report.named, harmed, report.occurred_on))
    return ties


def groups(reports: Sequence[Report], as_of: date) -> list[list[Report]]:
    """The reports that stand on a day, each event's together."""
    holders: dict[Tie, int] = defaultdict(int)
    for report in reports:
        for tie in ties_of(report, date.max):
            holders[tie] += 1
    found: list[tuple[set[Tie], list[Report]]] = []
    for report in reports:
        if report.stands(as_of):
            ties = {
                tie for tie in ties_of(report, as_of) if holders[tie] <= PLACEHOLDER
            }
            joined = [group for group in found if group[0] & ties]
            found = [group for group in found if not group[0] & ties]
            members = [report]
            for other_ties, others in joined:
                ties = ties | other_ties
                members = members + others
            found.append((ties, members))
    return [sorted(members, key=lambda r: r.incident_id) for _, members in found]


def events_of(
    reports: Sequence[Report],
    person: str,
    as_of: date,
    not_asked: Collection[tuple[str, str]] = (),
) -> list[Event]:
    """One person's events as known on a day, in order of event_id.

    Args:
        reports: Every report that may touch the person, or all there are.
        person: The alleged perpetrator's person_id.
        as_of: The day.
        not_asked: Pairs of form (else agency) and marker never asked for.
    """
    return events_in(groups(reports, as_of), person, as_of, not_asked)


def events_in(
    groups: Iterable[Sequence[Report]],
    person: str,
    as_of: date,
    not_asked: Collection[tuple[str, str]] = (),
) -> list[Event]:
    """The same, the reports of each event being known: each group sorted by its id."""
    found = []
    for group in groups:
        told = [report for report in group if report.determined_by(as_of)]
        verdict = max(told, key=lambda r: (r.named_on, r.incident_id), default=None)
        moves = verdict and verdict.named and verdict.status != "disputed"
        gains = bool(moves) and verdict is not None and verdict.named == person
        if gains:
            rests_on = list(group)
        elif moves and verdict and verdict.status in ("confirmed", "corrected"):
            continue
        elif any(person in report.people("perpetrator") for report in group):
            rests_on = [
                report
                for report in group
                if person in report.people("perpetrator")
                or not report.people("perpetrator")
            ]
        else:
            continue
        status = verdict.status if verdict else None
        found.append(_united(rests_on, person, as_of, gains, status, not_asked))
    return sorted(found, key=lambda event: event.event_id)


def _united(
    reports: list[Report],
    person: str,
    as_of: date,
    gains: bool,
    status: str | None,
    not_asked: Collection[tuple[str, str]],
) -> Event:
    roles = ("victim_survivor", "child", *(("perpetrator",) if gains else ()))
    markers: dict[str, bool | None] = {}
    unknown = set()
    for code in MARKERS:
        said = {report.markers[code] for report in reports}
        markers[code] = True if True in said else (False if False in said else None)
        asked = any((r.form or r.agency, code) not in not_asked for r in reports)
        if markers[code] is None and asked:
            unknown.add(code)
    others = [
        (party, report)
        for report in reports
        for party in report.parties
        if party.role in roles and party.person != person
    ]
    injuries = [report.injury for report in reports] + [
        party.injury for party, _ in others
    ]
    outcomes = [
        report.outcome
        for report in reports
        if report.outcome in WORDS_BESIDE and report.outcome_on <= as_of
    ]
    harms = [report.harm for report in reports if report.harm is not None]
    occurred = min(report.occurred_on for report in reports)
    reported = min(report.reported_on for report in reports)
    last = max(reports, key=lambda r: (r.occurred_on, r.incident_id))
    return Event(
        event_id=min(report.incident_id for report in reports),
        incident_ids=tuple(sorted(report.incident_id for report in reports)),
        agencies=tuple(sorted({report.agency for report in reports})),
        kinds=tuple(sorted({report.kind for report in reports})),
        occurred_on=occurred,
        reported_on=reported,
        division=last.division,
        markers=markers,
        unknown=frozenset(unknown),
        injury=_gravest(injuries, INJURIES),
        fear=_gravest([report.fear for report in reports], FEARS),
        harm=max(harms, default=None),
        breach=any(report.breach for report in reports),
        proactive=all(report.proactive for report in reports),
        acute=occurred >= reported - timedelta(days=90),
        child_party=any(party.role == "child" for party, _ in others),
        victims={
            party.person: all(
                again.role == "child"
                for again, _ in others
                if again.person == party.person
            )
            for party, _ in others
        },
        relationships={
            party.person: _relationship(party.person, person, reports, gains)
            for party, _ in others
        },
        outcome=min(outcomes, key=WORDS_BESIDE.index, default=None),
        status=status,
    )


def _gravest(said: Sequence[str | None], order: tuple[str, ...]) -> str | None:
    return max((word for word in said if word), key=order.index, default=None)


def _relationship(
    other: str, person: str, reports: list[Report], gains: bool
) -> str | None:
    """What the other is to this person, by the last report that says so.

    A report gained by a determination says what the named person was to the other;
    seen from the other side that is what the other is to the named one.
    """
    for report in reversed(reports):
        recorded = person in report.people("perpetrator")
        if gains and not recorded:
            if other not in report.people("perpetrator"):
                continue
            word = _first_word(report, person)
            word = SEEN_FROM_THE_OTHER_SIDE.get(word, word) if word else None
        elif gains or other in report.people("victim_survivor", "child"):
            word = _first_word(report, other)
        else:
            continue
        if word:
            return word
    return None


def _first_word(report: Report, person: str) -> str | None:
    said = [
        (party.record, party.relationship)
        for party in report.parties
        if party.person == person
        and party.relationship
        and party.role in ("perpetrator", "victim_survivor", "child")
    ]
    return min(said)[1] if said else None
