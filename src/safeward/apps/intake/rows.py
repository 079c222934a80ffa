"""A report as rows of the holdings format: what was seen, said and done, nothing else.

Concern, factors and what the maker weighed stay with the report. The same words are
used for every kind of intake, so that nightly batch and live path read one format.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from attrs import frozen

from safeward.apps.intake.types import lists
from safeward.apps.intake.types.content import Content, Party
from safeward.apps.intake.types.words import AggressorConfidence, ReportKind

FORMS = {
    ReportKind.FAMILY_VIOLENCE: "safeward_family_violence_1",
    ReportKind.STALKING: "safeward_stalking_1",
    ReportKind.PARTNER_REFERRAL: "safeward_referral_1",
}
"""What tells a marker that was not asked from one that was not answered."""

ASKED = {
    ReportKind.FAMILY_VIOLENCE: tuple(lists.MARKERS),
    ReportKind.STALKING: (
        *("threat_to_kill", "weapon", "firearm_access", "sexual_violence"),
        *("obsessive_jealousy", "suicide_threat", "property_damage", "animal_harm"),
        *("coercive_control", "separation", "escalating", "child_present"),
    ),
    ReportKind.PARTNER_REFERRAL: tuple(lists.MARKERS),
}
"""The markers on each form."""

GRAVITY = ("none", "minor", "serious", "fatal")
_CHARGED = {"charge_bail", "charge_remand", "pending_summons"}
_HARMED = {"victim_survivor", "child"}

type Row = dict[str, Any]


@frozen
class Rows:
    """What one report adds to the holdings, table by table."""

    persons: list[Row]
    incidents: list[Row]
    involvements: list[Row]


def rows_of(
    kind: ReportKind,
    content: Content,
    *,
    incident_id: str,
    event_ref: str,
    agency: str,
    order_id: str | None,
    today: date,
) -> Rows:
    """Write a report as rows of the holdings format.

    Args:
        kind: What is reported.
        content: What was entered; it has no problems any more.
        incident_id: The new incident's id.
        event_ref: The event that it is about, shared with an earlier report of it.
        agency: Code of the reporter's agency.
        order_id: The order breached, where agencies hold it.
        today: The civil date: the day the agency learned of it.
    """
    persons = [
        _person(party, record_id(incident_id, position), agency, today)
        for position, party in enumerate(content.parties, start=1)
    ]
    involvements = [
        {
            "incident_id": incident_id,
            "record_id": record_id(incident_id, position),
            "role": party.role,
            "relationship": party.relationship or None,
            "injury": party.injury or None,
            "present": yes_no(party.present),
        }
        for position, party in enumerate(content.parties, start=1)
    ]
    incident = _incident(kind, content, incident_id, event_ref, agency, order_id, today)
    return Rows(persons, [incident], involvements)


def record_id(incident_id: str, position: int) -> str:
    """The id of the mention of a report's nth person."""
    return f"{incident_id}-{position}"


def yes_no(value: str) -> bool | None:
    """Yes, no, or not recorded."""
    return {"yes": True, "no": False}.get(value)


def _person(party: Party, record: str, agency: str, today: date) -> Row:
    return {
        "record_id": record,
        "agency": agency,
        "identifier": party.identifier or None,
        "family_name": party.family_name or None,
        "given_names": party.given_names or None,
        "other_names": _several(party.other_names),
        "date_of_birth": party.date_of_birth,
        "sex": party.sex or None,
        "address": party.address or None,
        "suburb": party.suburb or None,
        "postcode": party.postcode or None,
        "state": party.state or None,
        "phone": party.phone or None,
        "recorded_on": today,
        "protected": yes_no(party.protected),
        "indigenous_status": party.indigenous_status or None,
        "priority_groups": _several(party.priority_groups),
        "country_of_birth": party.country_of_birth or None,
        "language": party.language or None,
    }


def _incident(
    kind: ReportKind,
    content: Content,
    incident_id: str,
    event_ref: str,
    agency: str,
    order_id: str | None,
    today: date,
) -> Row:
    harmed = [p.injury for p in content.parties if p.role in _HARMED]
    asked: Mapping[str, str] = {
        name: content.markers.get(name, "") for name in ASKED[kind]
    }
    row: Row = {
        "incident_id": incident_id,
        "agency": agency,
        "event_ref": event_ref,
        "kind": _kind(kind, content),
        "occurred_on": _moment(content),
        "reported_on": today,
        "division": content.division,
        "form": FORMS[kind],
        "injury": max(filter(None, harmed), key=GRAVITY.index, default=None),
        "victim_fear": content.victim_fear or None,
        "order_id": order_id,
        "detected": content.detected or None,
        **{name: yes_no(value) for name, value in asked.items()},
    }
    if kind is ReportKind.STALKING:
        row["stalking"] = True
    if content.no_family_violence:
        row |= {"outcome": "no_family_violence", "outcome_on": today}
    elif content.criminal in _CHARGED:
        row |= {"outcome": "charged", "outcome_on": today}
    return row | _aggressor(content, incident_id, today)


def _moment(content: Content) -> date | None:
    """When it happened: with the time of day, where that is known."""
    day = content.occurred_on
    if day is None or not content.occurred_at:
        return day
    return datetime.combine(day, time.fromisoformat(content.occurred_at))


def _kind(kind: ReportKind, content: Content) -> str:
    if kind is ReportKind.FAMILY_VIOLENCE and content.order_breached == "yes":
        return "order_breach"
    if kind is ReportKind.PARTNER_REFERRAL:
        return content.details.get("harm") or "family_violence"
    return kind.value


def _aggressor(content: Content, incident_id: str, today: date) -> Row:
    """Who was found the predominant aggressor; a member's finding is provisional.

    Somebody else confirms it. Where the maker cannot tell, that itself is said: the
    queue then asks for a determination and counts nobody out.
    """
    if content.no_family_violence or content.aggressor_confidence is None:
        return {}
    if content.aggressor_confidence is AggressorConfidence.UNSURE:
        return {"aggressor_status": "disputed", "aggressor_on": today}
    position = next(
        number
        for number, party in enumerate(content.parties, start=1)
        if party.key == content.aggressor
    )
    return {
        "predominant_aggressor": record_id(incident_id, position),
        "aggressor_status": "provisional",
        "aggressor_on": today,
    }


def _several(text: str) -> list[str] | None:
    return [part.strip() for part in text.split(";") if part.strip()] or None
