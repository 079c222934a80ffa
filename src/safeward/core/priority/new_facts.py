"""New facts that could become known of a person, and what they do to the inputs.

A fact is data: what grows by how much, what becomes at least so much, what becomes
fresh. Each says the least that such an event does; a real one can only do more, and by
the first law more never lowers a tier. So a tier that a fact reaches here is reached in
the holdings too (a test adds the event there and looks).
"""

from typing import Final

import polars as pl
from attrs import field, frozen

from safeward.core.history.features import GRAVITY_WEIGHTS


@frozen
class NewFact:
    """Something that may become known tomorrow.

    Attributes:
        id: Its name.
        sentence: What people are told, as the subject of "would raise it to".
        adds: Inputs that grow by so much.
        least: Inputs that become at least so much.
        fresh: Inputs counting days since something that become 0.
        kind: Of an event, the kind of incident that is reported.
        markers: Of an event, what was recorded with it.
        another_person: Of an event, against somebody not harmed before.
    """

    id: str
    sentence: str
    adds: dict[str, int] = field(factory=dict)
    least: dict[str, int] = field(factory=dict)
    fresh: tuple[str, ...] = ()
    kind: str | None = None
    markers: tuple[str, ...] = ()
    another_person: bool = False


def _event(
    name: str,
    sentence: str,
    band: int,
    *,
    kind: str = "family_violence",
    markers: tuple[str, ...] = (),
    another_person: bool = False,
    adds: tuple[str, ...] = (),
    fresh: tuple[str, ...] = (),
) -> NewFact:
    """A report today of an event on a day of its own, with this gravity."""
    spans = ("28d", "90d", "12m", "24m", "10y")
    counted = (*(f"event_days_{span}" for span in spans), *adds)
    if another_person:
        counted += ("victims_36m",)
    if band >= 4:
        counted += ("band4_events_24m", "grave_event_days_10y")
    return NewFact(
        id=name,
        sentence=sentence,
        adds=dict.fromkeys(counted, 1) | {"gravity_sum_10y": GRAVITY_WEIGHTS[band]},
        least={"gravest_band_24m": band, "gravest_band_90d": band}
        | {f"{marker}_36m": 1 for marker in markers},
        fresh=("days_since_last_event", *fresh),
        kind=kind,
        markers=markers,
        another_person=another_person,
    )


FACTS: Final = (
    _event("report", "One more report, of any kind and another day,", 1),
    _event(
        "another_person",
        "One more report, of harm to somebody else,",
        1,
        another_person=True,
    ),
    _event(
        "breach",
        "One more order breach",
        2,
        kind="order_breach",
        adds=("breaches_12m", "breaches_90d"),
    ),
    NewFact(
        "safvr_high",
        "A VP-SAFvR of 8 or more",
        least={"safvr_highest_12m": 8},
        fresh=("days_since_safvr_medium", "days_since_safvr_high"),
    ),
    NewFact(
        "maram_serious",
        'A MARAM level of "serious"',
        fresh=("days_since_maram_serious",),
    ),
    _event(
        "threat_to_kill",
        "A report with a threat to kill",
        3,
        markers=("threat_to_kill",),
        fresh=("days_since_threat_to_kill",),
    ),
    _event(
        "strangulation",
        "A report with strangulation",
        4,
        markers=("strangulation",),
        fresh=("days_since_strangulation", "days_since_any_t1_trigger"),
    ),
)
"""From the mildest to the gravest."""


def with_fact(frame: pl.DataFrame, fact: NewFact) -> pl.DataFrame:
    """The inputs of everybody as they would be once the fact is known."""
    grown = [
        (pl.col(name).fill_null(0) + more).alias(name)
        for name, more in fact.adds.items()
        if name in frame.columns
    ]
    raised = [
        pl.max_horizontal(pl.col(name).fill_null(0), least).alias(name)
        for name, least in fact.least.items()
        if name in frame.columns
    ]
    renewed = [
        pl.lit(0, frame.schema[name]).alias(name)
        for name in fact.fresh
        if name in frame.columns
    ]
    return frame.with_columns(*grown, *raised, *renewed)
