"""What an instrument says while it is being answered."""

from collections.abc import Mapping
from typing import Final

from safeward.apps.assessments.models import Sitting
from safeward.apps.assessments.types import Ask, Live, Result
from safeward.core.instruments.library import instrument
from safeward.core.instruments.one import Case, one_case
from safeward.core.instruments.said import validated_on
from safeward.core.instruments.types import Instrument

MARAM: Final = "maram"

WHEN: Final = {
    "from_records": "The records may answer it",
    "any_time": "It may be asked at any time",
    "alone_and_safe": (
        "Ask only alone and where it is safe, never in front of the alleged perpetrator"
    ),
    "own_judgement": "Your own judgement; ask nobody",
}
WHO: Final = {
    "records": "nobody needs to be asked",
    "officer": "an officer may ask",
    "trained_assessor": "somebody trained in it may ask",
    "specialist_service": "a specialist service may ask, nobody else",
}


def answer_live(name: str, answers: Mapping[str, str]) -> Live:
    """Score the answers so far, with bounds and the question that matters most next.

    Args:
        name: Id of an instrument of the library.
        answers: By item; what is empty or left out is not known.
    """
    tool = instrument(name)
    case = one_case(tool, answers)
    asked = len(tool.questions)
    return Live(
        instrument=tool.id,
        version=tool.version,
        answered=asked - len(case.unanswered),
        questions=asked,
        complete=case.complete,
        ask=how_to_ask(tool, case.question) if case.question else None,
        warnings=case.warnings,
        result=_result(tool, case, answers),
    )


def live_of(row: Sitting) -> Live:
    """What may be said of an assessment under way: no score before the judgement."""
    live = answer_live(row.instrument, row.answers)
    return live if row.revealed_at is not None else live.unrevealed()


def how_to_ask(tool: Instrument, name: str) -> Ask:
    """A question of an instrument, when it may be asked and by whom."""
    item = tool.item(name)
    return Ask(
        item=item.id,
        label=item.label,
        when=WHEN[item.ask_when],
        who=WHO[item.who_may_ask],
        alone=item.ask_when == "alone_and_safe",
    )


def _result(tool: Instrument, case: Case, answers: Mapping[str, str]) -> Result:
    maram = tool.id == MARAM
    level = answers.get("level", "") if maram and not case.refused else ""
    return Result(
        score=case.score,
        low=case.low,
        high=case.high,
        band="" if maram else case.band,
        band_low="" if maram else case.band_low,
        band_high="" if maram else case.band_high,
        maram_level=level,
        why=case.reason,
        refused=case.refused,
        predicts=predicts(tool),
        validated_on=validated_on(tool),
        calibration=tool.calibration,
    )


def predicts(tool: Instrument) -> str:
    """The sentence that stands beside every result of an instrument."""
    return f"{tool.name} predicts {tool.predicts} (time: {tool.horizon})."
