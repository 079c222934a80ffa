"""Everything a person must know about an instrument, in the order they ask it.

What it says and about whom, which columns a file of answers has, how these become a
result, how well that is known to work, and on what terms it may be used. The terminal
and the reference page are both made from this.
"""

from collections.abc import Iterator

from attrs import frozen

from safeward.core.instruments.checks import COMPUTED
from safeward.core.instruments.in_words import asked, holds, meaning, term_in_words
from safeward.core.instruments.types import Instrument, Item

KINDS = {
    "recorded": "result taken as recorded",
    "judgement": "level judged by a trained person",
    "count": "count of yes",
    "unscored_count": "count of yes, no cut-off",
    "trigger": "trigger",
    "points": "points",
    "logistic": "logistic",
    "points_then_logistic": "points, then logistic",
    "first_match": "first rung that applies",
    "sum_of_percentages": "sum of percentages",
}


@frozen
class Table:
    """Rows under columns."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = str | tuple[str, ...] | Table
"""A paragraph, a list, or a table."""


@frozen
class Section:
    """One part of the card; parts that have nothing to say are left out."""

    title: str
    blocks: tuple[Block, ...]


PARAPHRASE = (
    "Administer the original form: the topics here are paraphrase, not the "
    "instrument, and must not be read out."
)
ANSWERS = (
    "One row a case, one column an item. Yes may be written yes, y, true or 1; no may "
    "be no, n, false or 0; capitals do not matter. Blank, unknown and ? are no answer, "
    "and no answer is not taken as no unless the column's line or the rule below says "
    "so. Any other column, such as case_id, is kept to say whose row it is."
)
WEIGHTS = " The number after = is an answer's weight."
COMES = {
    "computed": "computed here",
    "judged": "taken as judged",
    "recorded only": "recorded, and never computed here",
}


def computed(tool: Instrument) -> bool:
    """Whether a result can be worked out from answers here."""
    return tool.kind in COMPUTED and not tool.missing_weights


def how(tool: Instrument) -> str:
    """How a result comes about: computed here, or recorded elsewhere."""
    if computed(tool):
        return "computed"
    return "judged" if tool.kind == "judgement" else "recorded only"


def columns(tool: Instrument) -> tuple[Item, ...]:
    """Items that a file of answers has a column for."""
    return tuple(item for item in tool.items if item.role != "original_form")


def sections(tool: Instrument) -> tuple[Section, ...]:
    """The card of one instrument."""
    made = (
        Section("What its result says", tuple(_says(tool))),
        Section("For whom", tuple(_for_whom(tool))),
        Section("Columns of a file of answers", (_answers(tool), _columns(tool))),
        Section("Scoring", tuple(_scoring(tool))),
        Section("Bands", tuple(_bands(tool))),
        Section("How well it works", tuple(_validity(tool))),
        Section("Terms of use", tuple(_terms_of_use(tool))),
        Section("Not found, and where sources disagree", tuple(_open(tool))),
        Section("Sources", (tuple(_sources(tool)),)),
    )
    return tuple(section for section in made if any(section.blocks))


def _says(tool: Instrument) -> Iterator[Block]:
    yield f"{tool.about} Kind: {KINDS[tool.kind]}; {COMES[how(tool)]}."
    yield f"Predicts {tool.predicts}. Time: {tool.horizon}."
    yield tool.calibration
    yield tool.status


def _for_whom(tool: Instrument) -> Iterator[Block]:
    yield f"{tool.population} ({tool.jurisdiction})"
    yield tuple(f"Refused: {found.refuse}" for found in tool.preconditions)
    yield tuple(
        f"Warning: {found.sentence}"
        + (
            " (shown to the assessor only; everybody else reads: "
            f"{found.instead or 'nothing'})"
            if found.audience == "assessor"
            else ""
        )
        for found in tool.cautions
    )


def _answers(tool: Instrument) -> str:
    weighed = any(level.weight is not None for i in tool.items for level in i.levels)
    return ANSWERS + WEIGHTS if weighed else ANSWERS


def _columns(tool: Instrument) -> Table:
    return Table(
        ("column", "holds", "what it is", "asked"),
        tuple(
            (item.id, holds(item), meaning(item), asked(item, tool))
            for item in columns(tool)
        ),
    )


def _scoring(tool: Instrument) -> Iterator[Block]:
    rule = tool.scoring
    yield rule.formula
    if tool.missing_rule:
        yield f"Missing answers: {tool.missing_rule}"
    if tool.override:
        yield f"Judgement: {tool.override}"
    yield tuple(term_in_words(term) for term in rule.terms)
    if rule.outputs:
        yield Table(
            ("result column", "what it is"),
            tuple((output.name, output.label) for output in rule.outputs),
        )


def _bands(tool: Instrument) -> Iterator[Block]:
    if not tool.bands:
        return
    if tool.band_variable:
        yield f"Of {tool.band_variable}."
    yield Table(
        ("band", "from", "what the source says to do"),
        tuple(
            (
                f"{band.label} ({band.code})",
                "" if band.least is None else f"{band.least:g}",
                ". ".join(p.rstrip(".") for p in (band.action, band.note) if p)
                or "left to local policy",
            )
            for band in tool.bands
        ),
    )


def _validity(tool: Instrument) -> Iterator[Block]:
    if tool.validity:
        yield Table(
            ("of what", "AUC", "n, group", "otherwise", "source"),
            tuple(
                (
                    ", ".join(p for p in (v.outcome, v.follow_up) if p),
                    " ".join(p for p in (v.auc, v.interval) if p) or "none found",
                    ", ".join(p for p in (f"{v.n:,}" if v.n else "", v.group) if p),
                    v.other,
                    v.source,
                )
                for v in tool.validity
            ),
        )
    else:
        yield "No published validity was found."
    if tool.fairness:
        yield f"Groups: {tool.fairness}"
    yield tool.weaknesses


def _terms_of_use(tool: Instrument) -> Iterator[Block]:
    licence = tool.licence
    yield licence.text
    if licence.administer == "original form":
        yield PARAPHRASE
    if licence.training:
        yield f"Training: {licence.training}"


def _open(tool: Instrument) -> Iterator[Block]:
    yield tuple(f"Not found: {name}" for name in tool.not_found)
    yield tuple(f"Disagreement: {said}" for said in tool.conflicts)


def _sources(tool: Instrument) -> Iterator[str]:
    for source in tool.sources:
        commit = f"version {source.commit[:12]}" if source.commit else ""
        yield ", ".join(p for p in (source.title, source.url, commit) if p)
