"""What is typed to find a person, or to warn whoever meets them."""

from datetime import date

from django import forms

from safeward.apps.people.types import Asked, FlagKind, SafeHow, SearchReason


class SearchForm(forms.Form):
    """Whatever is known of the person; sent in the body, never in an address."""

    family_name = forms.CharField(
        label="Family name", required=False, max_length=200, strip=True
    )
    given_names = forms.CharField(
        label="Given names or alias", required=False, max_length=200
    )
    date_of_birth = forms.DateField(
        label="Date of birth",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Enter a date of birth such as 27 March 1986."},
    )
    phone = forms.CharField(label="Telephone", required=False, max_length=40)
    address = forms.CharField(label="Street address", required=False, max_length=200)
    suburb = forms.CharField(label="Suburb", required=False, max_length=100)
    postcode = forms.CharField(label="Postcode", required=False, max_length=10)
    email = forms.CharField(label="E-mail", required=False, max_length=200)
    identifier = forms.CharField(
        label="An agency’s number of the person", required=False, max_length=100
    )
    reason = forms.ChoiceField(
        label="Why do you go on searching?",
        required=False,
        choices=[("", "Choose a reason")]
        + [(reason.value, reason.words) for reason in SearchReason],
    )

    def asked(self) -> Asked:
        """The search that was typed."""
        said = dict(self.cleaned_data)
        said.pop("reason")
        return Asked(**said)

    def why(self) -> SearchReason | None:
        """The reason that was chosen, if any."""
        return SearchReason(said) if (said := self.cleaned_data["reason"]) else None


class WarningForm(forms.Form):
    """A warning for whoever meets the person."""

    kind = forms.ChoiceField(
        label="Warning", choices=[(kind.value, kind.words) for kind in FlagKind]
    )
    words = forms.CharField(
        label="What to know",
        required=False,
        max_length=300,
        help_text="Where, what, who said so.",
    )
    until = forms.DateField(
        label="Holds until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="At most a year from today; then look at it again.",
        error_messages={"required": "Say until when the warning holds."},
    )

    def said(self) -> tuple[FlagKind, str, date]:
        """Kind, words and last day."""
        got = self.cleaned_data
        return FlagKind(got["kind"]), got["words"], got["until"]


class ContactForm(forms.Form):
    """How the person may be reached without danger to them."""

    how = forms.ChoiceField(
        label="Rule", choices=[(how.value, how.words) for how in SafeHow]
    )
    words = forms.CharField(
        label="In their words",
        required=False,
        max_length=300,
        help_text="Times, the service, the agreed words.",
    )
