"""Files handed over: look at what they bring, take them in, take them back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission
from safeward.apps.foundation import clock
from safeward.apps.intake import actions, queries
from safeward.apps.intake.types import UploadShown, UploadState
from safeward.core.vocabulary.errors import UnusableInput
from safeward.web.reports.drawing import me

TABLES = ("persons", "incidents", "involvements", "orders", "assessments", "decisions")


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class HandOverForm(forms.Form):
    """The files, where they come from, and the day they were drawn up for."""

    source = forms.CharField(
        label="Where the files come from",
        help_text="An agency and a delivery; no names of people.",
        max_length=200,
        error_messages={"required": "Say where the files come from."},
    )
    as_of = forms.DateField(
        label="Drawn up for",
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Enter the day for which they were drawn up."},
    )
    handed_over = forms.FileField(
        label="Files",
        help_text="persons.csv, incidents.csv, involvements.csv and the others of the "
        "format, or .parquet.",
        widget=Files,
        required=False,
    )


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Hand files over, and what was handed over lately."""
    by = me(request)
    sent = request.POST if request.method == "POST" else None
    form = HandOverForm(sent, initial={"as_of": clock.today()})
    if sent is not None:
        must(by, Permission.HOLDINGS_LOAD)
        if form.is_valid():
            try:
                upload = actions.receive(
                    by=by,
                    files=(
                        (file.name or "", file.chunks())
                        for file in request.FILES.getlist("handed_over")
                    ),
                    source=form.cleaned_data["source"],
                    as_of=form.cleaned_data["as_of"],
                )
            except actions.FilesRefused as error:
                form.add_error("handed_over", str(error))
            else:
                return redirect("load", upload)
    context = {"form": form, "rows": queries.uploads(by=by)}
    return render(request, "web/loads/list.html", context)


@require_GET
def one(request: HttpRequest, upload: UUID) -> HttpResponse:
    """What the files bring, and what can be done with them now."""
    shown = _or_404(lambda: queries.upload(by=me(request), upload=upload))
    return render(request, "web/loads/one.html", _context(request, shown))


@require_GET
def state(request: HttpRequest, upload: UUID) -> HttpResponse:
    """How far the work is: the part of the page that moves."""
    shown = _or_404(lambda: queries.upload(by=me(request), upload=upload, opened=False))
    if not shown.state.at_work:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    return render(request, "web/loads/state.html", {"upload": shown})


@require_GET
def rejected(request: HttpRequest, upload: UUID) -> HttpResponseBase:
    """What was refused, as a table for a spreadsheet."""
    path = _or_404(lambda: queries.rejected_file(by=me(request), upload=upload))
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"refused-{upload.hex[:8]}.csv",
        content_type="text/csv; charset=utf-8",
    )


@require_POST
def take_in(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Take the files in."""
    return _do(request, upload, actions.take_in, "")


@require_POST
def take_back(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Undo the load."""
    done = "Taken back. Everything is as it was before this load."
    return _do(request, upload, actions.take_back, done)


@require_POST
def throw_away(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Delete files that are not to be taken in."""
    return _do(request, upload, actions.throw_away, "The files are deleted.")


def _do(
    request: HttpRequest, upload: UUID, action: Callable[..., None], done: str
) -> HttpResponse:
    try:
        action(by=me(request), upload=upload)
    except UnusableInput as error:
        messages.error(request, str(error))
    else:
        if done:
            messages.success(request, done)
    return redirect("load", upload)


def _context(request: HttpRequest, shown: UploadShown) -> dict[str, Any]:
    refused = shown.rejected and shown.state is UploadState.LOOKED_AT
    return {
        "upload": shown,
        "counts": [
            (table, shown.counts[table]) for table in TABLES if table in shown.counts
        ],
        "refused": queries.rejected_lines(by=me(request), upload=shown.id)
        if refused
        else (),
        "takes_in": shown.state is UploadState.LOOKED_AT,
        "takes_back": shown.state is UploadState.TAKEN_IN,
    }


def _or_404[T](find: Callable[[], T]) -> T:
    try:
        return find()
    except queries.UploadMissing:
        raise Http404 from None
