"""Reports as plain values, one a row of the incidents table."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from operator import itemgetter
from typing import Any

import polars as pl
from attrs import frozen

from safeward.core.holdings.types import Holdings
from safeward.core.vocabulary.codes import HARM_KINDS, MARKERS

IS_THE_MARKER = {
    "stalking": ("stalking",),
    "sexual_violence": ("sexual_offence", "child_sexual_exploitation"),
}
TELLING = 20


@frozen
class Party:
    """One person in one role in one report."""

    record: str
    person: str
    role: str
    relationship: str | None
    injury: str | None


@frozen
class Report:
    """One agency's row about something harmful, with who was who in it."""

    incident_id: str
    agency: str
    event_ref: str | None
    kind: str
    occurred_on: date
    reported_on: date
    division: str
    form: str | None
    markers: dict[str, bool | None]
    injury: str | None
    fear: str | None
    harm: float | None
    breach: bool
    proactive: bool
    outcome: str | None
    outcome_on: date
    told: bool
    named: str | None
    status: str | None
    named_on: date
    parties: tuple[Party, ...]

    def stands(self, as_of: date) -> bool:
        """Whether it was made by then and not yet found recorded in error."""
        if self.reported_on > as_of:
            return False
        return self.outcome != "recorded_in_error" or self.outcome_on > as_of

    def determined_by(self, as_of: date) -> bool:
        """Whether a determination of the predominant aggressor was known by then."""
        return self.told and self.named_on <= as_of

    def ever_stands(self) -> bool:
        """Whether there was a day on which it stood."""
        return self.stands(self.reported_on)

    def people(self, *roles: str) -> set[str]:
        """Who was in any of these roles."""
        return {party.person for party in self.parties if party.role in roles}


def reports_of(holdings: Holdings, people: pl.DataFrame) -> list[Report]:
    """Every report of a harm kind, in order of incident_id.

    Args:
        holdings: All that agencies handed over, or the rows that touch one person.
        people: ``record_id, person_id``.
    """
    return reports_from(
        holdings.incidents.to_dicts(),
        holdings.involvements.to_dicts(),
        dict(people.select("record_id", "person_id").iter_rows()),
    )


def reports_from(
    incidents: Iterable[Mapping[str, Any]],
    involvements: Iterable[Mapping[str, Any]],
    person_of: Mapping[str, str],
) -> list[Report]:
    """The same from plain rows.

    Args:
        incidents: Rows of the incidents table.
        involvements: Rows of the involvements table.
        person_of: Who each record is; a record that is nobody's is left out.
    """
    parties: dict[str, list[Party]] = defaultdict(list)
    for row in sorted(involvements, key=itemgetter("incident_id", "record_id", "role")):
        if row["record_id"] in person_of:
            parties[row["incident_id"]].append(
                Party(
                    row["record_id"],
                    person_of[row["record_id"]],
                    row["role"],
                    row["relationship"],
                    row["injury"],
                )
            )
    reports = [
        _report(row, tuple(parties[row["incident_id"]]), person_of)
        for row in sorted(incidents, key=itemgetter("incident_id"))
        if row["kind"] in HARM_KINDS
    ]
    return [report for report in reports if report.ever_stands()]


def not_asked(holdings: Holdings) -> set[tuple[str, str]]:
    """Pairs of form (else agency) and marker left empty in over 95 % of its reports."""
    seen: dict[str, int] = defaultdict(int)
    filled: dict[tuple[str, str], int] = defaultdict(int)
    for row in holdings.incidents.to_dicts():
        if row["kind"] in HARM_KINDS:
            form = row["form"] or row["agency"]
            seen[form] += 1
            for code in MARKERS:
                filled[form, code] += row[code] is not None
    return {
        (form, code)
        for (form, code), said in filled.items()
        if seen[form] >= TELLING and said < seen[form] / 20
    }


def _report(
    row: Mapping[str, Any], parties: tuple[Party, ...], person_of: Mapping[str, str]
) -> Report:
    reported = row["reported_on"] or row["occurred_on"]
    markers: dict[str, bool | None] = {code: row[code] for code in MARKERS}
    for code, kinds in IS_THE_MARKER.items():
        if row["kind"] in kinds:
            markers[code] = True
    return Report(
        incident_id=row["incident_id"],
        agency=row["agency"],
        event_ref=row["event_ref"],
        kind=row["kind"],
        occurred_on=row["occurred_on"],
        reported_on=reported,
        division=row["division"],
        form=row["form"],
        markers=markers,
        injury=row["injury"],
        fear=row["victim_fear"],
        harm=row["harm"],
        breach=row["kind"] == "order_breach" or row["order_id"] is not None,
        proactive=row["detected"] == "proactive",
        outcome=row["outcome"],
        outcome_on=max(row["outcome_on"] or reported, reported),
        told=(row["predominant_aggressor"] or row["aggressor_status"]) is not None,
        named=person_of.get(row["predominant_aggressor"]),
        status=row["aggressor_status"],
        named_on=max(row["aggressor_on"] or reported, reported),
        parties=parties,
    )
