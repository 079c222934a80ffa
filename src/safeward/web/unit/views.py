"""What a manager looks after: workload, what is late, and what the hours reach."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from safeward.apps.cases import actions, queries
from safeward.core.vocabulary.errors import CapacityRefused
from safeward.core.vocabulary.words import spoken
from safeward.web.cases.sending import Sent, carried_out, me
from safeward.web.purpose import purpose_of

WHAT_IF = "hours_"


class Hours(Sent):
    """Hours a week, by kind of staff."""

    def __init__(
        self, *args: object, kinds: tuple[str, ...], had: dict[str, float], **kw: object
    ) -> None:
        """Make a field for each kind that responses ask for."""
        super().__init__(*args, **kw)
        for kind in kinds:
            self.fields[kind] = forms.FloatField(
                label=f"{spoken(kind).capitalize()}, hours a week",
                min_value=0,
                initial=had.get(kind),
                error_messages={"required": "Write the hours; 0 where there are none."},
            )


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page of a unit, with hours changed where somebody asks what if."""
    what_if = {
        name.removeprefix(WHAT_IF): str(value).strip()
        for name, value in request.GET.items()
        if name.startswith(WHAT_IF) and str(value).strip()
    }
    by, purpose = me(request), purpose_of(request)
    team = _team(request.GET.get("team", ""))
    wrong = ""
    try:
        found = queries.unit_page(by=by, purpose=purpose, team=team, what_if=what_if)
    except CapacityRefused:
        wrong = "Write hours such as 40, +16 or -8."
        found = queries.unit_page(by=by, purpose=purpose, team=team)
    kinds = [
        {
            "name": WHAT_IF + one.kind,
            "label": spoken(one.kind).capitalize(),
            "value": what_if.get(one.kind, ""),
            "hours": one,
        }
        for one in (found.outlook.hours if found.outlook else ())
    ]
    shown = {
        "page": found,
        "kinds": kinds,
        "wrong": wrong,
        "teams": [(str(key), name) for key, name in found.teams],
        "chosen": str(found.team),
        "lists": [
            ("Reviews overdue", found.overdue, "No review is overdue."),
            ("Without a lead", found.without_lead, "Every case has a lead."),
            ("Waiting to be taken over", found.waiting, "No case waits."),
            (
                "Reviews that wait for you",
                found.reviews_waiting,
                "No review waits for a supervisor.",
            ),
            (
                "Plans that wait for approval",
                found.plans_waiting,
                "No plan waits for approval.",
            ),
            (
                "Provisional tiers",
                found.provisional,
                "No tier hangs on a fact that is not known.",
            ),
        ],
    }
    return render(request, "web/unit/unit.html", shown)


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, team: UUID) -> HttpResponse:
    """State how many hours a unit has a week."""
    by, purpose = me(request), purpose_of(request)
    found = queries.unit_page(by=by, purpose=purpose, team=team)
    outlook = found.outlook
    sent = request.POST if request.method == "POST" else None
    form = Hours(
        sent,
        kinds=outlook.kinds if outlook else (),
        had={one.kind: one.had for one in outlook.hours} if outlook else {},
    )
    if sent is not None and form.is_valid():
        kinds = outlook.kinds if outlook else ()
        said = {kind: form.cleaned_data[kind] for kind in kinds}
        done = carried_out(
            request,
            form,
            "unit.hours",
            lambda: actions.set_hours(by=by, team=team, hours=said, purpose=purpose),
        )
        if done is not None:
            messages.success(request, "The hours are kept. No tier changes by them.")
            return redirect("unit")
    return render(request, "web/unit/hours.html", {"form": form, "page": found})


def _team(code: str) -> UUID | None:
    try:
        return UUID(code)
    except ValueError:
        return None
