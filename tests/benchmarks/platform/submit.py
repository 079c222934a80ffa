"""How long it takes to submit a report: server time, from draft to queue.

Run as ``python -m tests.benchmarks.platform.submit [reports [seed]]`` with
SAFEWARD_DATABASE naming a database in which holdings are loaded, placed and ranked
(`safeward db load`, `safeward db rerank`) and demo people stand (`safeward db
demo-people`), SAFEWARD_DATA a folder. Half the reports are about people who are held,
as the reporter chose them; who is new is called as many who are held are. Another seed
names other people.
"""

import os
import sys
from datetime import date
from random import Random
from statistics import median, quantiles
from time import perf_counter, process_time
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeward.config.settings")
django.setup()

from attrs import evolve, frozen  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from safeward.apps.access.models import User  # noqa: E402
from safeward.apps.access.queries import visible  # noqa: E402
from safeward.apps.access.types import Permission, Purpose  # noqa: E402
from safeward.apps.assessments.types import Concern  # noqa: E402
from safeward.apps.foundation import clock  # noqa: E402
from safeward.apps.intake.actions import (  # noqa: E402
    begin_draft,
    save_draft,
    submit,
)
from safeward.apps.intake.types import (  # noqa: E402
    AggressorConfidence,
    Choice,
    Content,
    Party,
    ReportKind,
)
from safeward.apps.people.models import Person  # noqa: E402
from safeward.apps.ranking.models import Entry  # noqa: E402
from safeward.apps.records.models import PersonRecord  # noqa: E402


def content(
    chance: Random, named: "Named", division: str, known: Person | None
) -> Content:
    """A report about a man, a woman and a child; the man held already or new."""
    he = Party(
        key="a",
        role="perpetrator",
        choice=Choice.SAME if known else Choice.NEW,
        person=known.pk if known else None,
        family_name=known.family_name if known else chance.choice(named.family),
        given_names=known.given_names if known else chance.choice(named.given),
        date_of_birth=known.date_of_birth if known else _born(chance, 1960, 2004),
        sex=known.sex if known else "M",
    )
    she = evolve(
        he,
        key="b",
        role="victim_survivor",
        choice=Choice.NEW,
        person=None,
        family_name=chance.choice(named.family),
        given_names=chance.choice(named.given),
        date_of_birth=_born(chance, 1960, 2004),
        relationship="partner",
        sex="F",
        injury="minor",
    )
    child = evolve(
        she,
        key="c",
        role="child",
        given_names=chance.choice(named.given),
        date_of_birth=_born(chance, 2010, 2022),
        relationship="child",
        injury="",
        seen="yes",
        spoken_to="no",
        where_now="home",
        safe_tonight="yes",
    )
    return Content(
        occurred_on=clock.today(),
        division=division,
        parties=(he, she, child),
        markers={"child_present": "yes", "threat_to_kill": "yes", "weapon": "no"},
        victim_fear="high",
        checks={"orders": "nothing"},
        narrative="What was seen and heard.",
        aggressor="a",
        aggressor_confidence=AggressorConfidence.LIKELY,
        aggressor_factors=("fear",),
        concern=Concern.HIGH,
        concern_words="In words.",
        criminal="pending_enquiries",
        civil="none",
    )


def _born(chance: Random, first: int, last: int) -> date:
    return date(
        chance.randint(first, last), chance.randint(1, 12), chance.randint(1, 28)
    )


@frozen
class Named:
    """Names as they are held, each as often as it is: who is new may be called so."""

    family: tuple[str, ...]
    given: tuple[str, ...]

    @classmethod
    def of_held(cls) -> "Named":
        """Read some thousands."""
        rows = PersonRecord.objects.exclude(family_name="").exclude(given_names="")
        pairs = rows.order_by("pk").values_list("family_name", "given_names")[:5000]
        return cls(*zip(*pairs, strict=True))


def main(reports: int, seed: int = 1) -> None:
    """Submit so many and say how long each took."""
    member = User.objects.get(username="demo_frontline_member")
    post = member.memberships.select_related("team").get()
    division = post.team.division
    entries = Entry.objects.filter(superseded_at=None, division=division)
    persons = Person.objects.filter(pk__in=entries.values("person_id"))
    # Somebody restricted is no choice that this reporter has.
    held = list(
        visible(
            member, persons, Permission.PERSON_SEARCH, Purpose.RISK_MANAGEMENT
        ).order_by("pk")[: reports + 1]
    )
    chance, named = Random(seed), Named.of_held()
    chance.shuffle(held)

    def drafted(number: int) -> UUID:
        known = held[number] if number % 2 and number < len(held) else None
        draft = begin_draft(by=member, kind=ReportKind.FAMILY_VIOLENCE)
        text = content(chance, named, division, known)
        save_draft(by=member, draft=draft, content=text, revision=0)
        return draft

    def sent(draft: UUID) -> None:
        submit(by=member, draft=draft, key=str(draft), purpose=Purpose.RISK_MANAGEMENT)

    seconds, spent = [], []
    for number in range(reports):
        draft = drafted(number)
        began, processor = perf_counter(), process_time()
        sent(draft)
        seconds.append((perf_counter() - began) * 1000)
        spent.append((process_time() - processor) * 1000)
    draft = drafted(0)
    with CaptureQueriesContext(connection) as captured:
        sent(draft)
    # The first calls read models, policies and instruments; they are no report's cost.
    warm = min(5, reports // 4)
    print(
        f"{connection.vendor}, {Person.objects.count():,} people held: "
        f"{_said(seconds[warm:])}; of this process's processor {_said(spent[warm:])}; "
        f"{len(captured)} queries where everybody is new"
    )


def _said(taken: list[float]) -> str:
    return f"p50 {median(taken):.0f} ms, p95 {quantiles(taken, n=20)[-1]:.0f} ms"


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["100"]))
