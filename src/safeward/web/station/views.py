"""What a liaison officer looks after, and the check of a report."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from safeward.apps.cases import actions, queries
from safeward.apps.cases.types import QualityAnswer
from safeward.apps.intake.types import FollowUpReason
from safeward.web.cases.forms import one_of, sentences
from safeward.web.cases.sending import Sent, carried_out, me
from safeward.web.purpose import purpose_of


class Checking(Sent):
    """Each line of the list, and what the maker is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a field for each line."""
        super().__init__(*args, **kwargs)
        choices = [(one.value, one.words) for one in QualityAnswer]
        for code, words in queries.CHECKLIST.items():
            self.fields[code] = one_of(words, choices, "Answer this line.")
        self.fields["reason"] = one_of(
            "Ask the member to do something?",
            [("", "Nothing"), *((one.value, one.words) for one in FollowUpReason)],
            listed=True,
        )
        self.fields["words"] = sentences(
            "What should the member do?", hint="Needed when you ask for something."
        )

    def clean(self) -> dict[str, Any]:
        """Words are needed where something is asked."""
        said = super().clean() or {}
        if said.get("reason") and not said.get("words", "").strip():
            self.add_error("words", "Say what the member should do.")
        return said


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Reports to check, people nobody took over, orders that are not served."""
    found = queries.station_page(by=me(request), purpose=purpose_of(request))
    return render(request, "web/station/station.html", {"page": found})


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, report: UUID) -> HttpResponse:
    """Check a report line by line."""
    by, purpose = me(request), purpose_of(request)
    line = queries.report_to_check(by=by, report=report, purpose=purpose)
    sent = request.POST if request.method == "POST" else None
    form = Checking(sent)
    if sent is not None and form.is_valid():
        said = form.cleaned_data
        asked = (
            [(FollowUpReason(said["reason"]), said["words"])] if said["reason"] else []
        )
        done = carried_out(
            request,
            form,
            "quality.check",
            lambda: actions.check_report(
                by=by,
                report=report,
                answers={code: QualityAnswer(said[code]) for code in queries.CHECKLIST},
                ask=asked,
                purpose=purpose,
            ),
        )
        if done is not None:
            messages.success(request, "The check is kept.")
            return redirect("station")
    return render(request, "web/station/check.html", {"form": form, "line": line})
