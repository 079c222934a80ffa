"""The form of an instrument, made from its file; for these pages and for a report.

Every item is asked as the file says, in its order. Nothing is required: what is not
known stays not known, which is an answer of its own and never a no.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen
from django import forms
from django.forms.boundfield import BoundField

from safeward.apps.assessments.queries import asked_in, how_to_ask
from safeward.core.instruments.reading import possible
from safeward.core.instruments.types import Instrument, Item

PREFIX = "answer_"
NOT_KNOWN = ("", "Not known")


@frozen
class Asked:
    """One item of the form.

    Attributes:
        item: As the instrument has it.
        field: Its control.
        heading: Of a new group, else empty.
        alone: Whether it may be asked only alone and in safety.
        how: When it may be asked and by whom, in words.
        number: Its place among those shown, from 1.
    """

    item: Item
    field: BoundField
    heading: str
    alone: bool
    how: str
    number: int

    @property
    def radios(self) -> bool:
        """Whether its answers stand side by side to be chosen."""
        return self.item.type in ("yes_no", "choice")


class InstrumentForm(forms.Form):
    """The items of one instrument; names of fields begin with ``answer_``.

    Args:
        tool: The instrument.
        data: What was sent, if anything.
        answers: What is known so far, by item.
        results: Whether totals and levels that are taken as recorded are asked for.
        questions: Whether the other items are.
    """

    def __init__(
        self,
        tool: Instrument,
        data: Mapping[str, Any] | None = None,
        *,
        answers: Mapping[str, str] | None = None,
        results: bool = True,
        questions: bool = True,
    ) -> None:
        """Make a field of every item that is asked."""
        known = {f"{PREFIX}{k}": v for k, v in (answers or {}).items()}
        super().__init__(data, initial=known)
        self.tool = tool
        self.items = tuple(
            item
            for item in asked_in(tool)
            if (results if item.role == "result" else questions)
        )
        for item in self.items:
            self.fields[PREFIX + item.id] = _field(item)

    @property
    def answers(self) -> dict[str, str]:
        """What was sent, by item, once the form is found valid."""
        return {
            name.removeprefix(PREFIX): "" if value is None else _text(value)
            for name, value in self.cleaned_data.items()
        }

    @property
    def asked(self) -> Iterator[Asked]:
        """The items with their controls, in order, a heading where a group begins."""
        before = ""
        for number, item in enumerate(self.items, 1):
            group = _group(item)
            yield Asked(
                item=item,
                field=self[PREFIX + item.id],
                heading=group if group != before else "",
                alone=item.ask_when == "alone_and_safe",
                how=self._how(item),
                number=number,
            )
            before = group

    def _how(self, item: Item) -> str:
        if item.role in ("judgement", "result"):
            return ""
        ask = how_to_ask(self.tool, item.id)
        return f"{ask.when}; {ask.who}."


def answers_in(sent: Mapping[str, Any]) -> dict[str, str]:
    """What was sent by a form of an instrument, by item, unchecked."""
    return {
        name.removeprefix(PREFIX): str(value)
        for name, value in sent.items()
        if name.startswith(PREFIX)
    }


def _field(item: Item) -> forms.Field:
    about: dict[str, Any] = {
        "label": item.label,
        "help_text": item.yes_means,
        "required": False,
    }
    if item.type == "yes_no":
        return forms.ChoiceField(
            choices=[("yes", "Yes"), ("no", "No"), NOT_KNOWN],
            widget=forms.RadioSelect,
            **about,
        )
    if item.type == "choice":
        levels = [(level.code, level.label or level.code) for level in item.levels]
        return forms.ChoiceField(
            choices=[*levels, NOT_KNOWN], widget=forms.RadioSelect, **about
        )
    if item.type == "text":
        return forms.CharField(max_length=60, **about)
    about["error_messages"] = {
        "invalid": f"Give {possible(item)}, or leave it empty.",
        "min_value": f"Give {possible(item)}, or leave it empty.",
        "max_value": f"Give {possible(item)}, or leave it empty.",
    }
    about["help_text"] = f"{item.yes_means} {item.unit}".strip()
    if item.type == "integer":
        return forms.IntegerField(
            min_value=None if item.low is None else int(item.low),
            max_value=None if item.high is None else int(item.high),
            **about,
        )
    return forms.FloatField(min_value=item.low, max_value=item.high, **about)


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _group(item: Item) -> str:
    if item.role == "judgement":
        return "What you believe yourself"
    if item.role == "result":
        return "The result as recorded"
    if item.role == "population":
        return "Whether the instrument applies"
    words = item.group.replace("_", " ")
    return words[:1].upper() + words[1:]
