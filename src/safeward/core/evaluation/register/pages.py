"""The register as pages: HTML to publish, Markdown to keep beside the code."""

import json
from typing import Any

from safeward.core.charts.pages import template
from safeward.core.evaluation.register.layout import Section, sections, status
from safeward.core.evaluation.register.types import KINDS, Card

INDEX = "index"
TITLES = {"instrument": "Instruments", "model": "Models", "policy": "Policies"}
PURPOSE = (
    "Everything here that scores, sorts or joins people: who answers for it, what it "
    "may be used for, how well it is known to work, how to object, and when it is "
    "looked at again. Supports decisions; a named human makes them."
)


def pages(cards: tuple[Card, ...]) -> dict[str, str]:
    """Every file of the rendered register, by name.

    An index and a page for each thing, as HTML that stands alone (no script, no
    request) and as Markdown, and ``register.json`` with all of it for other registers.
    """
    files = {f"{INDEX}.html": _html("index", cards=_by_kind(cards))}
    files |= {
        f"{card.page}.html": _html("card", card=card, sections=sections(card))
        for card in cards
    }
    files[f"{INDEX}.md"] = _index_markdown(cards)
    files |= {f"{card.page}.md": _card_markdown(card) for card in cards}
    files["register.json"] = _json(cards)
    return files


def markdown(cards: tuple[Card, ...]) -> dict[str, str]:
    """Only the Markdown pages, which are kept in the repository."""
    return {name: text for name, text in pages(cards).items() if name.endswith(".md")}


def _by_kind(cards: tuple[Card, ...]) -> dict[str, list[Card]]:
    return {
        TITLES[kind]: found
        for kind in KINDS
        if (found := [card for card in cards if card.entry.kind == kind])
    }


def _html(name: str, **values: Any) -> str:
    page = template(
        "safeward.core.evaluation.register", f"{name}.html.j2", {"status": status}
    )
    return page.render(purpose=PURPOSE, **values)


def _index_markdown(cards: tuple[Card, ...]) -> str:
    lines = ["# Register", "", MADE, "", PURPOSE]
    for title, found in _by_kind(cards).items():
        lines += ["", f"## {title}", ""]
        lines += _table(
            ("What", "Status", "Its result means", "Senior owner", "Review by"),
            tuple(
                (
                    f"[{card.subject.name}]({card.page}.md)",
                    card.entry.status,
                    card.subject.predicts,
                    card.entry.owner.senior_owner,
                    card.entry.review_by.isoformat(),
                )
                for card in found
            ),
        )
    return "\n".join(lines) + "\n"


MADE = "Made by `safeward register build`; change the entry, not this page."


def _card_markdown(card: Card) -> str:
    lines = [f"# {card.subject.name}", "", MADE, "", "[All of the register](index.md)"]
    for section in sections(card):
        lines += ["", f"## {section.title}", "", *_section_markdown(section)]
    return "\n".join(lines) + "\n"


def _section_markdown(section: Section) -> list[str]:
    lines: list[str] = []
    for row in section.rows:
        if isinstance(row.value, str):
            lines += [f"**{row.label}.** {row.value}", ""]
        else:
            lines += [f"**{row.label}.**", "", *(f"- {v}" for v in row.value), ""]
    if section.table:
        lines += [*_table(section.columns, section.table), ""]
    return lines[:-1]


def _table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> list[str]:
    def line(cells: tuple[str, ...]) -> str:
        said = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
        return f"| {' | '.join(said)} |"

    return [line(columns), f"|{'---|' * len(columns)}", *(line(row) for row in rows)]


def _json(cards: tuple[Card, ...]) -> str:
    import cattrs
    from cattrs.preconf.json import make_converter

    converter: cattrs.Converter = make_converter()
    content = {
        "standard": "in the shape of the UK Algorithmic Transparency Recording "
        "Standard, version 3, and a model card",
        "entries": [converter.unstructure(card) for card in cards],
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
