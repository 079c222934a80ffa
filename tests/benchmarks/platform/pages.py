"""How long the pages take, through the whole stack but the socket, at one user.

Run as ``python -m tests.benchmarks.platform.pages [ROUNDS]`` with the environment that
`world` was run with.
"""

import os
import random
import sys
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter

os.environ["SAFEWARD_DEMO"] = "1"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeward.config.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from safeward.apps.people.models import Person  # noqa: E402
from safeward.apps.people.types import SearchReason  # noqa: E402
from safeward.apps.ranking.models import Entry  # noqa: E402
from safeward.apps.records.models import PersonRecord  # noqa: E402

WARM = 3
REASON = next(iter(SearchReason)).value


def signed_in() -> Client:
    """A browser in which the unit's manager has said what for."""
    client = Client(SERVER_NAME="localhost")
    client.post("/account/sign-in/demo/", {"person": "demo_unit_manager"})
    client.post("/account/purpose/", {"purpose": "risk_management"})
    return client


def timed(name: str, ask: Callable[[], HttpResponse], rounds: int) -> tuple[str, int]:
    """Milliseconds of one page asked for again and again, and its queries."""
    taken = []
    for number in range(rounds + WARM):
        before = perf_counter()
        answer = ask()
        if answer.status_code != 200:
            raise SystemExit(f"{name} answered {answer.status_code}")
        if number >= WARM:
            taken.append((perf_counter() - before) * 1000)
    with CaptureQueriesContext(connection) as captured:
        ask()
    figures = f"{median(taken):.0f} | {quantiles(taken, n=20)[-1]:.0f}"
    return figures, len(captured)


def main(rounds: int) -> None:
    """Print a row a page."""
    settings.ALLOWED_HOSTS = ["localhost"]
    chance = random.Random(1)
    client = signed_in()
    first = client.get("/queue/")
    if first.status_code != 200:
        raise SystemExit(f"the queue answered {first.status_code}")
    division = (
        Entry.objects.filter(superseded_at=None)
        .values_list("division", flat=True)
        .order_by("pk")[0]
    )
    mine = list(
        Entry.objects.filter(superseded_at=None, person__division=division)
        .order_by("pk")
        .values_list("person_id", flat=True)[:2000]
    )
    names = [
        (family, given.split(" ")[0])
        for family, given in PersonRecord.objects.exclude(family_name="")
        .exclude(given_names="")
        .order_by("pk")
        .values_list("family_name", "given_names")[:5000]
    ]

    def search(*, misspelt: bool) -> HttpResponse:
        family, given = chance.choice(names)
        if misspelt:
            at = chance.randrange(len(family))
            family = family[:at] + family[at + 1 :]
        said = {"family_name": family, "given_names": given, "reason": REASON}
        return client.post("/people/", said)

    pages: dict[str, Callable[[], HttpResponse]] = {
        "queue, first page": lambda: client.get("/queue/"),
        "queue, page 20": lambda: client.get("/queue/?page=20"),
        "queue, one tier": lambda: client.get("/queue/?tier=T2"),
        "person": lambda: client.get(f"/people/{chance.choice(mine)}/"),
        "search by name": lambda: search(misspelt=False),
        "search, a letter missing": lambda: search(misspelt=True),
    }
    print(f"{connection.vendor}, {Person.objects.count():,} people\n")
    print("| page | p50 ms | p95 ms | queries |\n|---|---|---|---|")
    for name, ask in pages.items():
        figures, queries = timed(name, ask, rounds)
        print(f"| {name} | {figures} | {queries} |")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
