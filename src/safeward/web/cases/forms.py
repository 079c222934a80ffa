"""What people are asked at each step of a case."""

from typing import Any

from django import forms

from safeward.apps.cases.queries import Choices
from safeward.apps.cases.types import (
    CloseReason,
    Contact,
    ReturnReason,
    ReviewOutcome,
    WakeUp,
)
from safeward.web.cases.sending import Sent

NOT_YET = ("", "Not yet")


def sentences(
    label: str, missing: str = "", hint: str = "", rows: int = 3
) -> forms.CharField:
    """A field for a few sentences; without ``missing`` it may stay empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(missing),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


def one_of(
    label: str, choices: Any, missing: str = "", hint: str = "", *, listed: bool = False
) -> forms.ChoiceField:
    """A field for one of several; a list to open where there are many."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=bool(missing),
        choices=choices,
        widget=forms.Select() if listed else forms.RadioSelect(),
        error_messages={"required": missing, "invalid_choice": missing},
    )


class Taking(Sent):
    """Into which team, and who leads and supervises."""

    def __init__(
        self,
        *args: Any,
        teams: Choices,
        members: Choices,
        overseen: bool,
        **kwargs: Any,
    ) -> None:
        """Offer the actor's own teams and the people of the first."""
        super().__init__(*args, **kwargs)
        if overseen:
            self.fields["reason"] = one_of(
                "Why does frontline investigate?",
                [
                    (one.value, one.words)
                    for one in (
                        ReturnReason.FRONTLINE_INVESTIGATES,
                        ReturnReason.BELOW_THRESHOLD,
                        ReturnReason.NO_CAPACITY,
                    )
                ],
                "Choose why frontline investigates.",
            )
        self.fields["team"] = one_of(
            "Which of your teams?", teams, "Choose a team.", listed=True
        )
        self.fields["lead"] = one_of("Lead", [NOT_YET, *members], listed=True)
        self.fields["supervisor"] = one_of(
            "Supervisor",
            [NOT_YET, *members],
            hint="Somebody else than the lead.",
            listed=True,
        )
        self.fields["words"] = sentences("Note")


class Returning(Sent):
    """To which station, and why."""

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        """Offer teams of the same agency."""
        super().__init__(*args, **kwargs)
        self.fields["station"] = one_of(
            "To which team?", teams, "Choose a team.", listed=True
        )
        self.fields["reason"] = one_of(
            "Why?",
            [(one.value, one.words) for one in ReturnReason],
            "Choose the reason.",
        )
        self.fields["words"] = sentences("Note")


class Transferring(Sent):
    """To which unit, and why."""

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        """Offer teams of the same agency."""
        super().__init__(*args, **kwargs)
        self.fields["team"] = one_of(
            "To which unit?", teams, "Choose a unit.", listed=True
        )
        self.fields["words"] = sentences(
            "Why?", "Say why the case goes to another unit."
        )


class Naming(Sent):
    """Who of the team."""

    def __init__(self, *args: Any, members: Choices, label: str, **kwargs: Any) -> None:
        """Offer the people of the team."""
        super().__init__(*args, **kwargs)
        self.fields["officer"] = one_of(
            label, [("", "Choose"), *members], "Choose somebody.", listed=True
        )


class Closing(Sent):
    """Why a case is closed, and on what evidence."""

    reason = one_of(
        "Why is it closed?",
        [(one.value, one.words) for one in CloseReason],
        "Choose the reason.",
        "Only the first lets the tier fall. For any other reason the person keeps the "
        "tier and stays in the queue until a review.",
    )
    words = sentences(
        "In your own words", "Say in your own words why the case is closed."
    )

    def __init__(self, *args: Any, reviews: Choices, **kwargs: Any) -> None:
        """Offer the reviews that could be evidence."""
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = forms.MultipleChoiceField(
            label="Evidence that the risk is reduced",
            help_text="Reviews of the last 28 days in which a victim survivor was "
            "reached. Needed for the first reason only."
            + ("" if reviews else " There is none yet."),
            required=False,
            choices=reviews,
            widget=forms.CheckboxSelectMultiple(),
        )


class Reopening(Sent):
    """Why a case is opened again."""

    words = sentences("Why is it opened again?", "Say why the case is opened again.")


class SettingAside(Sent):
    """What wakes a cold case."""

    wake_on = forms.MultipleChoiceField(
        label="What wakes it?",
        choices=[(one.value, one.words) for one in WakeUp],
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": "Choose what wakes the case; otherwise close it."},
    )
    words = sentences("Why is it set aside?", "Say why the case is set aside.")


class Waking(Sent):
    """What happened."""

    why = one_of(
        "What happened?",
        [(one.value, one.words) for one in WakeUp],
        "Choose what happened.",
    )


class Noting(Sent):
    """A note."""

    words = sentences(
        "Note",
        "Write the note.",
        "Never write where a victim survivor is, nor how she is reached.",
        rows=6,
    )


class Withdrawing(Sent):
    """What was wrong with a step."""

    words = sentences("What was wrong?", "Say what was wrong.")


class Reviewing(Sent):
    """What a review found, and what it means for the tier."""

    contact = one_of(
        "Was a victim survivor reached since the last review?",
        [(one.value, one.words) for one in Contact],
        "Say whether she was reached.",
        "An attempt is not a contact.",
    )
    found = sentences(
        "What did the review find?",
        "Say what the review found.",
        "What happened since, what was done, what it changed.",
        rows=6,
    )
    plan_changed = forms.BooleanField(label="The plan has to change", required=False)
    outcome = one_of(
        "What does it mean for the tier?",
        [(one.value, one.words) for one in ReviewOutcome],
        "Choose what it means for the tier.",
        "That it follows the facts has to be approved by a supervisor. To raise it, "
        "record an override beside an assessment.",
    )
