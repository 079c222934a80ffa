"""What no model may read, and the rule that says so.

The list of what a model *may* read is closed: features declared in the catalogue of
history that can only move one way, and recorded results of published instruments.
Whatever is not on it is refused, and where the name shows what was wanted, the refusal
names the rule.

Rule: people are judged on what they did (EU AI Act, recital 42 and Article 5(1)(d));
Victoria Police AI Ethics Framework, fairness and human rights; the design consequence
in this project is that such fields serve people and audits, and never a score.
"""

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from safeward.core.history.catalogue import CATALOGUE
from safeward.core.history.features import Moves, Subject
from safeward.core.risk.inputs import BY_ID
from safeward.core.vocabulary.codes import EQUITY_FIELDS
from safeward.core.vocabulary.errors import GuardedInput

ACTUAL_BEHAVIOUR: Final = (
    "people are judged on what they are recorded to have done (EU AI Act, recital 42)"
)
INSTRUMENT_ONLY: Final = (
    "sex and age enter only through a published instrument whose definition has them"
)
ONE_WAY: Final = (
    "only inputs that more, graver or fresher harm can never lower may carry points"
)


@frozen
class Guarded:
    """A group of fields that no model may read.

    Attributes:
        what: As people call them.
        words: Pieces of a name that give such a field away.
        rule: The rule that guards them.
    """

    what: str
    words: tuple[str, ...]
    rule: str


GUARDED: Final[tuple[Guarded, ...]] = (
    Guarded(
        "an equity field",
        (
            *EQUITY_FIELDS,
            *("aboriginal", "indigenous", "ethnic", "religion", "nationality"),
            *("birthplace", "immigration", "visa", "disability", "orientation"),
        ),
        ACTUAL_BEHAVIOUR,
    ),
    Guarded(
        "residence",
        (
            *("address", "suburb", "postcode", "state", "residence", "division"),
            *("phone", "email", "area", "distance"),
        ),
        ACTUAL_BEHAVIOUR,
    ),
    Guarded(
        "the number of children",
        ("children_36m", "number_of_children", "child_count", "children"),
        ACTUAL_BEHAVIOUR,
    ),
    Guarded("debt", ("debt", "arrears", "income", "vehicle", "car_"), ACTUAL_BEHAVIOUR),
    Guarded("a name", ("name", "surname", "identifier"), ACTUAL_BEHAVIOUR),
    Guarded("sex", ("sex", "gender", "female", "male"), INSTRUMENT_ONLY),
    Guarded("age", ("age", "birth", "born", "young", "old"), INSTRUMENT_ONLY),
    Guarded(
        "custody or bail",
        ("custody", "bail", "remand", "release", "parole"),
        "custody, bail or absence never change an axis or tier",
    ),
)

RECORDED: Final = ("safvr_highest_12m", "days_since_maram_serious")
"""Results of published instruments that a model may read as recorded."""

ALLOWED: Final = frozenset(
    id
    for id in BY_ID
    if id in RECORDED
    or (
        id in CATALOGUE
        and CATALOGUE[id].subject is Subject.PERSON
        and CATALOGUE[id].moves is not Moves.FREE
        and CATALOGUE[id].moves.value == BY_ID[id].moves
    )
)
"""The closed list, built from the declared catalogue: nothing else is ever read."""


def check(ids: Iterable[str]) -> None:
    """Refuse every input that is not on the closed list.

    Raises:
        GuardedInput: One sentence that names the field and the rule.
    """
    for id in ids:
        if id not in ALLOWED:
            raise GuardedInput(refusal(id))


def refusal(id: str) -> str:
    """Why a field may not be read, with the rule that guards it."""
    declared = CATALOGUE.get(id)
    if declared is not None and declared.moves is Moves.FREE:
        group = _group(id)
        if group is None or group.what != "the number of children":
            return f"{id} cannot be an input of a model: {ONE_WAY}."
    group = _group(id)
    if group is not None:
        return (
            f"{id} cannot be an input of a model: it is or derives from "
            f"{group.what}, and {group.rule}."
        )
    return (
        f"{id} cannot be an input of a model: it is not on the closed list of declared "
        f"features, and {ACTUAL_BEHAVIOUR}."
    )


def _group(id: str) -> Guarded | None:
    """The guarded group that a name gives away, whole words first."""
    plain = id.lower()
    parts = set(plain.split("_"))
    for group in GUARDED:
        if plain in group.words or parts & set(group.words):
            return group
    return next(
        (
            group
            for group in GUARDED
            for word in group.words
            if len(word) > 4 and word in plain
        ),
        None,
    )
