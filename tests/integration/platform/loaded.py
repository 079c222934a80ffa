"""A small made-up state in the database, for whatever tests need one.

``loaded_world`` loads it once for a module and takes it out at the module's end; what a
test writes on top is undone after that test, as always. A module that uses it has no
transactional tests: those call `load_world` themselves. ``ranked_world`` is the same
with everybody ranked as of its last day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from attrs import frozen
from django.db import transaction
from pytest_django import DjangoDbBlocker

from safeward.apps.foundation import clock
from safeward.apps.people.actions import place
from safeward.apps.ranking.actions import rerank
from safeward.apps.records.actions import commit_load
from safeward.apps.records.queries import holdings
from safeward.core.holdings.types import Holdings
from safeward.core.synthetic.jurisdiction import LAST_DAY, generate
from safeward.core.synthetic.writing import write

INCIDENTS = 100
MORNING = datetime(2026, 6, 30, 20, 0, tzinfo=UTC)
"""Six in the morning of 1 July 2026 where the police of the made-up state work."""


@frozen
class World:
    """What was loaded, and by which load.

    Attributes:
        folder: The files.
        load: The load's id.
        holdings: What is held of it, whole.
        as_of: The last day that any agency knows of.
        divisions: Codes of the police divisions.
    """

    folder: Path
    load: UUID
    holdings: Holdings
    as_of: date
    divisions: tuple[str, ...]


def load_world(folder: Path) -> World:
    """Load the files of a made-up state and place its people."""
    with clock.standing_at(MORNING):
        outcome = commit_load(by=None, folder=folder, as_of=LAST_DAY)
        held = holdings()
        place(by=None, record_ids=outcome.records.to_list(), holdings=held)
    return World(
        folder=folder,
        load=outcome.load,
        holdings=held,
        as_of=LAST_DAY,
        divisions=tuple(held.incidents["division"].unique().sort()),
    )


@pytest.fixture(scope="session")
def world_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a made-up state of two divisions, the same in every run."""
    made = generate(incidents=INCIDENTS, divisions=2, years=3, seed=4, decisions=True)
    folder = tmp_path_factory.mktemp("world")
    write(made, folder, "parquet")
    return folder / "holdings"


@pytest.fixture(scope="module")
def loaded_world(
    world_folder: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The made-up state in the database while a module's tests run."""
    del django_db_setup
    with django_db_blocker.unblock():
        around = transaction.atomic()
        # As Django marks its own: what must not stand within a transaction may here.
        around._from_testcase = True
        around.__enter__()
        try:
            yield load_world(world_folder)
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def ranked_world(loaded_world: World, django_db_blocker: DjangoDbBlocker) -> World:
    """The made-up state with its queue, while a module's tests run."""
    with django_db_blocker.unblock(), clock.standing_at(MORNING):
        rerank(by=None, as_of=loaded_world.as_of)
    return loaded_world
