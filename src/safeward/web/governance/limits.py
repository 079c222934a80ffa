"""What holds a person's records back, and who stands too close to a record."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from safeward.apps.access.actions import (
    end_conflict,
    lift_restriction,
    list_conflict,
    must,
    must_keep_list_of,
    restrict,
)
from safeward.apps.access.queries import (
    colleagues,
    conflict_of,
    conflicts,
    employers,
    limits,
    restriction,
)
from safeward.apps.access.types import ConflictKind, Permission, RestrictionKind
from safeward.apps.foundation import clock
from safeward.web.governance.frame import found, me, offer, one_form, sent
from safeward.web.governance.staff import EndForm
from safeward.web.purpose import purpose_of

PERSON, AGENCY, USER = "people.person", "access.agency", "access.user"


class RestrictForm(forms.Form):
    """Why a person's records are held back."""

    kind = forms.ChoiceField(
        label="Why",
        choices=[(kind.value, kind.words) for kind in RestrictionKind],
        widget=forms.RadioSelect,
    )
    works_at = forms.ChoiceField(
        label="Employer, for an employee", required=False, choices=[("", "None")]
    )
    division = forms.CharField(
        label="Division the employee works in",
        help_text="Empty means the whole agency: nobody there will see anything.",
        required=False,
        max_length=40,
    )
    since = forms.DateField(
        label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        """An employee works somewhere."""
        said = super().clean() or {}
        employee = said.get("kind") == RestrictionKind.EMPLOYEE.value
        if employee and not said.get("works_at"):
            self.add_error("works_at", "Say where the employee works.")
        return said


class ConflictForm(forms.Form):
    """Which colleague stands how close."""

    account = forms.ChoiceField(label="Colleague")
    kind = forms.ChoiceField(
        label="The colleague",
        choices=[(kind.value, kind.words) for kind in ConflictKind],
        widget=forms.RadioSelect,
    )


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The restrictions one may keep."""
    shown = {"limits": limits(by=me(request), purpose=purpose_of(request))}
    return render(request, "web/governance/limits.html", shown)


@require_http_methods(["GET", "POST"])
def restrict_one(request: HttpRequest, person: UUID) -> HttpResponse:
    """Hold one person's records back."""
    user, row, purpose = me(request), found(PERSON, person), purpose_of(request)
    must(user, Permission.RESTRICTION_SET, row, purpose)
    form = RestrictForm(sent(request), initial={"since": clock.today()})
    offer(form, "works_at", [("", "Not an employee"), *employers(by=user)])

    def do(said: dict[str, Any]) -> None:
        employee = said["kind"] == RestrictionKind.EMPLOYEE.value
        restrict(
            by=user,
            thing=row,
            subject=person,
            kind=RestrictionKind(said["kind"]),
            since=said["since"],
            works_at=found(AGENCY, UUID(said["works_at"])) if employee else None,
            division=said["division"] if employee else "",
            purpose=purpose,
        )

    return one_form(
        request,
        form,
        title="Hold a person's records back",
        text="It holds for every record about the person at once. Whoever it bars, you "
        "perhaps among them, will find no trace of them.",
        button="Hold them back",
        back="limits",
        done="The records are held back.",
        do=do,
    )


@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, limit: UUID) -> HttpResponse:
    """Let a restriction end."""
    user, purpose = me(request), purpose_of(request)
    limited = restriction(by=user, limit=limit)
    if limited is None:
        raise Http404
    row = found(PERSON, limited.subject_id)
    must(user, Permission.RESTRICTION_SET, row, purpose)

    def do(said: dict[str, Any]) -> None:
        lift_restriction(
            by=user,
            thing=row,
            restriction=limited,
            until=said["until"],
            purpose=purpose,
        )

    return one_form(
        request,
        EndForm(sent(request), initial={"until": clock.today()}),
        title="Let a restriction end",
        button="Let it end",
        back="limits",
        done="The restriction ends on that day.",
        do=do,
    )


@require_GET
def conflict_page(request: HttpRequest) -> HttpResponse:
    """The conflicts of the staff of one's team."""
    shown = {"conflicts": conflicts(by=me(request), purpose=purpose_of(request))}
    return render(request, "web/governance/conflicts.html", shown)


@require_http_methods(["GET", "POST"])
def list_one(request: HttpRequest, person: UUID) -> HttpResponse:
    """Enter a colleague who stands close to a person."""
    user, row, purpose = me(request), found(PERSON, person), purpose_of(request)
    must(user, Permission.CONFLICT_SET)
    must(user, Permission.PERSON_READ, row, purpose)
    form = ConflictForm(sent(request))
    offer(form, "account", colleagues(by=user))

    def do(said: dict[str, Any]) -> None:
        list_conflict(
            by=user,
            account=found(USER, UUID(said["account"])),
            subject=person,
            kind=ConflictKind(said["kind"]),
            since=clock.today(),
        )

    return one_form(
        request,
        form,
        title="List a conflict of interest",
        text="From now on the colleague finds no trace of this person. They are not "
        "told.",
        button="List it",
        back="conflicts",
        done="The conflict is listed.",
        do=do,
    )


@require_http_methods(["GET", "POST"])
def end_one(request: HttpRequest, conflict: UUID) -> HttpResponse:
    """Let a conflict end; nobody ends one of their own."""
    user = me(request)
    row = conflict_of(by=user, conflict=conflict)
    if row is None:
        raise Http404
    must_keep_list_of(user, row.user)

    def do(said: dict[str, Any]) -> None:
        end_conflict(by=user, conflict=row, until=said["until"])

    return one_form(
        request,
        EndForm(sent(request), initial={"until": clock.today()}),
        title="Let a conflict of interest end",
        button="Let it end",
        back="conflicts",
        done="The conflict ends on that day.",
        do=do,
    )
