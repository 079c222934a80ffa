"""Who is who, and what may be seen of them."""

from safeward.apps.people.queries.identity import (
    codes_of,
    in_doubt,
    linked,
    people_of,
    persons_by_code,
    present,
    record_ids,
    records_of,
)
from safeward.apps.people.queries.page import person_page
from safeward.apps.people.queries.reviews import (
    identity_history,
    rests_on,
    review_page,
    review_queue,
)
from safeward.apps.people.queries.search import search
from safeward.apps.people.registry import panels, shows_panel, tells_what_rested

__all__ = [
    "codes_of",
    "identity_history",
    "in_doubt",
    "linked",
    "panels",
    "people_of",
    "person_page",
    "persons_by_code",
    "present",
    "record_ids",
    "records_of",
    "rests_on",
    "review_page",
    "review_queue",
    "search",
    "shows_panel",
    "tells_what_rested",
]
