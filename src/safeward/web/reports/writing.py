"""Write a report: begin, keep what is typed, search for people, send, throw away."""

import secrets
from uuid import UUID

from attrs import evolve
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from safeward.apps.access.queries import divisions
from safeward.apps.assessments.actions import note_answers
from safeward.apps.intake import actions, queries
from safeward.apps.intake.types import Choice, Content, DraftShown, Party, ReportKind
from safeward.core.vocabulary.errors import UnusableInput
from safeward.web.assessments.form import answers_in
from safeward.web.purpose import purpose_of
from safeward.web.reports.drawing import Drawn, me
from safeward.web.reports.finding import Found, found
from safeward.web.reports.turning import content_of, new_form, party_forms


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
    return render(request, "web/reports/write.html", Drawn.of(request, shown).context())


@require_POST
def keep(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Keep what was typed since; answers with the draft's revision."""
    try:
        _content, revision, _shown = kept(request, draft)
    except actions.DraftMoved as error:
        return JsonResponse({"problem": str(error)}, status=409)
    return JsonResponse({"revision": revision})


@require_POST
def people(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Add somebody, search, say who it is, take somebody out again."""
    verb, _, rest = request.POST.get("do", "").partition(":")
    key, _, person = rest.partition(":")
    if verb == "keep":
        kept(request, draft)
        return redirect("reports")
    try:
        content, revision, shown = kept(request, draft)
        candidates = None
        if verb == "search":
            candidates = found(
                me(request),
                content.party(key),
                purpose_of(request),
                request.POST.get("search_reason", ""),
            )
        changed = _changed(content, verb, key, person)
        if candidates is not None:
            changed = _offered(changed, key, candidates)
        if changed != content:
            revision = actions.save_draft(
                by=me(request), draft=draft, content=changed, revision=revision
            )
    except actions.DraftMoved as error:
        messages.error(request, str(error))
        return redirect("report_draft", draft)
    drawn = Drawn.of(request, evolve(shown, content=changed, revision=revision))
    context = drawn.context() | {
        "found": candidates,
        "touched": drawn.last if verb == "add" else key,
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/reports/people.html", context | {"part": True})
    return render(request, "web/reports/write.html", context)


@require_POST
def send(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Submit; what is still needed is shown beside each field."""
    by = me(request)
    try:
        kept(request, draft)
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
        context = Drawn.of(request, shown).context(error.problems)
        return render(request, "web/reports/write.html", context, status=422)
    except UnusableInput as error:
        # Such as an instrument that does not cover the case: it says what to do.
        messages.error(request, str(error))
        return redirect("report_draft", draft)
    messages.success(request, "The report is sent. The draft is gone from here.")
    return redirect("report", done.report)


@require_POST
def throw_away(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Delete a draft."""
    actions.throw_away_draft(by=me(request), draft=draft)
    messages.success(request, "The draft is deleted.")
    return redirect("reports")


def kept(request: HttpRequest, draft: UUID) -> tuple[Content, int, DraftShown]:
    """Keep what a browser sent, and say what it now is."""
    by, sent = me(request), request.POST
    shown = queries.draft(by=by, draft=draft, purpose=None, opened=False)
    forms = party_forms(sent)
    form = new_form(shown.kind, shown.content, divisions(), sent)
    content = content_of(sent, form, forms, shown.content)
    try:
        known = int(sent.get("revision", ""))
    except ValueError:
        raise Http404 from None
    revision = actions.save_draft(by=by, draft=draft, content=content, revision=known)
    if shown.sitting is not None:
        note_answers(by=by, sitting=shown.sitting, answers=answers_in(sent))
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


def _offered(content: Content, key: str, found: Found) -> Content:
    """Keep whom a search offered: somebody new is then none of these."""
    people = [one.person for one in found.searched.candidates]
    return evolve(
        content,
        parties=tuple(
            evolve(party, shown=tuple(dict.fromkeys([*party.shown, *people])))
            if party.key == key
            else party
            for party in content.parties
        ),
    )


def _said(party: Party, verb: str, person: str) -> Party:
    """What somebody decided about who a party is."""
    if verb == "same":
        return evolve(party, choice=Choice.SAME, person=UUID(person))
    if verb == "new":
        return evolve(party, choice=Choice.NEW, person=None)
    return evolve(party, choice=None, person=None)
