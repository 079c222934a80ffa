"""What people are asked when they write a plan, act on it, answer for its safety."""

from typing import Any
from uuid import UUID

from django import forms

from safeward.apps.cases.actions import OWN, Wanted
from safeward.apps.cases.queries import SECTION_WORDS, Choices, Proposal, Suggested
from safeward.apps.cases.types import Answer, Progress
from safeward.web.cases.forms import one_of, sentences
from safeward.web.cases.sending import Sent


def day(label: str, missing: str, hint: str = "") -> forms.DateField:
    """A field for a day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": missing},
    )


class Proposing(Sent):
    """Responses to take into a plan, each with its words, owner and day."""

    aim = sentences(
        "What is the plan to achieve?",
        "Say what the plan is to achieve.",
        "For the victim survivors’ safety first.",
        rows=2,
    )

    def __init__(
        self,
        *args: Any,
        proposal: Proposal,
        owners: Choices,
        own: UUID,
        **kwargs: Any,
    ) -> None:
        """Make four fields for each response."""
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        mine = str(own) if str(own) in dict(owners) else None
        for one in proposal.suggested:
            code, title = one.response.id, one.response.title
            self.fields[f"take_{code}"] = forms.BooleanField(
                label=f"Take: {title}", required=False, initial=one.chosen
            )
            self.fields[f"what_{code}"] = forms.CharField(
                label=f"What exactly: {title}",
                initial=one.response.what,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
            self.fields[f"owner_{code}"] = forms.ChoiceField(
                label=f"Owner: {title}", choices=owners, initial=mine, required=False
            )
            self.fields[f"due_{code}"] = forms.DateField(
                label=f"Due: {title}",
                initial=one.due_on,
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    @property
    def offered(self) -> list[dict[str, Any]]:
        """Each response with its fields, for the page."""
        return [self._offered(one) for one in self.proposal.suggested]

    def _offered(self, one: Suggested) -> dict[str, Any]:
        code = one.response.id
        fields = {
            name: self[f"{name}_{code}"] for name in ("take", "what", "owner", "due")
        }
        return {"one": one, "response": one.response, **fields}

    def clean(self) -> dict[str, Any]:
        """Ask for words, owner and day of whatever was taken."""
        said = super().clean() or {}
        for one in self.proposal.suggested:
            code = one.response.id
            if not said.get(f"take_{code}"):
                continue
            for name, missing in (
                ("what", "Say what exactly is to be done."),
                ("owner", "Choose an owner."),
                ("due", "Give a day."),
            ):
                field = f"{name}_{code}"
                if not said.get(field) and field not in self.errors:
                    self.add_error(field, missing)
        return said

    def wanted(self) -> list[Wanted]:
        """The actions that were taken."""
        said = self.cleaned_data
        return [
            Wanted(
                response=one.response.id,
                what=said[f"what_{one.response.id}"],
                owner=UUID(said[f"owner_{one.response.id}"]),
                due_on=said[f"due_{one.response.id}"],
            )
            for one in self.proposal.suggested
            if said.get(f"take_{one.response.id}")
        ]


class Adding(Sent):
    """One action more."""

    def __init__(
        self, *args: Any, responses: Choices, owners: Choices, **kwargs: Any
    ) -> None:
        """Offer the whole library, and an action of one's own."""
        super().__init__(*args, **kwargs)
        self.fields["response"] = one_of(
            "Response",
            [(OWN, "An action of our own"), *responses],
            "Choose a response.",
            listed=True,
        )
        self.fields["what"] = sentences(
            "What exactly is to be done?", "Say what exactly is to be done."
        )
        self.fields["alerts"] = one_of(
            "Could the perpetrator notice it?",
            [("yes", "Yes, or I am not sure"), ("no", "No")],
            "Say whether he could notice it.",
            "What he could notice needs a safety check first. A response that the "
            "library says he notices stays one.",
        )
        self.fields["owner"] = one_of(
            "Owner", [("", "Choose"), *owners], "Choose an owner.", listed=True
        )
        self.fields["due"] = day("Due", "Give a day from today on.")

    def wanted(self) -> Wanted:
        """The action that was described."""
        said = self.cleaned_data
        return Wanted(
            response=said["response"],
            what=said["what"],
            owner=UUID(said["owner"]),
            due_on=said["due"],
            alerts=said["alerts"] == "yes",
        )


class Aiming(Sent):
    """What a plan is to achieve."""

    aim = sentences(
        "What is the plan to achieve?", "Say what the plan is to achieve.", rows=2
    )


class SendingBack(Sent):
    """What a plan lacks."""

    words = sentences("What is missing?", "Say what is missing.")


class Progressing(Sent):
    """How an action goes."""

    state = one_of(
        "How does it stand?",
        [(one.value, one.words) for one in Progress if one != Progress.PLANNED],
        "Say how it stands.",
    )
    result = sentences(
        "What came of it?",
        hint="Needed once it is done, tried in vain, or stopped.",
    )


class Asking(Sent):
    """Whom to ask about an action, and which service."""

    def __init__(
        self, *args: Any, victims: Choices, services: Choices, **kwargs: Any
    ) -> None:
        """Offer whom reports name, and services of the division first."""
        super().__init__(*args, **kwargs)
        self.fields["victim"] = one_of(
            "Which victim survivor or child?", victims, "Choose whom it concerns."
        )
        self.fields["service"] = one_of(
            "Which service holds her?",
            [("", "Choose"), *services],
            "Choose the service that holds her.",
            listed=True,
        )
        self.fields["words"] = sentences(
            "What should the service know?", hint="When, where, by whom."
        )


class Answering(Sent):
    """What a service answers."""

    answer = one_of(
        "Is it safe for her?",
        [(one.value, one.words) for one in Answer],
        "Choose the answer.",
        "Ask her first, by the way of contact that is safe.",
    )
    words = sentences(
        "Conditions, or what the unit has to know",
        hint="The unit reads this. Never write where she is or how she is reached.",
    )
    holds_until = day(
        "Until when does the answer hold?",
        "Give a day from today to four weeks ahead.",
    )


class SafetyPlanning(Sent):
    """A victim survivor's own plan."""

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        """Make a field for each section."""
        super().__init__(*args, **kwargs)
        for name, label in SECTION_WORDS.items():
            missing = (
                "Say how she can be reached safely." if name == "safe_contact" else ""
            )
            self.fields[name] = sentences(label, missing)
        self.fields["review_on"] = day(
            "When is it looked at again?", "Give a day within a year."
        )
        self.fields["team"] = one_of("Kept by", teams, "Choose your team.", listed=True)
