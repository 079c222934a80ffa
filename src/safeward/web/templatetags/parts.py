"""`{% load parts %}`: tags and filters that every section's pages share.

How each looks and when to take it: docs/reference/pages.md.
"""

from typing import Any

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safeward.core.vocabulary.words import spoken
from safeward.web.parts import marks, words
from safeward.web.parts.paging import GAP, Paging, with_changes

register = template.Library()

register.filter("day", words.day)
register.filter("short_day", words.short_day)
register.filter("moment", words.moment)
register.filter("days", words.days)
register.filter("tier_words", words.tier_words)
register.filter("check_words", words.check_words)
register.filter("stream_words", words.stream_words)
register.filter("spoken", spoken)

register.simple_tag(marks.tier_badge, name="tier")
register.simple_tag(marks.bar, name="bar")
register.simple_tag(marks.tag, name="tag")
register.simple_tag(words.counted, name="counted")


@register.inclusion_tag("web/parts/empty.html")
def empty(title: str, text: str = "", address: str = "", action: str = "") -> Any:
    """Say that a list is empty, why, and what to do about it."""
    return {"title": title, "text": text, "address": address, "action": action}


@register.inclusion_tag("web/parts/pages.html", takes_context=True)
def pages(context: Context, paging: Paging, what: str = "rows", into: str = "") -> Any:
    """Links to the other pages of a list, and which rows these are.

    ``into`` is the id of the part of the page that htmx replaces, if there is one.
    """
    query = context["request"].GET

    def link(number: int) -> str:
        return "?" + with_changes(query, page=number)

    return {
        "paging": paging,
        "what": what,
        "into": into,
        "before": link(paging.number - 1) if paging.number > 1 else "",
        "after": link(paging.number + 1) if paging.number < paging.last else "",
        "numbers": [
            {
                "number": number,
                "gap": number == GAP,
                "here": number == paging.number,
                "address": link(number),
            }
            for number in paging.numbers()
        ],
    }


@register.simple_tag(takes_context=True)
def here_with(context: Context, **changes: Any) -> str:
    """This page's address with some values of its query changed; None takes one out."""
    return "?" + with_changes(context["request"].GET, **changes)


@register.inclusion_tag("web/parts/tabs.html")
def tabs(label: str, entries: list[dict[str, Any]]) -> Any:
    """Links between the pages of one thing: ``address, words``, ``current, count``."""
    return {"label": label, "entries": entries}


@register.inclusion_tag("web/parts/summary.html")
def summary(rows: list[tuple[str, Any]]) -> Any:
    """Facts of one thing: pairs of what it is and its value."""
    return {"rows": rows}


@register.inclusion_tag("web/parts/timeline.html")
def timeline(events: list[dict[str, Any]]) -> Any:
    """What happened, in the order given: ``on, title``; ``words, source, address``."""
    return {"events": events}


@register.inclusion_tag("web/parts/day_field.html")
def day_field(
    name: str, label: str, value: Any = None, hint: str = "", latest: Any = None
) -> Any:
    """A date to choose, in a form that filters; the hint says it in words."""
    return {
        "name": name,
        "label": label,
        "value": value,
        "hint": hint,
        "latest": latest,
    }


@register.inclusion_tag("web/parts/choice_field.html")
def choice_field(
    name: str, label: str, choices: list[tuple[str, str]], value: str = ""
) -> Any:
    """One of several values, in a form that filters."""
    return {"name": name, "label": label, "choices": choices, "value": value}


class Cell(Node):
    """A cell of a table that becomes a card: it carries its column's words along."""

    def __init__(self, label: FilterExpression, inside: NodeList, kind: str) -> None:
        self.label = label
        self.inside = inside
        self.kind = kind

    def render(self, context: Context) -> SafeString:
        """Draw the cell; as a card its words stand before its content."""
        number = " govuk-table__cell--numeric" if self.kind == "number" else ""
        return format_html(
            '<td role="cell" class="govuk-table__cell{}"><span class="sw-cards__label" '
            'aria-hidden="true">{}</span><div class="sw-cards__value">{}</div></td>',
            number,
            self.label.resolve(context),
            self.inside.render(context),
        )


@register.tag
def cell(parser: Parser, token: Token) -> Cell:
    """``{% cell "Column" %}...{% endcell %}``, or with ``number`` for figures."""
    parts = token.split_contents()
    if len(parts) not in (2, 3) or parts[2:] not in ([], ["number"]):
        raise template.TemplateSyntaxError(
            '{% cell "words" %} or {% cell "…" number %}'
        )
    inside = parser.parse(("endcell",))
    parser.delete_first_token()
    kind = parts[2] if len(parts) == 3 else ""
    return Cell(parser.compile_filter(parts[1]), inside, kind)
