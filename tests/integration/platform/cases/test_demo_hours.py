"""The demonstration's queue says where its unit's hours end."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from safeward.apps.access.actions import make_demo_people
from safeward.apps.access.types import Purpose
from safeward.apps.cases.actions import state_demo_hours
from safeward.apps.cases.actions.demo import OnlyInDemo
from safeward.apps.cases.models import WeeklyHours
from safeward.apps.foundation import clock
from safeward.apps.ranking.actions import rerank
from safeward.apps.ranking.queries import queue
from safeward.core.synthetic.capacity import capacity_toml
from tests.integration.platform.loaded import (
    MORNING,
    World,
    loaded_world,
    world_folder,
)

__all__ = ["loaded_world", "world_folder"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def capacity(tmp_path: Path) -> Path:
    file = tmp_path / "capacity.toml"
    file.write_text(capacity_toml({"ND1": 1.0, "ND2": 1.0}))
    return file


def test_a_unit_that_states_its_hours_sees_where_they_end_and_the_next_five(
    loaded_world: World, capacity: Path, settings: LazySettings
) -> None:
    settings.SAFEWARD_DEMO = True
    with clock.standing_at(MORNING):
        people = {user.username: user for user in make_demo_people(division="ND1")}
        assert state_demo_hours(division="ND1", capacity=capacity)
        rerank(by=None, as_of=loaded_world.as_of)
        found = queue(by=people["demo_unit_manager"], purpose=Purpose.SUPERVISION)
    (line,) = found.cut_lines
    assert line.division == "ND1"
    assert 0 < len(line.next_five) <= 5
    assert line.hours["investigator"].used <= line.hours["investigator"].had


def test_hours_are_stated_once(capacity: Path, settings: LazySettings) -> None:
    settings.SAFEWARD_DEMO = True
    make_demo_people(division="ND1")
    for _ in range(2):
        assert state_demo_hours(division="ND1", capacity=capacity)
    assert WeeklyHours.objects.count() == 1
    assert not state_demo_hours(division="Elsewhere", capacity=capacity)


def test_hours_are_made_up_in_a_demonstration_only(
    capacity: Path, settings: LazySettings
) -> None:
    settings.SAFEWARD_DEMO = False
    with pytest.raises(OnlyInDemo):
        state_demo_hours(division="ND1", capacity=capacity)
