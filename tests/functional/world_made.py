"""Fills a demonstration's database with a small made-up state until yesterday.

``python -m tests.functional.world_made``, with the site's environment; prints the ids
of a person of another division and of the most urgent person of division ND1.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import django

django.setup()

from safeward.apps.foundation import clock  # noqa: E402
from safeward.apps.people.actions import place  # noqa: E402
from safeward.apps.people.models import Person  # noqa: E402
from safeward.apps.ranking.actions import rerank  # noqa: E402
from safeward.apps.ranking.models import Entry  # noqa: E402
from safeward.apps.records.actions import commit_load  # noqa: E402
from safeward.core.synthetic.jurisdiction import generate  # noqa: E402
from safeward.core.synthetic.writing import write  # noqa: E402


def fill() -> None:
    """Two divisions, whose registers leave some people in doubt."""
    today = clock.today()
    state = generate(
        incidents=150,
        divisions=2,
        years=3,
        seed=2026,
        decisions=True,
        until=today - timedelta(days=1),
    )
    with TemporaryDirectory() as folder:
        write(state, Path(folder), "parquet")
        taken = commit_load(by=None, folder=Path(folder) / "holdings", as_of=today)
    place(by=None, record_ids=taken.records.to_list())
    rerank(by=None)
    elsewhere = Person.objects.filter(division="ND2", agency="police").order_by("id")
    urgent = Entry.objects.filter(division="ND1").order_by("place", "id")
    print(elsewhere[0].pk, urgent[0].person_id)


if __name__ == "__main__":
    fill()
