"""People of a made-up state, one for each role, for a demonstration only."""

from datetime import date

from django.conf import settings
from django.db import transaction

from safeward.apps.access.models import Agency, Membership, Team, User
from safeward.apps.access.types import AgencyKind, Prescription
from safeward.core.vocabulary.errors import UnusableInput

_ASSESSING = Prescription.ASSESSING
_AGENCIES = (
    ("police", "Police of the made-up state", AgencyKind.POLICE),
    ("child_protection", "Child Protection", AgencyKind.CHILD_PROTECTION),
    ("hub", "Open Gate hub", AgencyKind.HUB),
    ("specialist", "Harbour Women's Service", AgencyKind.SPECIALIST_SERVICE),
    ("department", "Department of Family Safety", AgencyKind.GOVERNMENT),
    ("oversight", "Office of the Monitor", AgencyKind.OVERSIGHT),
)
_TEAMS = (
    ("police", "station", "Station", _ASSESSING),
    ("police", "fviu", "Family violence investigation unit", _ASSESSING),
    ("child_protection", "intake", "Intake", _ASSESSING),
    ("hub", "practice", "Practice team", _ASSESSING),
    ("specialist", "outreach", "Outreach", _ASSESSING),
    ("department", "planning", "Planning", Prescription.NONE),
    ("oversight", "monitoring", "Monitoring", Prescription.NONE),
)
_PEOPLE = (
    ("Dana Whitlock", "frontline_member", "station"),
    ("Kiri Marsh", "liaison_officer", "station"),
    ("Theo Lund", "investigator", "fviu"),
    ("Asha Verne", "unit_manager", "fviu"),
    ("Ravi Stone", "intelligence_analyst", "fviu"),
    ("Noor Hale", "child_protection_practitioner", "intake"),
    ("Jules Arden", "hub_practitioner", "practice"),
    ("Mina Frost", "specialist_worker", "outreach"),
    ("Petra Quill", "coordinator", "practice"),
    ("Sam Ostler", "planner", "planning"),
    ("Ines Calder", "evaluator", "planning"),
    ("Orla Finch", "oversight", "monitoring"),
    ("Max Tully", "administrator", "fviu"),
)
_SINCE = date(2020, 1, 1)


class OnlyInDemo(UnusableInput):
    """Demo people were asked for on an installation that is no demonstration."""


@transaction.atomic
def make_demo_people(*, division: str, police_code: str = "police") -> list[User]:
    """Make one person for each role, without passwords; again changes nothing.

    Args:
        division: Code of the division that all of them work in.
        police_code: Code of the police agency in the holdings that were loaded.

    Raises:
        OnlyInDemo: When this is no demonstration.
    """
    if not settings.SAFEWARD_DEMO:
        raise OnlyInDemo("Demo people are made in demo mode only: set SAFEWARD_DEMO=1.")
    codes = {"police": police_code}
    agencies = {
        code: Agency.objects.get_or_create(
            code=codes.get(code, code), defaults={"name": name, "kind": kind.value}
        )[0]
        for code, name, kind in _AGENCIES
    }
    teams = {
        code: Team.objects.get_or_create(
            code=f"demo_{code}",
            defaults={
                "agency": agencies[agency],
                "name": name,
                "division": division,
                "prescription": prescription.value,
            },
        )[0]
        for agency, code, name, prescription in _TEAMS
    }
    return [_person(name, role, teams[team]) for name, role, team in _PEOPLE]


def _person(name: str, role: str, team: Team) -> User:
    user, new = User.objects.get_or_create(
        username=f"demo_{role}",
        defaults={"display_name": name, "agency": team.agency, "is_demo": True},
    )
    if new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        Membership.objects.create(user=user, team=team, role=role, since=_SINCE)
    return user
