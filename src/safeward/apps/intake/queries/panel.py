"""The reports in which a person is a party, for the person's page."""

from typing import TYPE_CHECKING
from uuid import UUID

from safeward.apps.access.types import Purpose
from safeward.apps.intake.queries.reports import reports_about
from safeward.apps.people.types import Panel

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def panel(by: "User", person: UUID, purpose: Purpose | None) -> Panel | None:
    """Reports about a person as far as the reader may see them; none where there are.

    What agencies delivered as files is in the timeline; these were made here.
    """
    rows = reports_about(by=by, person=person, purpose=purpose)
    if not rows:
        return None
    return Panel(
        title="Reports made here",
        template="web/reports/panel.html",
        data={"rows": rows},
        place=40,
    )
