"""The queue's page, its paper, its files and its kept views."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from attrs import evolve
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from safeward.apps.access.queries import may, signed_in_as, teams
from safeward.apps.access.types import Permission
from safeward.apps.foundation import clock
from safeward.apps.ranking import queries
from safeward.apps.ranking.types import QueuePage, Sort
from safeward.apps.saved_views.actions import remove_view, save_view
from safeward.apps.saved_views.queries import views_of
from safeward.apps.saved_views.types import Listed, ViewMissing, ViewRefused
from safeward.core.vocabulary.words import (
    CHECK_WORDS,
    TIER_WORDS,
    spoken,
)
from safeward.web.parts import words
from safeward.web.parts.paging import Paging
from safeward.web.purpose import purpose_of
from safeward.web.queue import files
from safeward.web.queue.person import lines, name_of
from safeward.web.queue.question import ME, NOBODY, Only, Question

if TYPE_CHECKING:
    from safeward.apps.access.models import User

SIZE = 50
ON_PAPER = 200
"""People on one paper: who is beyond it is read on the screen."""

STREAMS = [
    ("", "Adults"),
    ("young_person", "Young people using violence"),
    ("under_age", "Under the age of responsibility"),
]
KINDS = {
    "csv": ("text/csv; charset=utf-8", files.as_csv),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        files.as_excel,
    ),
}


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The queue: filtered, ordered, one page of it, now or on a past day."""
    question = Question.of(request.GET)
    found = _ask(request, question, number=_number(request.GET), size=SIZE)
    return render(request, "web/queue/queue.html", _shown(request, question, found))


@require_GET
def paper(request: HttpRequest) -> HttpResponse:
    """The same queue to be printed; it reads like the morning brief."""
    question = Question.of(request.GET)
    found = _ask(request, question, number=1, size=ON_PAPER)
    shown = _shown(request, question, found)
    shown |= {"at": clock.now(), "not_printed": found.total - len(found.rows)}
    return render(request, "web/queue/paper.html", shown)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """The queue as a file, marked with who took it and when."""
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        raise Http404
    me = _me(request)
    question = Question.of(QueryDict(request.POST.get("question", "")))
    taken_rows = queries.export(
        by=me,
        purpose=purpose_of(request),
        filters=question.filters(me=me.pk, today=clock.today()),
        sort=question.sort,
        on=question.on,
    )
    taken = files.Taken(
        by=f"{me.display_name} ({me.username})",
        at=clock.now(),
        as_of=taken_rows.as_of,
        asked=question.in_words(),
        mark=taken_rows.mark,
        left_out=taken_rows.left_out,
    )
    content_type, write = KINDS[kind]
    answer = HttpResponse(write(taken_rows.rows, taken), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{taken.name}.{kind}"'
    return answer


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what the queue was asked under a name."""
    question = Question.of(QueryDict(request.POST.get("question", "")))
    team = request.POST.get("team", "")
    name = request.POST.get("name", "")
    try:
        save_view(
            by=_me(request),
            listed=Listed.QUEUE,
            name=name,
            question=question.kept,
            team=UUID(team) if team else None,
        )
    except (ViewRefused, ValueError) as error:
        refused = isinstance(error, ViewRefused)
        messages.error(request, str(error) if refused else "Choose one of your teams.")
    else:
        messages.success(request, "The view is kept.")
    return redirect(_address(question))


@require_POST
def forget(request: HttpRequest, view: UUID) -> HttpResponse:
    """Remove one of one's own kept views."""
    try:
        remove_view(by=_me(request), view=view)
    except ViewMissing as error:
        raise Http404 from error
    messages.success(request, "The view is removed.")
    return redirect("queue")


def _ask(
    request: HttpRequest, question: Question, *, number: int, size: int
) -> QueuePage:
    me = _me(request)
    return queries.queue(
        by=me,
        purpose=purpose_of(request),
        filters=question.filters(me=me.pk, today=clock.today()),
        sort=question.sort,
        page=number,
        size=size,
        on=question.on,
    )


def _shown(request: HttpRequest, question: Question, found: QueuePage) -> Any:
    me = _me(request)
    holders = {str(one): name for one, name in found.holders}
    kept = views_of(by=me, listed=Listed.QUEUE)
    return {
        "question": question,
        "found": found,
        "day": found.as_of,
        "past": question.on is not None,
        "today": clock.today(),
        "lines": lines(found.rows, on=found.as_of, sort=question.sort),
        "cuts": [
            {"line": cut, "left": [(name_of(one.row), one) for one in cut.next_five]}
            for cut in found.cut_lines
        ],
        "gone": [(name_of(one.row), one) for one in found.left],
        "young": found.by_stream.get("young_person", 0),
        "under_age": found.by_stream.get("under_age", 0),
        "stale": (clock.today() - found.as_of).days if not question.on else 0,
        "paging": Paging(found.number, SIZE, found.total),
        "asked": question.in_words(holders),
        "tabs": _tabs(question, found),
        "kept": [{"view": one, "here": one.question == question.kept} for one in kept],
        "fields": _fields(question, found, holders),
        "teams": teams(of=me),
        "may_export": bool(may(me, Permission.EXPORT_MAKE)),
        "may_accept": bool(may(me, Permission.CASE_ALLOCATE)) and not question.on,
        "alone": len(found.divisions) <= 1,
    }


def _tabs(question: Question, found: QueuePage) -> list[dict[str, Any]]:
    """Everyone, then a tab for each tier, with how many there are."""
    every = sum(found.by_tier.values())
    entries = [("Everyone", (), every)] + [
        (words.tier_words(tier), (tier,), found.by_tier.get(tier, 0))
        for tier in TIER_WORDS
    ]
    return [
        {
            "address": _address(evolve(question, tiers=tiers)),
            "words": said,
            "current": question.tiers == tiers,
            "count": count,
        }
        for said, tiers, count in entries
    ]


def _fields(
    question: Question, found: QueuePage, holders: dict[str, str]
) -> list[dict[str, Any]]:
    """The filter bar's lists to choose from."""
    anyone = [("", "Anyone"), (ME, "Me"), (NOBODY, "Nobody"), *holders.items()]
    fields = [
        ("only", "Show", [("", "Everyone"), *((o.value, o.words) for o in Only)]),
        ("held", "Held by", anyone),
        ("check", "Marked", [("", "Anything"), *CHECK_WORDS.items()]),
        ("stream", "Stream", STREAMS),
        ("sort", "Order", [(one.value, one.words) for one in Sort]),
    ]
    if len(found.divisions) > 1:
        places = [("", "Every division")]
        places += [(code, spoken(code)) for code in found.divisions]
        fields.insert(0, ("division", "Division", places))
    return [
        {
            "name": name,
            "label": label,
            "choices": [(code, _upper(said)) for code, said in choices],
            "value": str(getattr(question, name)),
        }
        for name, label, choices in fields
    ]


def _upper(said: str) -> str:
    return said[:1].upper() + said[1:]


def _address(question: Question) -> str:
    query = question.query
    return reverse("queue") + (f"?{query}" if query else "")


def _number(query: QueryDict) -> int:
    try:
        return max(1, int(query.get("page", "1")))
    except ValueError:
        return 1


def _me(request: HttpRequest) -> "User":
    user = signed_in_as(request)
    if user is None:
        raise Http404
    return user
