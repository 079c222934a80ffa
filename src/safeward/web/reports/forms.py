"""The forms of a report: what the app's content looks like on a page.

Nothing is required here: a draft may say anything, and what a submit needs is the app's
to say (`still_needed`), so that page and API cannot differ.
"""

from collections.abc import Mapping
from typing import Any

from django import forms

from safeward.apps.assessments.types import Concern
from safeward.apps.intake.types import AggressorConfidence, ReportKind, lists
from safeward.core.vocabulary.codes import INDIGENOUS_STATUSES, STATES
from safeward.core.vocabulary.words import spoken

type Choices = list[tuple[str, str]]

SEXES: Choices = [("", "Not recorded"), ("F", "F"), ("M", "M"), ("X", "X")]
YES_NO: Choices = [("yes", "Yes"), ("no", "No"), ("", "Not recorded")]


class Day(forms.DateField):
    """A date, chosen with whatever the phone offers."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--width-10"}
        )
        super().__init__(required=False, widget=widget, **options)


def line(label: str, *, help_text: str = "", **attrs: str) -> forms.CharField:
    """A short text."""
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(
        label=label, required=False, help_text=help_text, max_length=200, widget=widget
    )


def words(label: str, *, help_text: str = "", rows: int = 4) -> forms.CharField:
    """A longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        required=False,
        help_text=help_text,
        max_length=20_000,
        widget=widget,
    )


def one_of(
    label: str, codes: Mapping[str, str] | Choices, *, help_text: str = ""
) -> forms.ChoiceField:
    """One answer of several, as radio buttons."""
    return forms.ChoiceField(
        label=label,
        required=False,
        help_text=help_text,
        choices=list(codes.items()) if isinstance(codes, Mapping) else codes,
        widget=forms.RadioSelect,
    )


def chosen(label: str, codes: Mapping[str, str] | Choices) -> forms.ChoiceField:
    """One answer of many, as a list to choose from."""
    pairs = list(codes.items()) if isinstance(codes, Mapping) else codes
    first = [] if any(code == "" for code, _ in pairs) else [("", "Choose")]
    return forms.ChoiceField(label=label, required=False, choices=[*first, *pairs])


def several(
    label: str, codes: Mapping[str, str], *, help_text: str = ""
) -> forms.MultipleChoiceField:
    """Any number of answers."""
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        help_text=help_text,
        choices=list(codes.items()),
        widget=forms.CheckboxSelectMultiple,
    )


NEEDED = (
    *("occurred_on", "division", "narrative", "concern", "concern_words", "criminal"),
    *("civil", "aggressor_confidence", "checks-orders", "details-consent"),
    *("role", "family_name", "seen", "spoken_to", "where_now", "safe_tonight"),
)
"""Fields that a submit asks for in the usual case: not called optional."""


def mark_needed(form: forms.Form) -> None:
    """Say of no field that is asked for that it is optional; the app checks it."""
    form.use_required_attribute = False
    for name in NEEDED:
        if name in form.fields:
            form.fields[name].required = True


class PartyForm(forms.Form):
    """Somebody in the report; fields of a child are shown for a child alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mark what is asked for."""
        super().__init__(*args, **kwargs)
        mark_needed(self)

    choice = forms.CharField(required=False, widget=forms.HiddenInput)
    person = forms.CharField(required=False, widget=forms.HiddenInput)
    role = chosen("Part in this report", lists.ROLES)
    family_name = line("Family name")
    given_names = line("Given names")
    other_names = line("Other names", help_text="With ; between them")
    date_of_birth = Day(label="Date of birth")
    sex = chosen("Sex", SEXES)
    phone = line("Phone", inputmode="tel")
    address = line("Address")
    suburb = line("Suburb")
    postcode = line("Postcode", inputmode="numeric")
    state = chosen("State", [("", "Not recorded"), *((s, s) for s in STATES)])
    protected = one_of(
        "Must this address be kept from others?",
        YES_NO,
        help_text="Yes hides it from everybody who is not involved.",
    )
    relationship = chosen(
        "What they are to the alleged perpetrator", lists.RELATIONSHIPS
    )
    injury = chosen("Injury", lists.INJURIES)
    present = chosen("Was there when it happened", lists.YES_NO)
    indigenous_status = chosen(
        "Aboriginal or Torres Strait Islander, as they say",
        [("", "Not asked"), *((code, spoken(code)) for code in INDIGENOUS_STATUSES)],
    )
    language = line("First language")
    country_of_birth = line("Country of birth")
    interpreter = chosen("Was an interpreter used", lists.YES_NO)
    seen = one_of("Was the child seen?", YES_NO[:2])
    spoken_to = one_of("Was the child spoken to?", YES_NO[:2])
    where_now = line("Where is the child now?", help_text="Or “not known”")
    safe_tonight = one_of("Is the child safe tonight?", lists.SAFE_TONIGHT)
    referrals = several("Referred or offered", lists.REFERRALS)


class ReportForm(forms.Form):
    """Everything of a report but its people."""

    occurred_on = Day(label="Date it happened")
    occurred_at = forms.TimeField(
        label="Time",
        required=False,
        widget=forms.TimeInput(
            format="%H:%M", attrs={"type": "time", "class": "govuk-input--width-10"}
        ),
    )
    place = line("Where it happened")
    detected = chosen("Who made it known", lists.DETECTED)
    narrative = words(
        "What happened",
        rows=8,
        help_text=(
            "What you saw and heard, what each person said, in their own words. "
            "Leave out opinions about people."
        ),
    )
    no_family_violence = forms.BooleanField(
        label="I found no family violence",
        required=False,
        help_text="It is recorded as your finding. Say why below.",
    )
    no_family_violence_because = words("Why you found none", rows=3)
    no_child_because = words(
        "If a child was there and cannot be listed: why",
        rows=2,
    )
    victim_fear = chosen("How afraid the affected family member is", lists.FEARS)
    order_breached = one_of("Was an order breached?", YES_NO)
    order_id = line("Number of the order, if you have it")
    aggressor_confidence = one_of(
        "How sure are you who the predominant aggressor is?",
        {level.value: level.words for level in AggressorConfidence},
    )
    aggressor_factors = several("What your view rests on", lists.FACTORS)
    considered = several(
        "I have considered",
        lists.CONSIDERED,
        help_text=(
            "So that nobody is misjudged for who they are. None of this enters a score."
        ),
    )
    aggressor_words = words("In your words", rows=3)
    concern = one_of(
        "How concerned are you?", {level.value: level.words for level in Concern}
    )
    concern_words = words(
        "Why, in your words", rows=3, help_text="What you saw that no list asks for."
    )
    criminal = one_of("About an offence", lists.CRIMINAL)
    civil = one_of("About protection", lists.CIVIL)

    def __init__(
        self,
        *args: Any,
        kind: ReportKind,
        divisions: tuple[str, ...],
        parties: Choices,
        **kwargs: Any,
    ) -> None:
        """Ask what this kind of report asks, about the people who are listed."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        places = [(code, spoken(code)) for code in divisions]
        self.fields["division"] = chosen("Division in which it happened", places)
        self.fields["aggressor"] = one_of("Who is the predominant aggressor?", parties)
        for code, label in lists.MARKERS.items():
            self.fields[f"markers-{code}"] = one_of(label, YES_NO)
        for code, label in lists.CHECKS.items():
            self.fields[f"checks-{code}"] = one_of(label, lists.CHECKED)
        for name, field in _details(kind).items():
            self.fields[f"details-{name}"] = field
        mark_needed(self)


def _details(kind: ReportKind) -> dict[str, forms.Field]:
    """What a short form asks besides."""
    if kind is ReportKind.STALKING:
        return {
            "began_on": Day(label="Since when"),
            "last_contact_on": Day(label="Last contact"),
            "times": line("How many times, about", inputmode="numeric"),
            "told_to_stop": one_of("Were they told to stop?", YES_NO),
            **{f"contact_{c}": _tick(w) for c, w in lists.CONTACT_KINDS.items()},
            **{
                f"item_{code}": one_of(label, YES_NO)
                for code, label in lists.STALKING_ITEMS.items()
            },
        }
    if kind is ReportKind.PARTNER_REFERRAL:
        return {
            "consent": one_of("On what basis do you share this?", lists.CONSENT),
            "harm": one_of(
                "What it is about",
                {
                    "family_violence": "Family violence",
                    "stalking": "Stalking",
                    "sexual_offence": "Sexual offence",
                    "child_abuse": "Harm to a child",
                },
            ),
            "asked_of_police": words("What you ask the police to do", rows=3),
            "safe_contact": words(
                "How the victim survivor may be reached safely", rows=2
            ),
        }
    return {}


def _tick(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)
