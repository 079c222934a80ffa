"""With the real ranking: which decisions let a tier fall, and which do not."""

from datetime import timedelta

import pytest

from safeward.apps.cases.actions import (
    accept,
    approve_review,
    close,
    reopen,
    review,
)
from safeward.apps.cases.types import CloseReason, Contact, ReviewOutcome
from safeward.apps.foundation import clock
from safeward.apps.ranking.actions import rerank
from safeward.apps.ranking.models import Entry, Run
from tests.integration.platform.cases.conftest import MANAGING, NOW, World, make_world

LATER = NOW + timedelta(days=120)


@pytest.fixture
def no_rescoring() -> None:
    """These tests score again, really."""


@pytest.fixture
def world(db: None) -> World:
    made = make_world()
    Entry.objects.all().delete()
    Run.objects.all().delete()
    rerank(by=None)
    return made


def shown(world: World) -> tuple[str, str]:
    entry = Entry.objects.get(person=world.person, superseded_at=None)
    return entry.tier, entry.raw_tier


def looked_at(world: World, case: object, outcome: ReviewOutcome) -> object:
    return review(
        by=world.investigator,
        case=case,
        outcome=outcome,
        contact=Contact.REACHED,
        plan_changed=False,
        found="Looked at.",
        purpose=None,
    )


def test_a_closure_without_evidence_keeps_the_tier_until_a_review(
    world: World,
) -> None:
    assert shown(world) == ("T1", "T1")
    case = accept(
        by=world.manager,
        person=world.person.pk,
        team=world.unit.pk,
        purpose=MANAGING,
        lead=world.investigator.pk,
    )
    looked_at(world, case, ReviewOutcome.KEEP)
    assert shown(world) == ("T1", "T1")
    with clock.standing_at(LATER):
        rerank(by=None)
        assert shown(world)[0] == "T1"
        close(
            by=world.manager,
            case=case,
            reason=CloseReason.UNABLE_TO_CONTACT,
            words="Six attempts on two channels.",
            purpose=None,
        )
    with clock.standing_at(LATER + timedelta(days=1)):
        rerank(by=None)
        assert shown(world)[0] == "T1"
        reopen(by=world.manager, case=case, words="Seen again.", purpose=None)
        made = looked_at(world, case, ReviewOutcome.AS_FACTS)
        assert shown(world)[0] == "T1"
        approve_review(by=world.manager, review=made, purpose=None)
        tier, facts = shown(world)
        assert tier == facts > "T1"
