"""Write a report: begin, keep what is typed, search for people, send, throw away."""

import secrets
from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import evolve, frozen
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from safeward.apps.access.queries import divisions, signed_in_as
from safeward.apps.intake import actions, queries
from safeward.apps.intake.types import (
    Choice,
    Content,
    DraftShown,
    Party,
    Problem,
    ReportKind,
)
from safeward.web.purpose import purpose_of
from safeward.web.reports.finding import found
from safeward.web.reports.forms import PartyForm, ReportForm
from safeward.web.reports.sections import sections
from safeward.web.reports.turning import (
    content_of,
    field_of,
    name_of,
    new_form,
    party_form,
    party_forms,
    show_problem,
)

if TYPE_CHECKING:
    from safeward.apps.access.models import User


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a report of a kind; from an earlier one, with its people."""
    try:
        kind = ReportKind(request.POST.get("kind", ""))
        earlier = request.POST.get("earlier")
        before = UUID(earlier) if earlier else None
    except ValueError:
        raise Http404 from None
    try:
        draft = actions.begin_draft(by=me(request), kind=kind, earlier=before)
    except actions.TooManyDrafts as error:
        messages.error(request, str(error))
        return redirect("reports")
    return redirect("report_draft", draft)


@require_GET
def page(request: HttpRequest, draft: UUID) -> HttpResponse:
    """The form, with everything that was kept."""
    shown = queries.draft(by=me(request), draft=draft, purpose=purpose_of(request))
    return render(request, "web/reports/write.html", _Page.of(shown).context())


@require_POST
def keep(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Keep what was typed since; answers with the draft's revision."""
    try:
        _content, revision, _shown = _kept(request, draft)
    except actions.DraftMoved as error:
        return JsonResponse({"problem": str(error)}, status=409)
    return JsonResponse({"revision": revision})


@require_POST
def people(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Add somebody, search, say who it is, take somebody out again."""
    verb, _, rest = request.POST.get("do", "").partition(":")
    key, _, person = rest.partition(":")
    if verb == "keep":
        _kept(request, draft)
        return redirect("reports")
    try:
        content, revision, shown = _kept(request, draft)
        candidates = None
        if verb == "search":
            candidates = found(
                me(request), content.party(key), purpose_of(request), key
            )
        changed = _changed(content, verb, key, person)
        if changed != content:
            revision = actions.save_draft(
                by=me(request), draft=draft, content=changed, revision=revision
            )
    except actions.DraftMoved as error:
        messages.error(request, str(error))
        return redirect("report_draft", draft)
    page = _Page.of(evolve(shown, content=changed, revision=revision))
    context = page.context() | {"found": candidates, "touched": key or page.last}
    if request.headers.get("HX-Request"):
        return render(request, "web/reports/people.html", context | {"part": True})
    return render(request, "web/reports/write.html", context)


@require_POST
def send(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Submit; what is still needed is shown beside each field."""
    by = me(request)
    try:
        _kept(request, draft)
        done = actions.submit(
            by=by,
            draft=draft,
            key=request.POST.get("key", ""),
            purpose=purpose_of(request),
        )
    except actions.DraftMoved as error:
        messages.error(request, str(error))
        return redirect("report_draft", draft)
    except actions.Incomplete as error:
        shown = queries.draft(by=by, draft=draft, purpose=None, opened=False)
        context = _Page.of(shown).context(error.problems)
        return render(request, "web/reports/write.html", context, status=422)
    messages.success(request, "The report is sent. The draft is gone from here.")
    return redirect("report", done.report)


@require_POST
def throw_away(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Delete a draft."""
    actions.throw_away_draft(by=me(request), draft=draft)
    messages.success(request, "The draft is deleted.")
    return redirect("reports")


def me(request: HttpRequest) -> "User":
    """Whoever is signed in."""
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user


def _kept(request: HttpRequest, draft: UUID) -> tuple[Content, int, DraftShown]:
    """Keep what a browser sent, and say what it now is."""
    by, sent = me(request), request.POST
    shown = queries.draft(by=by, draft=draft, purpose=None, opened=False)
    forms = party_forms(sent)
    form = new_form(shown.kind, shown.content, divisions(), sent)
    content = content_of(sent, form, forms)
    try:
        known = int(sent.get("revision", ""))
    except ValueError:
        raise Http404 from None
    revision = actions.save_draft(by=by, draft=draft, content=content, revision=known)
    return content, revision, shown


def _changed(content: Content, verb: str, key: str, person: str) -> Content:
    parties = list(content.parties)
    if verb == "add":
        parties.append(Party(key=secrets.token_hex(4), role=key))
    if verb == "remove":
        parties = [party for party in parties if party.key != key]
    if verb in ("same", "new", "again"):
        parties = [
            _said(party, verb, person) if party.key == key else party
            for party in parties
        ]
    return evolve(content, parties=tuple(parties))


def _said(party: Party, verb: str, person: str) -> Party:
    """What somebody decided about who a party is."""
    if verb == "same":
        return evolve(party, choice=Choice.SAME, person=UUID(person))
    if verb == "new":
        return evolve(party, choice=Choice.NEW, person=None)
    return evolve(party, choice=None, person=None)


@frozen
class _Page:
    """The form as it is drawn."""

    shown: DraftShown
    form: ReportForm
    parties: tuple[tuple[Party, PartyForm], ...]

    @classmethod
    def of(cls, shown: DraftShown) -> "_Page":
        form = new_form(shown.kind, shown.content, divisions())
        parties = tuple((party, party_form(party)) for party in shown.content.parties)
        return cls(shown, form, parties)

    @property
    def last(self) -> str:
        """The key of the party entered last."""
        return self.parties[-1][0].key if self.parties else ""

    def context(self, needed: tuple[Problem, ...] = ()) -> dict[str, Any]:
        """What the template draws; problems stand beside their fields."""
        places = [(field_of(problem.field), problem.sentence) for problem in needed]
        forms = {"": self.form} | {party.key: form for party, form in self.parties}
        for (key, name), sentence in places:
            if name in forms[key].fields:
                show_problem(forms[key], name, sentence)
        return {
            "draft": self.shown,
            "form": self.form,
            "sections": sections(self.form),
            "cards": [
                {"name": name_of(party), "party": party, "form": form}
                for party, form in self.parties
            ],
            "blank": {
                "name": "",
                "party": Party(key="KEY"),
                "form": party_form(Party(key="KEY")),
            },
            "summary": [(_anchor(*place), sentence) for place, sentence in places],
            "people_need": [
                sentence for (_, name), sentence in places if name == "parties"
            ],
            "found": None,
            "device_key": self.shown.device_key,
        }


def _anchor(key: str, name: str) -> str:
    """Where on the page a problem is."""
    if name == "parties":
        return "people"
    if name == "choice":
        return f"card-{key}"
    return f"id_p-{key}-{name}" if key else f"id_{name}"


__all__ = ["begin", "keep", "me", "page", "people", "send", "throw_away"]
