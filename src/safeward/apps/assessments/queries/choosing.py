"""Which instruments there are, which of them somebody may use, and their cards."""

from typing import TYPE_CHECKING

from safeward.apps.access.actions.asking import must
from safeward.apps.access.types import Permission
from safeward.apps.assessments.gates import Held, held_by, terms_of
from safeward.apps.assessments.live import predicts
from safeward.apps.assessments.types import Choice, Gate
from safeward.core.instruments.card import COMES, Section, how, sections
from safeward.core.instruments.library import IDS, find, instrument
from safeward.core.instruments.types import Instrument

if TYPE_CHECKING:
    from safeward.apps.access.models import User


def instruments_for(*, by: "User") -> tuple[Choice, ...]:
    """The library as somebody chooses from it: what they may use comes first.

    Raises:
        Refused: When they assess nobody.
    """
    must(by, Permission.ASSESSMENT_MAKE)
    held = held_by(by)
    choices = [_choice(instrument(name), held) for name in IDS]

    def rank(choice: Choice) -> int:
        if not choice.refusal:
            return 0
        return 2 if terms_of(choice.id).gate == Gate.REFERENCE_ONLY else 1

    return tuple(sorted(choices, key=rank))


def card_of(name: str) -> tuple[Instrument, tuple[Section, ...]]:
    """An instrument and everything that must be known of it; about no person.

    Raises:
        InstrumentUnknown: When there is no such instrument.
    """
    tool = find(name)
    return tool, sections(tool)


def _choice(tool: Instrument, held: Held) -> Choice:
    return Choice(
        id=tool.id,
        name=tool.name,
        title=tool.title,
        about=tool.about,
        predicts=predicts(tool),
        population=f"{tool.population} ({tool.jurisdiction})",
        comes=COMES[how(tool)],
        terms=tool.licence.text,
        training=tool.licence.training,
        original_form=tool.licence.administer == "original form",
        refusal=held.refusal(tool.id),
    )
