"""What a process of its own does in the tests of several at once.

``python -m tests.integration.platform.audit.working SEED COUNT`` writes entries as the
platform would and prints how many of them stand.
"""

import random
import sys
import time
from uuid import UUID

import django

django.setup()

from django.db import transaction  # noqa: E402

from safeward.apps.audit import actions  # noqa: E402
from safeward.apps.audit.types import Detail, LogAction, LogThing, Thing  # noqa: E402

WORDS = {"action": LogAction.DONE_BY}


class Undone(Exception):
    """A change that is not to stand."""


def change(chance: random.Random, by: UUID, number: int) -> int:
    """Write a few entries in one transaction, slowly; a third of them are undone."""
    written = chance.randint(1, 3)
    try:
        with transaction.atomic():
            for part in range(written):
                thing = Thing(LogThing.ACCOUNT, UUID(int=number * 10 + part))
                actions.record_write(by=by, things=[thing], **WORDS)
            time.sleep(chance.random() / 50)
            if chance.random() < 1 / 3:
                raise Undone
    except Undone:
        return 0
    return written


def work(seed: int, count: int) -> int:
    """Write ``count`` times, half of them reads."""
    chance = random.Random(seed)
    by = UUID(int=seed)
    stand = 0
    for number in range(count):
        if chance.random() < 0.5:
            actions.record_read(
                by=by,
                purpose=None,
                detail=Detail.FULL,
                things=[Thing(LogThing.ACCOUNT, UUID(int=number))],
                **WORDS,
            )
            stand += 1
        else:
            stand += change(chance, by, number)
    return stand


if __name__ == "__main__":
    print(work(int(sys.argv[1]), int(sys.argv[2])))
