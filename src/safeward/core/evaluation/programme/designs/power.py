"""How many are needed, and what is the smallest effect that could be found?

Each design says how far off its estimate would be with so many; size, smallest effect
and power then follow from one another. Sources stand with each formula.
"""

import math
from collections.abc import Callable

import numpy as np
from attrs import evolve, frozen

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.charts import power_curve
from safeward.core.evaluation.programme.found import Estimate, Found, Table
from safeward.core.vocabulary.errors import UnusableInput

MOST = 10_000_000


@frozen(kw_only=True)
class Plan:
    """What is planned.

    Attributes:
        design: One of ``DESIGNS``.
        effect: To be found, on the scale of the outcome; a hazard ratio in survival.
        n: Size: people in each arm (pairs for pairs, places a place has in
            stepped-wedge: people in each place and period).
        power: Chance to find it.
        alpha: Chance to find it where there is nothing, both sides together.
        sd: Standard deviation of a measured outcome.
        baseline: Share without the programme, where the outcome is yes or no.
        icc: How alike people of one cluster are (intra-cluster correlation).
        cluster_size: People in each cluster of a trial.
        clusters: Places in stepped-wedge.
        steps: Times at which further places begin.
        before: Periods before the start.
        after: Periods since.
        correlation: Between two measurements of one unit, or of neighbouring periods.
        event_share: Share to whom it happens during follow-up.
        discordant: Share of pairs whose two answers differ.
    """

    design: str
    effect: float | None = None
    n: float | None = None
    power: float | None = None
    alpha: float = 0.05
    sd: float | None = None
    baseline: float | None = None
    icc: float = 0.0
    cluster_size: float = 1.0
    clusters: int | None = None
    steps: int | None = None
    before: int = 1
    after: int = 1
    correlation: float = 0.0
    event_share: float | None = None
    discordant: float | None = None


def power(plan: Plan) -> Found:
    """Work out the one of size, effect and power that was not given.

    Raises:
        UnusableInput: When too little, or something impossible, was given.
    """
    _possible(plan)
    given = [
        name for name in ("effect", "n", "power") if getattr(plan, name) is not None
    ]
    if set(given) == {"effect", "n"}:
        plan = evolve(plan, power=_power(plan, _need(plan.effect), _need(plan.n)))
        asked = "power"
    elif "n" in given:
        plan = evolve(plan, power=plan.power or 0.8)
        plan = evolve(plan, effect=_effect(plan))
        asked = "effect"
    elif "effect" in given:
        plan = evolve(plan, power=plan.power or 0.8)
        plan = evolve(plan, n=_size(plan))
        asked = "n"
    else:
        raise UnusableInput(
            "Give --effect to learn how many are needed, or --n to learn the smallest "
            "effect that could be found; both to learn the power."
        )
    values = {"n": plan.n, "effect": plan.effect, "power": plan.power}
    words = {
        "n": f"needed {SIZES[plan.design]}",
        "effect": "smallest effect that would be found",
        "power": "chance to find it",
    }
    estimates = tuple(
        Estimate(
            name=name,
            words=words[name] if name == asked else f"{words[name]} (given)",
            estimate=float(_need(values[name])),
            se=None, low=None, high=None, statistic=None, p=None,
            scale="plan",
        )
        for name in sorted(values, key=lambda name: name != asked)
    )  # fmt: skip
    effect, n = _need(plan.effect), _need(plan.n)
    figures: Section = {
        "asked": asked,
        "size_is": SIZES[plan.design],
        "standard_error": _error(plan, effect, n),
        "design_effect": 1 + (plan.cluster_size - 1) * plan.icc,
        "total": _total(plan, n),
    }
    return Found(estimates, (_curve(plan, effect, n),), figures, limits=LIMITS)


LIMITS = (
    "The figures are as good as the guesses they start from; try some.",
    "Effects of programmes against violence are mostly smaller than hoped for, and "
    "recorded harm is a part of harm.",
    "Add those who will be lost on the way.",
)


def _need(value: float | None) -> float:
    if value is None:
        raise UnusableInput("A figure is missing.")
    return value


def _possible(plan: Plan) -> None:
    if plan.design not in DESIGNS:
        raise UnusableInput(f"--for must be one of {', '.join(DESIGNS)}.")
    for name in ("baseline", "event_share", "discordant", "power", "alpha"):
        value = getattr(plan, name)
        if value is not None and not 0 < value < 1:
            raise UnusableInput(
                f"--{name.replace('_', '-')} {value:g} must lie between 0 and 1."
            )
    if plan.n is not None and plan.n < 2:
        raise UnusableInput("--n must be 2 or more.")
    if plan.effect is not None and plan.design == "survival" and plan.effect <= 0:
        raise UnusableInput("--effect is a hazard ratio here and must be above 0.")
    if plan.effect == (1 if plan.design == "survival" else 0):
        raise UnusableInput("An effect of nothing cannot be found (--effect).")
    if plan.sd is not None and plan.sd <= 0:
        raise UnusableInput("--sd must be above 0.")
    if not 0 <= plan.icc < 1 or not -1 < plan.correlation < 1:
        raise UnusableInput("--icc and --correlation must lie under 1.")
    needs = {
        "survival": ("event_share",),
        "pairs": ("discordant",),
        "stepped-wedge": ("clusters", "steps"),
    }.get(plan.design, ())
    for name in needs:
        if getattr(plan, name) is None:
            raise UnusableInput(
                f"--for {plan.design} needs --{name.replace('_', '-')}."
            )
    if plan.design not in ("survival", "pairs") and (plan.sd is None) == (
        plan.baseline is None
    ):
        raise UnusableInput(
            "Give --sd for a measured outcome, or --baseline for a share without the "
            "programme."
        )
    shared = plan.baseline is not None and plan.effect is not None
    if shared and plan.design != "survival":
        share = _need(plan.baseline) + _need(plan.effect)
        if not 0 < share < 1:
            raise UnusableInput(
                f"A baseline of {plan.baseline:g} and an effect of {plan.effect:g} "
                f"give a share of {share:g}, which cannot be (--baseline, --effect)."
            )


def _variance(plan: Plan, effect: float) -> tuple[float, float]:
    """Variance of one person's outcome with and without the programme."""
    if plan.baseline is None:
        variance = _need(plan.sd) ** 2
        return variance, variance
    with_it = min(max(plan.baseline + effect, 1e-9), 1 - 1e-9)
    return with_it * (1 - with_it), plan.baseline * (1 - plan.baseline)


def _trial(plan: Plan, effect: float, n: float) -> float:
    """Two arms; the design effect of clusters is that of Kish (1965)."""
    first, second = _variance(plan, effect)
    inflated = 1 + (plan.cluster_size - 1) * plan.icc
    return math.sqrt((first + second) / n * inflated)


def _did(plan: Plan, effect: float, n: float) -> float:
    """Means before and after of each unit (Frison and Pocock 1992)."""
    first, second = _variance(plan, effect)
    inflated = 1 + (plan.cluster_size - 1) * plan.icc
    over = (1 - plan.correlation) * (1 / plan.before + 1 / plan.after)
    return math.sqrt((first + second) / n * over * inflated)


def _its(plan: Plan, effect: float, n: float) -> float:
    """The step of a segmented line with AR(1) errors; n is the periods on each side."""
    half = round(n)
    periods = np.arange(2 * half, dtype=float)
    after = (periods >= half).astype(float)
    columns = np.column_stack(
        [np.ones(len(periods)), after, periods, after * (periods - half)]
    )
    variance, _ = _variance(plan, effect)
    apart = np.abs(np.subtract.outer(periods, periods))
    together = variance * plan.correlation**apart if plan.correlation else None
    if together is None:
        information = columns.T @ columns / variance
    else:
        information = columns.T @ np.linalg.solve(together, columns)
    return float(np.sqrt(np.linalg.inv(information)[1, 1]))


def _survival(plan: Plan, effect: float, n: float) -> float:
    """Of the log hazard ratio (Schoenfeld 1983); n in each arm."""
    del effect
    return math.sqrt(4 / (2 * n * _need(plan.event_share)))


def _pairs(plan: Plan, effect: float, n: float) -> float:
    """Of the difference of paired shares (Connor 1987)."""
    differ = _need(plan.discordant)
    if abs(effect) > differ:
        effect = math.copysign(differ, effect)
    return math.sqrt(max(differ - effect**2, 1e-12) / n)


def _stepped(plan: Plan, effect: float, n: float) -> float:
    """Places begin one step after another (Hussey and Hughes 2007).

    n people are measured in each place and period, other people each time.
    """
    first, second = _variance(plan, effect)
    whole = (first + second) / 2
    places, steps = int(_need(plan.clusters)), int(_need(plan.steps))
    between = plan.icc * whole
    within = (1 - plan.icc) * whole / n
    times = steps + plan.before
    begins = plan.before + (np.arange(places) * steps) // places
    on = (np.arange(times)[None, :] >= begins[:, None]).astype(float)
    u, w = on.sum(), (on.sum(axis=0) ** 2).sum()
    v = (on.sum(axis=1) ** 2).sum()
    below = (places * u - w) * within + (
        u**2 + places * times * u - times * w - places * v
    ) * between
    if below <= 0:
        raise UnusableInput("--clusters and --steps leave nothing to compare.")
    return math.sqrt(places * within * (within + times * between) / below)


_ERRORS: dict[str, Callable[[Plan, float, float], float]] = {
    "trial": _trial,
    "match": _trial,
    "did": _did,
    "its": _its,
    "survival": _survival,
    "pairs": _pairs,
    "stepped-wedge": _stepped,
}
DESIGNS = tuple(_ERRORS)
SIZES = {
    "trial": "people in each arm",
    "match": "people in each group, after matching",
    "did": "units in each group",
    "its": "periods on each side",
    "survival": "people in each arm",
    "pairs": "pairs",
    "stepped-wedge": "people in each place and period",
}


def _error(plan: Plan, effect: float, n: float) -> float:
    return _ERRORS[plan.design](plan, effect, n)


def _power(plan: Plan, effect: float, n: float) -> float:
    """Chance that the estimate lies beyond the critical value, on its own side."""
    from scipy import stats

    error = _error(plan, effect, n)
    size = abs(math.log(effect)) if plan.design == "survival" else abs(effect)
    if plan.design in ("trial", "match", "did") and plan.baseline is None:
        df = max(2 * n / (1 + (plan.cluster_size - 1) * plan.icc) - 2, 1.0)
        critical = float(stats.t.ppf(1 - plan.alpha / 2, df))
        return float(stats.nct.sf(critical, df, size / error))
    critical = float(stats.norm.ppf(1 - plan.alpha / 2))
    return float(stats.norm.sf(critical - size / error))


def _size(plan: Plan) -> float:
    """The smallest whole size with the power asked for."""
    effect, wanted = _need(plan.effect), _need(plan.power)
    low, high = 1, 2
    while _power(plan, effect, high) < wanted:
        low, high = high, high * 2
        if high > MOST or (plan.design == "its" and high > 1000):
            raise UnusableInput(
                "No size within reason finds so small an effect (--effect, --power)."
            )
    while high - low > 1:
        middle = (low + high) // 2
        if _power(plan, effect, middle) < wanted:
            low = middle
        else:
            high = middle
    return float(max(high, 2))


def _effect(plan: Plan) -> float:
    """The smallest effect with the power asked for; shares rise."""
    n, wanted = _need(plan.n), _need(plan.power)
    if plan.design == "survival":
        low, high = 0.0, 10.0
        while high - low > 1e-10:
            middle = (low + high) / 2
            if _power(plan, math.exp(-middle), n) < wanted:
                low = middle
            else:
                high = middle
        return math.exp(-high)
    most = 1 - plan.baseline - 1e-9 if plan.baseline is not None else math.inf
    if plan.design == "pairs":
        most = _need(plan.discordant)
    high = min(_error(plan, 1e-9, n), most)
    while _power(plan, high, n) < wanted:
        if high >= most:
            raise UnusableInput("No effect would be found with so few (--n).")
        high = min(2 * high, most)
    low = 0.0
    while high - low > 1e-12 * max(1.0, high):
        middle = (low + high) / 2
        if _power(plan, middle, n) < wanted:
            low = middle
        else:
            high = middle
    return high


def _total(plan: Plan, n: float) -> float:
    if plan.design == "stepped-wedge":
        times = int(_need(plan.steps)) + plan.before
        return n * int(_need(plan.clusters)) * times
    return n if plan.design == "pairs" else 2 * n


def _curve(plan: Plan, effect: float, n: float) -> Table:
    rows = []
    for share in np.linspace(0.25, 2.0, 15):
        if plan.design == "survival":
            tried = math.exp(math.log(effect) * share)
        else:
            tried = effect * float(share)
            if plan.baseline is not None and not 0 < plan.baseline + tried < 1:
                continue
        rows.append({"effect": tried, "power": _power(plan, tried, n)})
    heads = (("effect", "Effect"), ("power", "Power"))
    return Table(
        "power",
        f"Power with {n:,.0f} {SIZES[plan.design]}",
        heads,
        rows,
        power_curve(rows),
    )
