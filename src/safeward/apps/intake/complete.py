"""What a report still needs before it can be submitted, each with what to do about it.

Short on purpose: a report with gaps tonight is worth more than a full one never sent.
What is asked is what somebody would need before morning, and what the law asks for.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time

from safeward.apps.intake.types import lists
from safeward.apps.intake.types.content import Content, Party, Problem
from safeward.apps.intake.types.words import Choice, ReportKind
from safeward.core.vocabulary.calendar import age_on
from safeward.core.vocabulary.codes import INDIGENOUS_STATUSES, SEXES, STATES

YOUNGEST_RESPONDENT = 18
"""Of a safety notice (Family Violence Protection Act 2008 (Vic), police guidance)."""

NOTICES = frozenset(lists.CIVIL) - {"none"}
_PARTY_CODES: Mapping[str, Mapping[str, str]] = {
    "role": lists.ROLES,
    "relationship": lists.RELATIONSHIPS,
    "injury": lists.INJURIES,
    "safe_tonight": lists.SAFE_TONIGHT,
    "seen": lists.YES_NO,
    "spoken_to": lists.YES_NO,
    "present": lists.YES_NO,
    "protected": lists.YES_NO,
    "sex": dict.fromkeys(SEXES, ""),
    "state": dict.fromkeys(STATES, ""),
    "indigenous_status": dict.fromkeys(INDIGENOUS_STATUSES, ""),
    "interpreter": lists.YES_NO,
}


def problems(
    kind: ReportKind, content: Content, *, today: date, judged: bool
) -> tuple[Problem, ...]:
    """Everything that stands between this content and its submit, in page order.

    Args:
        kind: What is being reported.
        content: What was entered.
        today: The civil date.
        judged: Whether the screening's sitting holds a judgement already.
    """
    found = [*_event(content, today), *_parties(kind, content)]
    if content.no_family_violence:
        if not content.no_family_violence_because.strip():
            found.append(
                Problem(
                    "no_family_violence_because",
                    "Say why you found no family violence.",
                )
            )
    else:
        found += _harm(kind, content, today, judged)
    if not content.narrative.strip():
        found.append(Problem("narrative", "Say what happened."))
    found += _codes(content)
    return tuple(found)


def _event(content: Content, today: date) -> Iterator[Problem]:
    if content.occurred_on is None:
        yield Problem("occurred_on", "Enter the date on which it happened.")
    elif content.occurred_on > today:
        yield Problem("occurred_on", "The date must be today or in the past.")
    elif content.occurred_on.year < today.year - 100:
        yield Problem("occurred_on", "Check the year.")
    try:
        time.fromisoformat(content.occurred_at or "00:00")
    except ValueError:
        yield Problem("occurred_at", "Enter the time as hours and minutes.")
    if not content.division.strip():
        yield Problem("division", "Choose the division in which it happened.")


def _parties(kind: ReportKind, content: Content) -> Iterator[Problem]:
    roles = [party.role for party in content.parties]
    if "perpetrator" not in roles and not content.no_family_violence:
        yield Problem("parties", "Add the alleged perpetrator.")
    if roles.count("perpetrator") > 1:
        yield Problem(
            "parties", "Name one alleged perpetrator; make another report for another."
        )
    if kind is not ReportKind.PARTNER_REFERRAL and "victim_survivor" not in roles:
        yield Problem("parties", "Add who was harmed or is in fear.")
    people = [party.person for party in content.parties if party.person]
    if len(people) != len(set(people)):
        yield Problem("parties", "The same person is entered twice.")
    for party in content.parties:
        yield from _party(kind, content, party)
    child_present = content.markers.get("child_present") == "yes"
    if child_present and "child" not in roles and not content.no_child_because.strip():
        yield Problem(
            "no_child_because",
            "Add each child who was there, or say why none can be listed.",
        )


def _party(kind: ReportKind, content: Content, party: Party) -> Iterator[Problem]:
    at = f"parties.{party.key}"
    if party.choice is None:
        yield Problem(
            f"{at}.choice", "Search, then say whether it is a known person or new."
        )
    if party.choice is Choice.SAME and party.person is None:
        yield Problem(f"{at}.choice", "Choose which known person it is.")
    if not (party.family_name.strip() or party.given_names.strip()):
        yield Problem(
            f"{at}.family_name", "Enter a name, or “not known” if nobody could say."
        )
    if not party.role:
        yield Problem(f"{at}.role", "Say what part this person has.")
    if party.postcode and not (party.postcode.isascii() and party.postcode.isdigit()):
        yield Problem(f"{at}.postcode", "A postcode has digits only.")
    related = party.role in {"victim_survivor", "child"}
    if related and not party.relationship and not content.no_family_violence:
        yield Problem(
            f"{at}.relationship", "Say what they are to the alleged perpetrator."
        )
    if party.role == "child" and kind is ReportKind.FAMILY_VIOLENCE:
        for name, sentence in (
            ("seen", "Say whether the child was seen."),
            ("spoken_to", "Say whether the child was spoken to."),
            ("where_now", "Say where the child is now, or that it is not known."),
            ("safe_tonight", "Say whether the child is safe tonight."),
        ):
            if not getattr(party, name).strip():
                yield Problem(f"{at}.{name}", sentence)


def _harm(
    kind: ReportKind, content: Content, today: date, judged: bool
) -> Iterator[Problem]:
    if kind is ReportKind.FAMILY_VIOLENCE:
        yield from _aggressor(content, today)
        if "orders" not in content.checks:
            yield Problem("checks.orders", "Say whether orders were checked.")
        if not content.criminal:
            yield Problem("criminal", "Say what was done about an offence.")
        if not content.civil:
            yield Problem("civil", "Say what was done about protection.")
    if kind is ReportKind.PARTNER_REFERRAL and not content.details.get("consent"):
        yield Problem("details.consent", "Say on what basis you share this.")
    if not judged and content.concern is None:
        yield Problem("concern", "Say how concerned you are.")
    if not judged and not content.concern_words.strip():
        yield Problem("concern_words", "Say in your words why.")


def _aggressor(content: Content, today: date) -> Iterator[Problem]:
    if content.aggressor_confidence is None:
        yield Problem(
            "aggressor_confidence",
            "Say how sure you are who the predominant aggressor is.",
        )
        return
    party = content.party(content.aggressor)
    if party is None and content.aggressor_confidence.value != "unsure":
        yield Problem("aggressor", "Choose who the predominant aggressor is.")
    if party is not None and party.role == "child":
        yield Problem("aggressor", "A child who was harmed is not the aggressor.")
    if content.aggressor_confidence.value != "unsure" and not content.aggressor_factors:
        yield Problem("aggressor_factors", "Choose what your view rests on.")
    if content.civil in NOTICES and not content.considered:
        yield Problem(
            "considered",
            "Before a notice or an application, say what you have considered.",
        )
    born = party.date_of_birth if party else None
    young = born is not None and age_on(today, born) < YOUNGEST_RESPONDENT
    if content.civil == "safety_notice" and young:
        yield Problem(
            "civil",
            f"A safety notice needs a respondent of {YOUNGEST_RESPONDENT} or older; "
            "choose an application.",
        )


def _codes(content: Content) -> Iterator[Problem]:
    """Values that no page offers; an API may send them."""
    once: list[tuple[str, str, Mapping[str, str]]] = [
        ("victim_fear", content.victim_fear, lists.FEARS),
        ("detected", content.detected, lists.DETECTED),
        ("criminal", content.criminal, lists.CRIMINAL),
        ("order_breached", content.order_breached, lists.YES_NO),
        ("civil", content.civil, lists.CIVIL),
    ]
    once += [
        (f"parties.{party.key}.{name}", getattr(party, name), codes)
        for party in content.parties
        for name, codes in _PARTY_CODES.items()
    ]
    once += [
        (f"parties.{party.key}.referrals", code, lists.REFERRALS)
        for party in content.parties
        for code in party.referrals
    ]
    once += [
        (f"markers.{name}", value, lists.YES_NO if name in lists.MARKERS else {})
        for name, value in content.markers.items()
    ]
    once += [
        (f"checks.{name}", value, lists.CHECKED if name in lists.CHECKS else {})
        for name, value in content.checks.items()
    ]
    once += [("aggressor_factors", c, lists.FACTORS) for c in content.aggressor_factors]
    once += [("considered", code, lists.CONSIDERED) for code in content.considered]
    for field, value, codes in once:
        if value and value not in codes:
            yield Problem(field, "Choose one of the answers that are offered.")
