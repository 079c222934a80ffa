"""Train on an agency's own history: one pass over all days, everything beside it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
from attrs import evolve, frozen

from safeward.core.capacity.types import Capacity
from safeward.core.evaluation.backtest.gravity import days_of_harm
from safeward.core.evaluation.backtest.harm import followed
from safeward.core.evaluation.backtest.identity import Identity, identities
from safeward.core.evaluation.training.groups import fairness
from safeward.core.evaluation.training.policy_file import fitted_policy
from safeward.core.evaluation.training.reachable import reachable
from safeward.core.evaluation.training.rivals import Rivals
from safeward.core.history.events import build_events
from safeward.core.holdings.types import Holdings
from safeward.core.instruments.recorded import prepared
from safeward.core.linkage.model import Model as LinkageModel
from safeward.core.priority.policy import policy_from
from safeward.core.risk.dates import as_of_dates
from safeward.core.risk.model import Model
from safeward.core.risk.outcomes import happened
from safeward.core.risk.sample import sample
from safeward.core.risk.scorecard import points_of
from safeward.core.risk.splits import by_time
from safeward.core.risk.train import Setting, train
from safeward.core.risk.types import Outcome
from safeward.core.vocabulary.errors import UnusableInput
from safeward.core.vocabulary.law import Law
from safeward.core.vocabulary.progress import Progress, silent


@frozen
class Asked:
    """What to train on.

    Attributes:
        first, last: As-of dates.
        step: Days between two.
        horizon: Days looked at after each.
        outcome: Name of the outcome.
        seed: Of folds and intervals.
        proactive: Also count what only proactive checks found.
    """

    first: date
    last: date
    outcome: Outcome
    horizon: int
    step: int = 28
    seed: int = 0
    proactive: bool = False


@frozen
class Training:
    """A model, and the policy that it makes.

    Attributes:
        model: The scorecard with its validity.
        policy: Content of a policy with it on the likelihood axis.
    """

    model: Model
    policy: dict[str, Any]


def train_on(
    holdings: Holdings,
    asked: Asked,
    *,
    policy: Mapping[str, Any],
    law: Law,
    capacity: Capacity | None = None,
    truth: Mapping[str, pl.DataFrame] | None = None,
    identity: Identity | None = None,
    linkage: LinkageModel | None = None,
    progress: Progress = silent,
) -> Training:
    """Fit a scorecard to what followed people known on past days.

    Args:
        holdings: Everything that was read, of any date.
        asked: What to train on.
        policy: Content of the policy in use, to compare with and to start from.
        law: The jurisdiction's dated facts, for streams under capacity.
        capacity: What divisions can do in a week; None shows shares of people only.
        truth: A synthetic jurisdiction's truth, for the ceiling.
        identity: Who was who on each day; None links all records once.
        linkage: The linkage model; None for the shipped one.
        progress: Told where the work is.

    Raises:
        UnusableInput: The horizon ends outside the data, or there is too little.
    """
    first, last = _span(holdings)
    dates = as_of_dates(
        asked.first, asked.last, step=asked.step, horizon=asked.horizon, data_to=last
    )
    if identity is None:
        identity = identities(holdings.persons, dates, model=linkage, progress=progress)
    progress("uniting reports into events", 0, holdings.incidents.height)
    everyone = identity.everyone
    events = build_events(
        holdings,
        identity.people,
        subjects=everyone if identity.parts.height else None,
        since=dates[0],
    )
    grave = followed(events, dates, asked.horizon, last)
    progress("looking back from every day", 0, len(dates))
    looked = sample(
        holdings,
        events,
        identity,
        happened(
            events,
            days_of_harm(),
            last=last,
            limit=grave.grave_days,
            proactive=asked.proactive,
        ),
        dates=dates,
        horizon=asked.horizon,
        data_to=last,
        proactive=asked.proactive,
    )
    if looked.rows.is_empty():
        raise UnusableInput(
            f"no alleged harm was known of anybody between {dates[0]} and {dates[-1]}: "
            "give later as-of dates."
        )
    rivals = Rivals(
        events=events,
        assessed=prepared(holdings.assessments, everyone),
        policy=policy_from(policy),
        truth=truth,
        people=everyone,
        horizon=asked.horizon,
    )
    split = by_time(looked)
    places = (
        reachable(
            holdings, everyone, rivals.scored(split.judged), split.judged, capacity, law
        )
        if capacity is not None and split is not None
        else None
    )
    trained = train(
        looked,
        Setting(
            outcome=asked.outcome,
            step=asked.step,
            agencies=tuple(sorted(holdings.incidents["agency"].unique().to_list())),
            data_from=first,
            grave_days=grave.grave_days,
            proactive=asked.proactive,
            seed=asked.seed,
        ),
        rivals=rivals,
        capacity=places,
        progress=progress,
    )
    model = trained.model
    if trained.judged is not None:
        gaps = fairness(holdings, identity.people, trained.judged, asked.outcome)
        model = evolve(model, fairness=gaps)
    latest = looked.rows.filter(pl.col("as_of") == dates[-1])
    return Training(
        model,
        fitted_policy(
            policy,
            model,
            before=rivals.scored(latest)["likelihood"],
            after=latest.select(points_of(model.lines)).to_series(),
        ),
    )


def _span(holdings: Holdings) -> tuple[date, date]:
    reported = holdings.incidents["reported_on"]
    first, last = reported.min(), reported.max()
    if not isinstance(first, date) or not isinstance(last, date):
        raise UnusableInput("there are no incidents to learn from.")
    return first, last
