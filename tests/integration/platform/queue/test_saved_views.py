"""Views that people keep of the queue: their own, and those shared with a team."""

from datetime import date
from uuid import uuid4

import pytest

from safeward.apps.access.models import Agency, Membership, Team, User
from safeward.apps.access.types import Refused
from safeward.apps.audit.models import Entry
from safeward.apps.saved_views.actions import remove_view, save_view
from safeward.apps.saved_views.queries import views_of
from safeward.apps.saved_views.types import MOST, Listed, ViewMissing, ViewRefused

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)


def person(name: str, team: Team, role: str = "unit_manager") -> User:
    user = User.objects.create(username=name, display_name=name, agency=team.agency)
    Membership.objects.create(user=user, team=team, role=role, since=SINCE)
    return user


@pytest.fixture
def team() -> Team:
    police = Agency.objects.create(code="police", name="Police", kind="police")
    return Team.objects.create(
        agency=police,
        code="fviu",
        name="Unit",
        division="ND1",
        prescription="assessing",
    )


def names(user: User) -> list[str]:
    return [view.name for view in views_of(by=user, listed=Listed.QUEUE)]


def test_a_view_is_its_owners_until_shared_with_a_team(team: Team) -> None:
    asha, theo = person("asha", team), person("theo", team, "investigator")
    save_view(by=asha, listed=Listed.QUEUE, name=" My  T1 ", question="tier=T1")
    assert names(asha) == ["My T1"]
    assert names(theo) == []
    save_view(by=asha, listed=Listed.QUEUE, name="Late", question="", team=team.pk)
    assert names(theo) == ["Late"]
    (shared,) = views_of(by=theo, listed=Listed.QUEUE)
    assert (shared.own, shared.team, shared.owner) == (False, "Unit", "asha")
    assert names(asha) == ["Late", "My T1"]


def test_the_same_name_replaces_the_earlier_question(team: Team) -> None:
    asha = person("asha", team)
    first = save_view(by=asha, listed=Listed.QUEUE, name="T1", question="tier=T1")
    again = save_view(by=asha, listed=Listed.QUEUE, name="T1", question="tier=T2")
    assert first == again
    (view,) = views_of(by=asha, listed=Listed.QUEUE)
    assert view.question == "tier=T2"


def test_nobody_removes_another_persons_view(team: Team) -> None:
    asha, theo = person("asha", team), person("theo", team, "investigator")
    view = save_view(by=asha, listed=Listed.QUEUE, name="T1", question="", team=team.pk)
    with pytest.raises(ViewMissing):
        remove_view(by=theo, view=view)
    remove_view(by=asha, view=view)
    with pytest.raises(ViewMissing):
        remove_view(by=asha, view=view)
    assert names(asha) == []


def test_what_cannot_be_kept_is_said(team: Team) -> None:
    asha = person("asha", team)
    with pytest.raises(ViewRefused, match="name"):
        save_view(by=asha, listed=Listed.QUEUE, name="  ", question="")
    with pytest.raises(ViewRefused, match="60 letters"):
        save_view(by=asha, listed=Listed.QUEUE, name="x" * 61, question="")
    with pytest.raises(ViewRefused, match="team"):
        save_view(by=asha, listed=Listed.QUEUE, name="x", question="", team=uuid4())
    for number in range(MOST):
        save_view(by=asha, listed=Listed.QUEUE, name=f"View {number}", question="")
    with pytest.raises(ViewRefused, match="already"):
        save_view(by=asha, listed=Listed.QUEUE, name="One more", question="")


def test_somebody_without_a_queue_keeps_no_view_of_it(team: Team) -> None:
    dana = person("dana", team, "frontline_member")
    with pytest.raises(Refused):
        save_view(by=dana, listed=Listed.QUEUE, name="T1", question="")


def test_the_log_names_the_view_by_its_id_only(team: Team) -> None:
    asha = person("asha", team)
    view = save_view(by=asha, listed=Listed.QUEUE, name="Mark3d", question="tier=T1")
    remove_view(by=asha, view=view)
    saved, removed = Entry.objects.order_by("recorded_at", "id")
    assert saved.action == "saved_views.saved"
    assert removed.action == "saved_views.removed"
    assert view.hex in saved.things
    assert "Mark3d" not in saved.things + removed.things + saved.counts
