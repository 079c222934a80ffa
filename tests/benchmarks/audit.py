"""What an entry of the audit log costs, and how long chaining and checking takes.

Run as ``python -m tests.benchmarks.audit [entries]`` with SAFEWARD_DATABASE naming an
empty database that is up to date (`safeward db migrate`) and SAFEWARD_DATA a folder.
"""

import os
import sys
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter, process_time
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeward.config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from safeward.apps.audit import actions, queries  # noqa: E402
from safeward.apps.audit.types import (  # noqa: E402
    Detail,
    LogAction,
    LogThing,
    SignIn,
    Thing,
)

ME = UUID(int=1)


def things(number: int) -> list[Thing]:
    """So many ids of their own."""
    return [Thing(LogThing.ACCOUNT, uuid4()) for _ in range(number)]


def read(number: int) -> None:
    """A page of so many."""
    actions.record_read(
        by=ME,
        action=LogAction.DONE_BY,
        purpose=None,
        detail=Detail.SUMMARY,
        things=things(number),
    )


def write(number: int) -> None:
    """A change of so many, within the transaction around it."""
    actions.record_write(by=ME, action=LogAction.DONE_BY, things=things(number))


def timed(what: Callable[[], object], times: int) -> str:
    """Milliseconds of a call: the middle one, and one in twenty is slower than."""
    spent = []
    for _ in range(times):
        began = perf_counter()
        what()
        spent.append((perf_counter() - began) * 1000)
    return f"{median(spent):.2f} ms, p95 {quantiles(spent, n=20)[-1]:.2f} ms"


def whole(name: str, what: Callable[[], object]) -> None:
    """Seconds of one long call."""
    began, busy = perf_counter(), process_time()
    what()
    print(f"{name}: {perf_counter() - began:.1f} s ({process_time() - busy:.1f} s CPU)")


def fill(entries: int) -> None:
    """So many changes of one thing each, a thousand a transaction."""
    for _ in range(entries // 1_000):
        with transaction.atomic():
            for _ in range(1_000):
                write(1)


def main(entries: int) -> None:
    """Measure, and print a line each."""
    print(connection.vendor)
    with transaction.atomic():
        print("entry of a change, 1 thing:", timed(lambda: write(1), 500))
        print("entry of a change, 50 things:", timed(lambda: write(50), 200))
    print("sign-in, transaction of its own:", timed(sign_in, 200))
    print("page of 50, transaction of its own:", timed(lambda: read(50), 200))
    whole(f"{entries:,} entries written", lambda: fill(entries))
    whole(f"{entries:,} and some sealed", actions.seal)
    whole(
        f"{entries:,} and some checked",
        lambda: print(queries.verify(progress=lambda number: None)),
    )


def sign_in() -> None:
    """The smallest entry that stands alone."""
    actions.record_sign_in(by=ME, outcome=SignIn.SUCCEEDED)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
