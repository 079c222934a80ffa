"""What a framework and a year's plan leave uncovered: the holes that nobody sees."""

from collections.abc import Iterable, Mapping

from attrs import frozen

from safeward.core.outcomes.types import Framework


@frozen
class Link:
    """An activity's contribution to an outcome: how strong it is thought to be."""

    activity: str
    outcome: str
    strength: str = "some"


@frozen
class Coverage:
    """What is covered by what.

    Attributes:
        outcomes_without_activity: Ids, in the framework's order.
        activities_without_outcome: Ids, in the order given.
        outcomes_without_live_measure: Outcomes none of whose measures has a figure.
        money: By outcome, the money of its activities; an activity that serves several
            is shared evenly among them, so that the sum is what is spent.
        effort: The same for full-time staff.
    """

    outcomes_without_activity: tuple[str, ...]
    activities_without_outcome: tuple[str, ...]
    outcomes_without_live_measure: tuple[str, ...]
    money: Mapping[str, float]
    effort: Mapping[str, float]


def coverage(
    framework: Framework,
    *,
    activities: Mapping[str, tuple[float, float]],
    links: Iterable[Link],
    live: frozenset[str],
) -> Coverage:
    """Say what of a framework a plan does not reach.

    Args:
        framework: The strategy.
        activities: Money and full-time staff of each activity of the year.
        links: Which activity serves which outcome; unknown ids are ignored.
        live: Ids of measures that have a figure.
    """
    known = [each.id for each in framework.outcomes]
    served: dict[str, list[str]] = {name: [] for name in activities}
    for link in links:
        if link.activity in served and link.outcome in known:
            served[link.activity].append(link.outcome)
    money, effort = dict.fromkeys(known, 0.0), dict.fromkeys(known, 0.0)
    reached = set()
    for activity, outcomes in served.items():
        once = list(dict.fromkeys(outcomes))
        reached.update(once)
        for outcome in once:
            money[outcome] += activities[activity][0] / len(once)
            effort[outcome] += activities[activity][1] / len(once)
    return Coverage(
        outcomes_without_activity=tuple(name for name in known if name not in reached),
        activities_without_outcome=tuple(
            name for name, outcomes in served.items() if not outcomes
        ),
        outcomes_without_live_measure=tuple(
            name
            for name in known
            if not any(each.id in live for each in framework.measures_of(name))
        ),
        money=money,
        effort=effort,
    )
