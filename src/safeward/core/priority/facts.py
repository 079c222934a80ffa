"""What the facts of a day say of a person: features, results, state, and the raw tier.

One door for today's queue, for days gone by, and for people who exist only as a
question (an unknown read as yes, a doubtful link joined).
"""

from collections.abc import Iterable

import polars as pl
from attrs import Factory, evolve, field, frozen

from safeward.core.history.catalogue import features
from safeward.core.history.ibis_engine import evaluate
from safeward.core.history.types import Events
from safeward.core.instruments.recorded import (
    Prepared,
    as_if_yes,
    results_on,
)
from safeward.core.priority.by_person import ByPerson
from safeward.core.priority.inputs import BEFORE, INPUTS
from safeward.core.priority.policy import Condition, Policy
from safeward.core.priority.release import Custody, near_release, release_inputs
from safeward.core.priority.tiers import score

KEY = ["person_id", "as_of"]


def read_by(policy: Policy) -> tuple[str, ...]:
    """Ids of the history's features that a policy reads, sorted."""
    conditions: list[Condition] = [
        *(condition for floor in policy.floors for condition in floor.when),
        *(
            condition
            for promotion in policy.matrix.promotions
            for condition in promotion.when
        ),
    ]
    read = {condition.feature for condition in conditions}
    read |= {line.feature for line in (*policy.likelihood, *policy.severity)}
    if policy.escalation is not None:
        read |= {"gravest_band_90d", "event_days_24m"}
    asked = {name for name in read if INPUTS[name].origin == "history"}
    if policy.escalation is not None:
        asked.add(BEFORE)
    return tuple(sorted(asked))


@frozen
class Inputs:
    """What was read of some people on some days, rows of all in one order.

    Attributes:
        values: Features, the state beside them, evidence where it was asked for.
        results: Recorded instrument results; no row where there are none.
        scored: Axes, floors and raw tiers (``tiers.score``).
    """

    values: pl.DataFrame
    results: pl.DataFrame
    scored: pl.DataFrame

    def of(self, who: pl.Series) -> "Inputs":
        """Of these people only."""
        mine = pl.col("person_id").is_in(who.implode())
        return Inputs(
            self.values.filter(mine),
            self.results.filter(mine),
            self.scored.filter(mine),
        )


@frozen
class _Index:
    """The tables that tiers are read from, each by person."""

    events: ByPerson
    victims: ByPerson
    assessed: dict[str, ByPerson]


def _index(facts: "Facts") -> _Index:
    return _Index(
        events=ByPerson.of(facts.events.events),
        victims=ByPerson.of(facts.events.victims),
        assessed={name: ByPerson.of(rows) for name, rows in facts.assessed.items()},
    )


@frozen
class Facts:
    """Everything that tiers are read from.

    Attributes:
        events: What each person is said to have done, in versions.
        assessed: Recorded results by instrument and person.
        overrides: ``person_id, decided_on, override_tier``.
        custody: Spells of custody.
        policy: The policy.
    """

    events: Events
    assessed: Prepared
    overrides: pl.DataFrame
    custody: Custody
    policy: Policy
    _rows: _Index = field(
        init=False, repr=False, eq=False, default=Factory(_index, takes_self=True)
    )

    def events_of(self, cohort: pl.DataFrame) -> Events:
        """The events of the people of a cohort only."""
        who = cohort["person_id"].unique().sort()
        return evolve(
            self.events,
            events=self._rows.events.take(who),
            victims=self._rows.victims.take(who),
        )

    def inputs(
        self,
        cohort: pl.DataFrame,
        *,
        also: Iterable[str] = (),
        unknown_as_yes: bool = False,
        items_as_yes: bool | None = None,
        evidence: bool = False,
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Features (with the state) and recorded results of people on days.

        Args:
            cohort: ``person_id, as_of``, each once.
            also: Further features that the policy does not read.
            unknown_as_yes: Read unknown markers of the last 28 days as yes.
            items_as_yes: Read missing answers of the latest assessments as yes; None
                does as ``unknown_as_yes`` does.
            evidence: Also name the events that each value rests on.
        """
        asked = features(sorted({*read_by(self.policy), *also}))
        events = self.events_of(cohort)
        near = near_release(self.custody, cohort, events.events)
        days = cohort.select(KEY)
        if near is not None:
            looked_at = near.looked_at.select("person_id", as_of="day")
            days = pl.concat([days, looked_at]).unique()
        values = evaluate(
            events,
            days,
            asked,
            unknown_as_yes=unknown_as_yes,
            evidence=evidence,
        )
        results = self.results(days)
        if unknown_as_yes if items_as_yes is None else items_as_yes:
            results = as_if_yes(results)
        values = self._with_overrides(values)
        if near is None:
            return values, results
        released = release_inputs(near, score(values, results, self.policy))
        values = values.join(released, on=KEY, how="left", maintain_order="left")
        return (
            values.join(cohort, on=KEY, how="semi", maintain_order="left"),
            results.join(cohort, on=KEY, how="semi", maintain_order="left"),
        )

    def results(self, cohort: pl.DataFrame) -> pl.DataFrame:
        """Recorded instrument results; no row for people without any assessment."""
        asked = cohort["person_id"].unique().sort()
        known = {name: rows.take(asked) for name, rows in self._rows.assessed.items()}
        who = pl.concat(frame.select("person_id") for frame in known.values())
        return results_on(
            known,
            cohort.join(
                who.unique(), on="person_id", how="semi", maintain_order="left"
            ),
        )

    def scored(
        self,
        cohort: pl.DataFrame,
        *,
        unknown_as_yes: bool = False,
        items_as_yes: bool | None = None,
    ) -> pl.DataFrame:
        """Axes, floors and raw tiers of people on days (``tiers.score``)."""
        values, results = self.inputs(
            cohort, unknown_as_yes=unknown_as_yes, items_as_yes=items_as_yes
        )
        return score(values, results, self.policy)

    def read(self, cohort: pl.DataFrame, *, evidence: bool = False) -> Inputs:
        """Inputs and raw tiers of people on days."""
        values, results = self.inputs(cohort, evidence=evidence)
        return Inputs(values, results, score(values, results, self.policy))

    def imagined(self, names: pl.DataFrame, events: Events) -> "Facts":
        """The facts of people under imagined names, with other events.

        Args:
            names: ``person_id, imagined``: whose results and overrides each has.
            events: Events of the imagined people.
        """

        def renamed(rows: pl.DataFrame) -> pl.DataFrame:
            return (
                rows.join(names, on="person_id")
                .with_columns(person_id="imagined")
                .drop("imagined")
            )

        return evolve(
            self,
            events=events,
            assessed={name: renamed(frame) for name, frame in self.assessed.items()},
            overrides=renamed(self.overrides),
            custody=self.custody.of(renamed(self.custody.members)),
        )

    def _with_overrides(self, values: pl.DataFrame) -> pl.DataFrame:
        if self.overrides.is_empty():
            return values
        set_by_people = (
            values.select(KEY)
            .sort("as_of")
            .join_asof(
                self.overrides.sort("decided_on"),
                left_on="as_of",
                right_on="decided_on",
                by="person_id",
                check_sortedness=False,
            )
            .select(*KEY, "override_tier")
        )
        return values.join(set_by_people, on=KEY, how="left", maintain_order="left")
