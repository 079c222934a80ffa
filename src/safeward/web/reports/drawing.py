"""A report's form as it is drawn: its parts, people, screening, what is needed."""

from typing import TYPE_CHECKING, Any

from attrs import frozen
from django.http import Http404, HttpRequest

from safeward.apps.access.queries import divisions, signed_in_as
from safeward.apps.assessments.queries import (
    card_of,
    instruments_for,
    sitting_page,
)
from safeward.apps.assessments.types import Concern
from safeward.apps.intake.types import DraftShown, Party, Problem, ReportKind
from safeward.web.assessments.form import InstrumentForm
from safeward.web.purpose import purpose_of
from safeward.web.reports.forms import PartyForm, ReportForm
from safeward.web.reports.sections import sections
from safeward.web.reports.turning import (
    field_of,
    name_of,
    new_form,
    party_form,
    show_problem,
)

if TYPE_CHECKING:
    from safeward.apps.access.models import User

ADDED = [
    ("perpetrator", "the alleged perpetrator"),
    ("victim_survivor", "who was harmed"),
    ("child", "a child"),
    ("witness", "somebody else"),
]


def me(request: HttpRequest) -> "User":
    """Whoever is signed in."""
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user


@frozen
class Drawn:
    """The form of a draft, and the forms of its people."""

    request: HttpRequest
    shown: DraftShown
    form: ReportForm
    parties: tuple[tuple[Party, PartyForm], ...]

    @classmethod
    def of(cls, request: HttpRequest, shown: DraftShown) -> "Drawn":
        """Make the forms of a draft."""
        form = new_form(shown.kind, shown.content, divisions())
        parties = tuple((party, party_form(party)) for party in shown.content.parties)
        return cls(request, shown, form, parties)

    @property
    def last(self) -> str:
        """The key of the party entered last."""
        return self.parties[-1][0].key if self.parties else ""

    def context(self, needed: tuple[Problem, ...] = ()) -> dict[str, Any]:
        """What the templates draw; problems stand beside their fields."""
        places = [(field_of(problem.field), problem.sentence) for problem in needed]
        forms = {"": self.form} | {party.key: form for party, form in self.parties}
        for (key, name), sentence in places:
            if name in forms[key].fields:
                show_problem(forms[key], name, sentence)
        blank = Party(key="KEY")
        return {
            "draft": self.shown,
            "form": self.form,
            "sections": sections(self.form),
            "cards": [
                {"name": name_of(party), "party": party, "form": form}
                for party, form in self.parties
            ],
            "blank": {"name": "", "party": blank, "form": party_form(blank)},
            "roles": ADDED,
            "summary": [(_anchor(*place), sentence) for place, sentence in places],
            "people_need": [
                sentence for (_, name), sentence in places if name == "parties"
            ],
            "found": None,
            "device_key": self.shown.device_key,
            **self._screening(),
        }

    def _screening(self) -> dict[str, Any]:
        """The instrument that is being answered, or those that could be."""
        by = me(self.request)
        if self.shown.kind is ReportKind.PARTNER_REFERRAL:
            return {"screening": None, "instruments": []}
        if self.shown.sitting is None:
            offered = [one for one in instruments_for(by=by) if not one.refusal]
            return {"screening": None, "instruments": offered}
        sitting = sitting_page(
            by=by, sitting=self.shown.sitting, purpose=purpose_of(self.request)
        )
        tool, _ = card_of(sitting.instrument)
        results = tool.kind == "recorded" and sitting.judged_at is not None
        screening = {
            "name": tool.name,
            "form": InstrumentForm(tool, answers=sitting.answers, results=results),
            "live": sitting.live,
            "judgement": _said(sitting.judgement),
            "words": sitting.words,
            "judged_at": sitting.judged_at,
        }
        return {"screening": screening, "instruments": []}


def _said(judgement: str) -> str:
    return Concern(judgement).words if judgement in set(Concern) else judgement


def _anchor(key: str, name: str) -> str:
    """Where on the page a problem is."""
    if name == "parties":
        return "people"
    if name == "choice":
        return f"card-{key}"
    return f"id_p-{key}-{name}" if key else f"id_{name}"
