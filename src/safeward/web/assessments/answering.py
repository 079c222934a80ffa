"""Begin an assessment, answer it, judge, see the score, complete it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from safeward.apps.assessments.actions import (
    begin,
    begin_again,
    complete,
    discard,
    judge,
    note_answers,
)
from safeward.apps.assessments.queries import (
    card_of,
    live_of_sitting,
    new_page,
    sitting_page,
)
from safeward.apps.assessments.types import Because, Concern, NewPage, SittingPage
from safeward.core.instruments.types import Instrument
from safeward.core.vocabulary.errors import UnusableInput
from safeward.web.assessments.asked import me, new_key, sent_once
from safeward.web.assessments.form import InstrumentForm, answers_in
from safeward.web.purpose import purpose_of

NOBODY = "nobody"


class BeginForm(forms.Form):
    """Whose risk, and with which instrument."""

    whose = forms.ChoiceField(
        label="Whose risk is it?",
        help_text="Each child has an assessment of their own.",
        widget=forms.RadioSelect,
        error_messages={"required": "Say whose risk it is."},
    )
    adult = forms.ChoiceField(
        label="For a child: the adult victim survivor the child lives with",
        required=False,
    )
    instrument = forms.ChoiceField(
        label="Which instrument?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an instrument."},
    )

    def __init__(self, page: NewPage, *given: Any, **named: Any) -> None:
        """Offer the people who were harmed and the instruments that may be used."""
        super().__init__(*given, **named)
        words = [
            (
                str(one.person.id),
                f"{one.person.name}{', a child' if one.child else ''}",
            )
            for one in page.whose
        ]
        _choices(self, "whose", [*words, (NOBODY, "Nobody in particular")])
        adults = [
            (str(one.person.id), one.person.name) for one in page.whose if not one.child
        ]
        _choices(self, "adult", [("", "Nobody, or not a child"), *adults])
        open_ = [one for one in page.choices if not one.refusal]
        _choices(self, "instrument", [(one.id, one.name) for one in open_])


class JudgementForm(forms.Form):
    """What the assessor thinks, before any score."""

    judgement = forms.ChoiceField(
        label="How concerned are you?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how concerned you are."},
    )
    words = forms.CharField(
        label="Why? In your own words",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": "Say in a few words why you judge so."},
    )

    def __init__(self, tool: Instrument, *given: Any, **named: Any) -> None:
        """Ask for concern, or for the level of an instrument that is judgement."""
        super().__init__(*given, **named)
        if tool.kind != "judgement":
            options = [(one.value, one.words) for one in Concern]
            _choices(self, "judgement", options)
            return
        level = tool.item("level")
        self.fields["judgement"].label = "Which level do you conclude?"
        if level.levels:
            options = [(one.code, one.label or one.code) for one in level.levels]
            _choices(self, "judgement", options)
        else:
            self.fields["judgement"] = forms.CharField(
                label="Which level do you conclude?",
                max_length=60,
                error_messages={"required": "Say which level you conclude."},
            )
            self.order_fields(["judgement", "words"])


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, person: UUID) -> HttpResponse:
    """Choose whose risk and which instrument, and begin."""
    shown = new_page(by=me(request), person=person, purpose=purpose_of(request))
    sent = request.POST if request.method == "POST" else None
    form = BeginForm(shown, sent, initial={"whose": request.GET.get("whose")})
    if sent is not None and form.is_valid():
        chosen = form.cleaned_data
        whose = chosen["whose"]

        def do() -> UUID:
            return begin(
                by=me(request),
                instrument=chosen["instrument"],
                person=person,
                victim=None if whose == NOBODY else UUID(whose),
                adult=UUID(chosen["adult"]) if chosen["adult"] else None,
                purpose=purpose_of(request),
            )

        try:
            sitting = sent_once(request, "assessment.begin", do)
        except UnusableInput as error:
            form.add_error(None, str(error))
        else:
            return redirect("assessments_answer", sitting=sitting)
    context = {"form": form, "shown": shown, "key": new_key()}
    return render(request, "web/assessments/new.html", context)


@require_POST
def again(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Begin a new assessment in the place of a completed one."""
    try:
        because = Because(request.POST.get("because", ""))
        sitting = begin_again(
            by=me(request),
            assessment=assessment,
            because=because,
            purpose=purpose_of(request),
        )
    except (UnusableInput, ValueError) as error:
        words = str(error) if isinstance(error, UnusableInput) else "Say why."
        messages.error(request, words)
        return redirect("assessments_one", assessment=assessment)
    return redirect("assessments_answer", sitting=sitting)


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """Answer, judge, see the score, complete: one page that grows."""
    shown = sitting_page(by=me(request), sitting=sitting, purpose=purpose_of(request))
    tool, _ = card_of(shown.instrument)
    if request.method == "GET":
        return _drawn(request, shown, tool)
    form, judging = _forms(tool, shown, request)
    doing = request.POST.get("do", "keep")
    wanted: list[forms.Form] = [form]
    wanted += [judging] if doing == "judge" and judging is not None else []
    if [one for one in wanted if not one.is_valid()]:  # each looks at its own fields
        return _drawn(request, shown, tool, form, judging)
    try:
        note_answers(by=me(request), sitting=sitting, answers=form.answers)
        if doing == "judge" and judging is not None:
            judge(by=me(request), sitting=sitting, **judging.cleaned_data)
        if doing == "complete" or (doing == "judge" and tool.kind == "judgement"):
            return _completed(request, sitting)
    except UnusableInput as error:
        form.add_error(None, str(error))
        shown = sitting_page(
            by=me(request), sitting=sitting, purpose=purpose_of(request)
        )
        return _drawn(request, shown, tool, form, judging)
    answer = redirect("assessments_answer", sitting=sitting)
    if doing == "judge":
        answer["Location"] += "#live"
    return answer


@require_POST
def live(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """Keep the answers so far and say what they come to; a part of a page."""
    said, wrong = None, ""
    try:
        said = note_answers(
            by=me(request), sitting=sitting, answers=answers_in(request.POST)
        )
    except UnusableInput as error:
        said = live_of_sitting(by=me(request), sitting=sitting)
        wrong = str(error)
    return render(
        request,
        "web/assessments/parts/live.html",
        {"live": said, "wrong": wrong},
    )


@require_POST
def throw(request: HttpRequest, sitting: UUID) -> HttpResponse:
    """Throw an assessment under way away."""
    discard(by=me(request), sitting=sitting)
    messages.success(request, "The assessment was thrown away; nothing of it is kept.")
    return redirect("assessments")


def _completed(request: HttpRequest, sitting: UUID) -> HttpResponse:
    done = sent_once(
        request,
        "assessment.complete",
        lambda: complete(by=me(request), sitting=sitting, purpose=purpose_of(request)),
    )
    messages.success(request, "The assessment is completed and kept for good.")
    return redirect("assessments_one", assessment=done)


def _forms(
    tool: Instrument, shown: SittingPage, request: HttpRequest | None = None
) -> tuple[InstrumentForm, JudgementForm | None]:
    """The instrument's form and, until it is recorded, the judgement's."""
    sent = request.POST if request is not None else None
    judged = shown.judged_at is not None
    recorded = tool.kind == "recorded"
    form = InstrumentForm(
        tool,
        sent,
        answers=shown.answers,
        results=recorded and judged,
    )
    judging = sent if sent is not None and sent.get("do") == "judge" else None
    return form, None if judged else JudgementForm(tool, judging)


def _drawn(
    request: HttpRequest,
    shown: SittingPage,
    tool: Instrument,
    form: InstrumentForm | None = None,
    judging: JudgementForm | None = None,
) -> HttpResponse:
    if form is None:
        form, judging = _forms(tool, shown)
    context = {
        "shown": shown,
        "tool": tool,
        "form": form,
        "judging": judging if shown.judged_at is None else None,
        "judgement": _judgement(tool, shown.judgement),
        "live": shown.live,
        "key": new_key(),
        "structured": tool.kind == "judgement",
    }
    return render(request, "web/assessments/answer.html", context)


def _judgement(tool: Instrument, code: str) -> str:
    if not code:
        return ""
    if tool.kind != "judgement":
        return Concern(code).words
    levels = tool.item("level").levels
    return next((one.label for one in levels if one.code == code), code)


def _choices(form: forms.Form, name: str, options: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
    field.choices = options
