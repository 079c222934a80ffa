"""How every form of Django's looks here: GOV.UK's markup, errors beside the field."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input

_CLASSES: list[tuple[type[forms.Widget], str]] = [
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.ClearableFileInput, "govuk-file-upload"),
    (Input, "govuk-input"),
]


class Field(BoundField):
    """A field that knows its component's class and marks itself when it is wrong."""

    @property
    def ticked(self) -> bool:
        """Whether this is one box to tick, whose label stands after it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the component's class to what Django says of the control."""
        shown = widget or self.field.widget
        attributes = super().build_widget_attrs(attrs, shown)
        # What a field asks for is said in its label or hint: a placeholder vanishes.
        shown.attrs.pop("placeholder", None)
        for kind, name in _CLASSES:
            if isinstance(shown, kind):
                names = [shown.attrs.get("class", ""), name]
                if self.errors and not name.endswith("__input"):
                    names.append(f"{name}--error")
                attributes["class"] = " ".join(part for part in names if part)
                break
        return attributes


class Renderer(TemplatesSetting):
    """Renders forms through our own templates."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = Field
