"""Items and terms in words: what a column holds, when it is asked, what it adds."""

from safeward.core.instruments.types import (
    NOT_FOUND,
    Condition,
    Instrument,
    Item,
    Level,
    Term,
)

ASK_WHEN = {
    "from_records": "from records",
    "any_time": "at any time",
    "alone_and_safe": "alone and safe, never before the alleged perpetrator",
    "own_judgement": "the assessor's own judgement",
}
WHO_MAY_ASK = {
    "records": "nobody is asked",
    "officer": "an officer",
    "trained_assessor": "a trained assessor",
    "specialist_service": "a specialist service",
}
ROLES = {
    "question": "needed",
    "judgement": "the assessor's belief",
    "result": "result as recorded",
    "population": "says whether it applies",
    "context": "optional",
    "original_form": "on the original form only",
}


def holds(item: Item) -> str:
    """What a column may hold, with the weight of each answer where it has one."""
    said = {
        "yes_no": "yes or no",
        "integer": "whole number",
        "decimal": "number",
        "text": "text",
        "choice": "",
    }[item.type]
    if item.type == "choice":
        said = "; ".join(_level(level) for level in item.levels)
    if item.low is not None and item.high is not None:
        said += f" from {item.low:g} to {item.high:g}"
    elif item.low is not None:
        said += f" from {item.low:g}"
    said += f" ({item.unit})" if item.unit else ""
    if item.weight is not None and item.weight != NOT_FOUND:
        said += f"; weight {_number(item.weight)}"
    for column in item.columns:
        said += f"; also read from {column.name}"
        pairs = [f"{code} {to}" for code, to in column.codes.items()]
        said += f" ({', '.join(pairs)})" if pairs else ""
    return said


def _level(level: Level) -> str:
    said = level.code
    if level.weight is not None and level.weight != NOT_FOUND:
        said += f" = {_number(level.weight)}"
    elif level.value is not None and level.code != f"{level.value:g}":
        said += f" = {level.value:g}"
    if level.label and level.label.lower().replace(" ", "_") != level.code.lower():
        said += f" ({level.label})"
    return said


def meaning(item: Item) -> str:
    """What an item is about, and what happens when it is left blank."""
    said = f"{item.label}. {item.yes_means}".strip()
    if item.default is not None:
        said += f" Blank counts as {item.default}."
    elif item.product_of:
        said += f" Blank: {' times '.join(item.product_of)}."
    if item.serious:
        said += f" Flagged as serious: {item.serious}."
    return said


def asked(item: Item, tool: Instrument) -> str:
    """Whether it is needed, when it may be asked and by whom."""
    role = ROLES[item.role]
    if item.role == "question" and not tool.scoring.outputs:
        role = "asked, never added up"
    elif item.role == "question" and tool.scoring.missing == "counts_as_no":
        role = "counted"
    elif item.default is not None or item.product_of:
        role = "optional"
    if item.role == "judgement":
        return role
    if item.ask_when == "from_records":
        return f"{role}; {ASK_WHEN[item.ask_when]}"
    who = WHO_MAY_ASK[item.who_may_ask]
    return f"{role}; {ASK_WHEN[item.ask_when]}; by {who}"


def term_in_words(term: Term) -> str:
    """One summand as a formula that a person can check against the source."""
    form = {
        "one": "1",
        "answer": term.item,
        "level": f"weight of {term.item}",
        "steps": f"step of {term.item}: "
        + ", ".join(f"from {s.at_least:g} {_number(s.weight)}" for s in term.steps),
        "interval": "years",
        "log_rate": f"ln(({term.item} + {term.plus:g}) / (years + {term.boost:g}))",
        "first_match": "first that holds: "
        + ", ".join(
            f"{m.label or _all(m.when)} {_number(m.value)}" for m in term.matches
        ),
    }[term.form]
    power = f"^{term.power}" if term.power != 1 else ""
    said = f"{term.label or term.id}: {_number(term.weight)} x {form}{power}"
    if term.form == "one":
        said = f"{term.label or term.id}: {_number(term.weight)}"
    elif term.weight == 1:
        said = f"{term.label or term.id}: {form}{power}"
    rounded = ", rounded" if term.rounded else ""
    return f"{said}{rounded}" + (f" if {_all(term.when)}" if term.when else "")


def _all(conditions: tuple[Condition, ...]) -> str:
    return " and ".join(_one(condition) for condition in conditions) or "otherwise"


def _one(condition: Condition) -> str:
    name, low, high = condition.item, condition.at_least, condition.at_most
    if condition.unanswered:
        return f"{name} unanswered"
    if condition.equals is not None:
        return f"{name} is {condition.equals}"
    if low is not None and low == high:
        return f"{name} is {low:g}"
    parts = [f"{name} at least {low:g}"] if low is not None else []
    parts += [f"{name} at most {high:g}"] if high is not None else []
    return " and ".join(parts)


def _number(weight: float | str) -> str:
    return weight if isinstance(weight, str) else f"{weight:.15g}"
