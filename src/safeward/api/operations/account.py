"""One's own account: roles, purposes, notices."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from safeward.api.callers import caller
from safeward.api.schemas import list_of
from safeward.api.writing import Done, carried_out
from safeward.apps.access.queries import claimable, posts
from safeward.apps.access.types import Purpose
from safeward.apps.notices.actions import mark_read
from safeward.apps.notices.queries import notices
from safeward.apps.notices.types import NoticeLine

router = Router(tags=["account"])


class Role(Schema):
    """One role of the caller's."""

    title: str
    team: str
    agency: str


class Account(Schema):
    """Who calls, in which roles, and what they may look things up for."""

    id: UUID
    username: str
    display_name: str
    roles: list[Role]
    purposes: list[Purpose]
    purpose: Purpose | None


@router.get("/account", response=Account, operation_id="account")
def account(request: HttpRequest) -> Account:
    """The account that calls."""
    by = caller(request)
    return Account(
        id=by.user.pk,
        username=by.user.username,
        display_name=by.user.display_name,
        roles=[
            Role(title=title, team=team, agency=agency)
            for title, team, agency in posts(of=by.user)
        ],
        purposes=list(claimable(of=by.user)),
        purpose=by.purpose,
    )


@router.get("/notices", response=list_of(NoticeLine), operation_id="notices")
def own_notices(request: HttpRequest) -> list[NoticeLine]:
    """The latest notices of the account that calls, at most fifty."""
    return list(notices(of=caller(request).user))


@router.post("/notices/{notice}/read", response=Done, operation_id="read_notice")
def read_notice(request: HttpRequest, notice: UUID) -> Done:
    """Take note that a notice of the caller's was read."""
    by = caller(request)

    def do() -> UUID:
        mark_read(by=by.user, notice=notice)
        return notice

    return carried_out(request, by, "notices.read", do)
