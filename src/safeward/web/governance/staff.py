"""Accounts: opened, given roles, closed; by an administrator of their agency."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from safeward.apps.access.actions import (
    close_account,
    end_role,
    give_role,
    must,
    open_account,
)
from safeward.apps.access.queries import may, staff, staff_page
from safeward.apps.access.types import Permission
from safeward.apps.foundation import clock
from safeward.web.governance.frame import found, me, offer, one_form, sent

USER, MEMBERSHIP, TEAM = "access.user", "access.membership", "access.team"


class OpenForm(forms.Form):
    """A new account."""

    username = forms.RegexField(
        r"^[a-z0-9._-]+$",
        label="User name",
        help_text="Small letters, digits, dots and hyphens.",
        max_length=60,
        error_messages={"invalid": "Use small letters, digits, dots and hyphens."},
    )
    display_name = forms.CharField(label="Name as colleagues know it", max_length=120)
    password = forms.CharField(
        label="First password",
        help_text="At least 14 characters. Hand it over in person; they change it.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        validators=[validate_password],
    )


class RoleForm(forms.Form):
    """A role in a team, from a day on."""

    team = forms.ChoiceField(label="Team")
    role = forms.ChoiceField(label="Role")
    since = forms.DateField(
        label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="Until",
        required=False,
        help_text="Leave empty if it has no end yet.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        """No role ends before it begins."""
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "It ends before it begins.")
        return said


class EndForm(forms.Form):
    """The last day of something."""

    until = forms.DateField(
        label="Last day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The accounts that one answers for or works beside."""
    user = me(request)
    shown = {"staff": staff(by=user), "opens": bool(may(user, Permission.STAFF_SET))}
    return render(request, "web/governance/staff.html", shown)


@require_GET
def one(request: HttpRequest, account: UUID) -> HttpResponse:
    """One account with its roles."""
    shown = {"page": staff_page(by=me(request), account=account)}
    return render(request, "web/governance/account.html", shown)


@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest) -> HttpResponse:
    """Open an account at one's own agency."""
    user = me(request)
    must(user, Permission.STAFF_SET, user.agency)

    def do(said: dict[str, Any]) -> None:
        open_account(by=user, agency=user.agency, **said)

    return one_form(
        request,
        OpenForm(sent(request)),
        title="Open an account",
        text=f"At {user.agency.name}. It opens nothing until it is given a role.",
        button="Open the account",
        back="staff",
        done="The account is open. Give it a role next.",
        do=do,
    )


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, account: UUID) -> HttpResponse:
    """Give an account of one's agency a role."""
    user, row = me(request), found(USER, account)
    must(user, Permission.STAFF_SET, row)
    shown = staff_page(by=user, account=account)
    form = RoleForm(sent(request), initial={"since": clock.today()})
    offer(form, "team", shown.teams)
    offer(form, "role", shown.roles)

    def do(said: dict[str, Any]) -> None:
        said["team"] = found(TEAM, UUID(said["team"]))
        give_role(by=user, account=row, **said)

    return one_form(
        request,
        form,
        title=f"Give {shown.line.name} a role",
        button="Give the role",
        back="staff",
        done="The role is given.",
        do=do,
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, membership: UUID) -> HttpResponse:
    """Let a role end on a day."""
    user, row = me(request), found(MEMBERSHIP, membership)
    must(user, Permission.STAFF_SET, row)

    def do(said: dict[str, Any]) -> None:
        end_role(by=user, membership=row, **said)

    return one_form(
        request,
        EndForm(sent(request), initial={"until": clock.today()}),
        title="End a role",
        text="The role stays in the account's history.",
        button="End the role",
        back="staff",
        done="The role ends on that day.",
        do=do,
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, account: UUID) -> HttpResponse:
    """Close an account at once."""
    user, row = me(request), found(USER, account)
    must(user, Permission.STAFF_SET, row)
    return one_form(
        request,
        forms.Form(sent(request)),
        title="Close an account",
        text="Every browser and program that is signed in as this account is signed "
        "out at once. What it did stays in the audit log.",
        button="Close the account",
        back="staff",
        done="The account is closed.",
        do=lambda said: close_account(by=user, account=row),
        warning=True,
    )
