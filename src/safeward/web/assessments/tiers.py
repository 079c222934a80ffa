"""Set a tier by judgement: raise it, ask for a lower one, approve or refuse."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from safeward.apps.assessments.actions import (
    ask_lower,
    decide_lower,
    raise_tier,
    withdraw_lower,
)
from safeward.apps.assessments.queries import tier_page
from safeward.apps.assessments.types import OverrideReason, TierPage
from safeward.core.vocabulary.codes import TIERS
from safeward.core.vocabulary.errors import UnusableInput
from safeward.web.assessments.asked import me, new_key, sent_once
from safeward.web.parts.words import tier_words
from safeward.web.purpose import purpose_of


class TierForm(forms.Form):
    """Which tier, for which reason, in which words."""

    to_tier = forms.ChoiceField(
        label="Which tier?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a tier."},
    )
    reason = forms.ChoiceField(
        label="For which reason?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a reason."},
    )
    words = forms.CharField(
        label="What is it that you know? In your own words",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": "Say in a few words why."},
    )

    def __init__(self, page: TierPage, direction: str, sent: Any = None) -> None:
        """Offer the tiers and reasons of one direction."""
        super().__init__(sent, prefix=direction)
        up = direction == "up"
        tiers = [
            tier
            for tier in TIERS
            if (tier < page.tier if up else tier > page.tier)
            and (up or not page.floor or tier <= page.floor)
        ]
        self.offers = bool(tiers)
        for name, options in (
            ("to_tier", [(tier, tier_words(tier)) for tier in tiers]),
            (
                "reason",
                [
                    (one.value, one.words)
                    for one in OverrideReason
                    if one.direction == direction
                ],
            ),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = options


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, person: UUID) -> HttpResponse:
    """Raise a person's tier, or ask for a lower one."""
    shown = tier_page(by=me(request), person=person, purpose=purpose_of(request))
    doing = request.POST.get("do", "")
    raising, lowering = (
        TierForm(shown, way, request.POST if doing == way else None)
        for way in ("up", "down")
    )
    form = {"up": raising, "down": lowering}.get(doing)
    if form is not None and form.is_valid():
        chosen = form.cleaned_data
        act = raise_tier if doing == "up" else ask_lower

        def do() -> UUID:
            return act(
                by=me(request),
                person=person,
                to_tier=chosen["to_tier"],
                reason=OverrideReason(chosen["reason"]),
                words=chosen["words"],
                purpose=purpose_of(request),
            )

        try:
            sent_once(request, f"tier.{doing}", do)
        except UnusableInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                "The tier is raised."
                if doing == "up"
                else "A supervisor is asked; the tier stays until they agree.",
            )
            return redirect("assessments_of", person=person)
    context = {
        "shown": shown,
        "raising": raising,
        "lowering": lowering,
        "key": new_key(),
    }
    return render(request, "web/assessments/tier.html", context)


@require_POST
def decide(request: HttpRequest, override: UUID) -> HttpResponse:
    """Approve or refuse a lower tier, or take one's own wish back."""
    doing = request.POST.get("do", "")
    try:
        if doing == "withdraw":
            withdraw_lower(by=me(request), override=override)
            messages.success(request, "The wish for a lower tier is taken back.")
        else:
            approve = doing == "approve"
            decide_lower(
                by=me(request),
                override=override,
                approve=approve,
                words=request.POST.get("words", ""),
                purpose=purpose_of(request),
            )
            messages.success(
                request,
                "The lower tier is approved." if approve else "The tier stays.",
            )
    except UnusableInput as error:
        messages.error(request, str(error))
    return redirect("assessments")
