"""People: found, looked at, cared for, and who is who."""

from django.http import HttpRequest
from ninja import Router

from safeward.api.callers import caller
from safeward.api.operating import changes, given_as, reads
from safeward.api.schemas import schema_of
from safeward.apps.people import actions
from safeward.apps.people.queries import (
    identity_history,
    person_page,
    review_page,
    review_queue,
    search,
)
from safeward.apps.people.types import Asked, Searched

router = Router(tags=["people"])
AskedGiven = given_as(Asked)
FOUND = schema_of(Searched)


@router.post("/people/search", response=FOUND, operation_id="search", url_name="search")
def find(request: HttpRequest, content: AskedGiven) -> Searched:  # type: ignore[valid-type]
    """Search before somebody is entered anew; changes nothing."""
    who = caller(request)
    asked = Asked(**content.dict())  # type: ignore[attr-defined]
    return search(by=who.user, asked=asked, purpose=who.purpose)


reads(router, "/people/{person}", person_page)
reads(router, "/people/{person}/identity", identity_history)
reads(router, "/identity/reviews", review_queue)
reads(router, "/identity/reviews/{review}", review_page)
changes(router, "/identity/reviews/{review}/confirm", actions.confirm, "confirm_link")
changes(router, "/identity/reviews/{review}/reject", actions.reject, "reject_link")
changes(router, "/identity/reviews/{review}/never", actions.never_link)
changes(router, "/identity/decisions/{decision}/undo", actions.undo, "undo_identity")
changes(router, "/people/{one}/merge", actions.merge, "merge_people")
changes(router, "/people/{person}/flags", actions.flag, "flag_person")
changes(router, "/flags/{flag}/end", actions.end_flag)
changes(router, "/people/{person}/safe-contact", actions.set_safe_contact)
