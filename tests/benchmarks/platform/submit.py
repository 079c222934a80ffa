"""How long it takes to submit a report: server time, from draft to queue.

Run as ``python -m tests.benchmarks.platform.submit [reports]`` with SAFEWARD_DATABASE
naming a database in which holdings are loaded, placed and ranked (`safeward db load`,
`safeward db rerank`) and demo people stand (`safeward db demo-people`), SAFEWARD_DATA
a folder. Half the reports are about people who are held, as the reporter chose them.
"""

import os
import sys
from datetime import date
from statistics import median, quantiles
from time import perf_counter, process_time
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "safeward.config.settings")
django.setup()

from attrs import evolve  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from safeward.apps.access.models import User  # noqa: E402
from safeward.apps.access.types import Purpose  # noqa: E402
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


def content(number: int, division: str, known: UUID | None) -> Content:
    """A report about a man, a woman and a child; the man held already or new."""
    he = Party(
        key="a",
        role="perpetrator",
        choice=Choice.SAME if known else Choice.NEW,
        person=known,
        family_name=f"Benchley{number}",
        given_names="Odran",
        date_of_birth=date(1980, 1 + number % 12, 1 + number % 28),
        sex="M",
    )
    she = evolve(
        he,
        key="b",
        role="victim_survivor",
        choice=Choice.NEW,
        person=None,
        given_names="Ysolde",
        relationship="partner",
        sex="F",
        injury="minor",
    )
    child = evolve(
        she,
        key="c",
        role="child",
        given_names="Pell",
        date_of_birth=date(2019, 1 + number % 12, 1 + number % 28),
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


def main(reports: int) -> None:
    """Submit so many and say how long each took."""
    member = User.objects.get(username="demo_frontline_member")
    post = member.memberships.select_related("team").get()
    division = post.team.division
    held = list(
        Entry.objects.filter(superseded_at=None, division=division)
        .order_by("pk")
        .values_list("person_id", flat=True)[:reports]
    )
    seconds, spent, queries = [], 0.0, 0
    for number in range(reports):
        known = held[number] if number % 2 and number < len(held) else None
        draft = begin_draft(by=member, kind=ReportKind.FAMILY_VIOLENCE)
        text = content(number, division, known)
        save_draft(by=member, draft=draft, content=text, revision=0)
        began, processor = perf_counter(), process_time()
        submit(by=member, draft=draft, key=str(draft), purpose=Purpose.RISK_MANAGEMENT)
        seconds.append((perf_counter() - began) * 1000)
        spent += process_time() - processor
    draft = begin_draft(by=member, kind=ReportKind.FAMILY_VIOLENCE)
    save_draft(
        by=member, draft=draft, content=content(reports, division, None), revision=0
    )
    with CaptureQueriesContext(connection) as captured:
        submit(by=member, draft=draft, key=str(draft), purpose=Purpose.RISK_MANAGEMENT)
    queries = len(captured)
    # The first calls read models, policies and instruments; they are no report's cost.
    settled = seconds[min(5, reports // 4) :]
    print(
        f"{connection.vendor}, {Person.objects.count():,} people held: "
        f"p50 {median(settled):.0f} ms, p95 {quantiles(settled, n=20)[-1]:.0f} ms, "
        f"{1000 * spent / reports:.0f} ms of processor, {queries} queries"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
