"""With the real ranking: a tier set by judgement and an assessment move the queue."""

from collections.abc import Iterator

import pytest

from safeward.apps.access.roles.police import Investigator, UnitManager
from safeward.apps.assessments.actions import ask_lower, decide_lower, raise_tier
from safeward.apps.assessments.types import OverrideReason, OverrideRefused
from safeward.apps.foundation import clock
from safeward.apps.people.models import Person
from safeward.apps.ranking.models import Entry
from tests.integration.platform.assessments.cases import WORDS, trained, works
from tests.integration.platform.assessments.making import assessed
from tests.integration.platform.loaded import (
    MORNING,
    World,
    loaded_world,
    ranked_world,
    world_folder,
)
from tests.integration.platform.people.staff import somebody

__all__ = ["loaded_world", "ranked_world", "world_folder"]


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.standing_at(MORNING):
        yield


def tier(person: Person) -> str:
    return Entry.objects.get(person=person, superseded_at=None).tier


def somebody_in(facts_tier: str, world: World) -> Person:
    entry = (
        Entry.objects.filter(
            superseded_at=None, facts_tier=facts_tier, tier=facts_tier, stream="adult"
        )
        .order_by("pk")
        .first()
    )
    assert entry is not None, world.divisions
    return entry.person


def test_a_tier_rises_at_once_and_falls_when_two_agree(
    db: None, ranked_world: World
) -> None:
    del db
    him = somebody_in("T4", ranked_world)
    asker = somebody("asker", Investigator, him.division)
    approver = somebody("approver", UnitManager, him.division)
    works(asker, him)
    works(approver, him)
    raise_tier(
        by=asker,
        person=him.pk,
        to_tier="T1",
        reason=OverrideReason.VICTIM_SURVIVOR_SAYS,
        words=WORDS,
    )
    assert tier(him) == "T1"
    wish = ask_lower(
        by=asker,
        person=him.pk,
        to_tier="T3",
        reason=OverrideReason.RECORDED_WRONGLY,
        words=WORDS,
    )
    assert tier(him) == "T1"
    decide_lower(by=approver, override=wish, approve=True, words=WORDS)
    assert tier(him) == "T3"


def test_the_facts_hold_a_tier_up(db: None, ranked_world: World) -> None:
    del db
    him = somebody_in("T2", ranked_world)
    asker = somebody("asker", Investigator, him.division)
    works(asker, him)
    with pytest.raises(OverrideRefused, match="holds the tier at T2"):
        ask_lower(
            by=asker,
            person=him.pk,
            to_tier="T3",
            reason=OverrideReason.CIRCUMSTANCES_ENDED,
            words=WORDS,
        )


def test_a_level_that_sets_a_floor_raises_the_tier_in_the_same_transaction(
    db: None, ranked_world: World
) -> None:
    del db
    him = somebody_in("T4", ranked_world)
    assessor = somebody("assessor", Investigator, him.division)
    works(assessor, him)
    trained(assessor, "maram", by=assessor)
    assessed(assessor, him, instrument="maram", judgement="immediate_protection")
    assert tier(him) == "T1"
