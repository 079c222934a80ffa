"""A synthetic control for one site: what mix of other sites moved as it did before?

Abadie, Diamond and Hainmueller (2010, Journal of the American Statistical Association
105:493-505), matched on every outcome before the start and on the averages of the
covariates, each as important as the other; the test puts every other site in its place.
"""

import numpy as np
import polars as pl
from attrs import frozen

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.charts import course
from safeward.core.evaluation.programme.found import Estimate, Found, Table
from safeward.core.evaluation.programme.question import Question
from safeward.core.evaluation.programme.staggered import moment
from safeward.core.evaluation.programme.study import Floats, Study, must_vary, read
from safeward.core.vocabulary.errors import UnusableInput

LIMITS = (
    "One site is one site: the test says how odd it is among the others, not how sure "
    "the size of the effect is.",
    "If the mix of other sites did not follow the site before, it says nothing after.",
    "Whatever else happened at this site at that time counts as the programme.",
)
POOR = 5.0
"""Placebos whose fit before is so many times worse are also left out, as a check."""


@frozen(eq=False)
class _Panel:
    """Outcomes by site and period.

    Attributes:
        sites: Names.
        times: Periods in order.
        outcome: Sites x periods.
        extra: Sites x covariates, averages before the start, in standard deviations.
        start: First period with the programme.
    """

    sites: list[str]
    times: Floats
    outcome: Floats
    extra: Floats
    start: int


def synthetic_control(
    frame: pl.DataFrame, question: Question, where: str
) -> tuple[Study, Found]:
    """Compare a site with the mix of other sites that was like it before.

    Raises:
        UnusableInput: No single treated site, too few others or periods, or sites that
            are not seen in every period.
    """
    study, panel, site = _panel(frame, question, where)
    weights, gap = _gaps(panel, site)
    before, after = gap[: panel.start], gap[panel.start :]
    placebo = _placebos(panel, site)
    ratio = _ratio(before, after)
    ranked = [row["ratio"] for row in placebo]
    p = (1 + sum(other >= ratio for other in ranked)) / (1 + len(ranked))
    fit = float(np.sqrt(np.mean(before**2)))
    good = [
        row["ratio"] for row in placebo if row["fit_before"] <= POOR * max(fit, 1e-12)
    ]
    estimates = (
        Estimate(
            name="average_gap",
            words=f"{panel.sites[site]} less its synthetic control, averaged over the "
            "periods since the start",
            estimate=float(after.mean()),
            se=None,
            low=None,
            high=None,
            statistic=None,
            p=p,
            n=len(panel.times),
            errors="placebo test among the other sites",
        ),
    )
    figures: Section = {
        "site": panel.sites[site],
        "periods_before": panel.start,
        "periods_after": len(panel.times) - panel.start,
        "fit_before": fit,
        "ratio": ratio,
        "placebo_p": p,
        "placebo_p_of_good_fits": (1 + sum(other >= ratio for other in good))
        / (1 + len(good)),
        "gap_total": float(after.sum()),
    }
    tables = (
        _course(panel, site, gap, str(question.outcome)),
        _weights(panel, site, weights),
        _placebo_table(panel, site, placebo, ratio, fit),
    )
    return study, Found(estimates, tables, figures, limits=LIMITS)


def _panel(
    frame: pl.DataFrame, question: Question, where: str
) -> tuple[Study, _Panel, int]:
    roles = {"outcome": "number", "unit": "key", "time": "time"}
    if question.treat is not None:
        roles["treat"] = "yes_no"
    study = read(frame, question, where, roles)
    must_vary(study)
    table = study.frame
    site, start_at = _site(study)
    text = [name for name in question.covariates if table[name].dtype == pl.String]
    if text:
        raise UnusableInput(
            f"{where}: a synthetic control averages covariates, and {text[0]} is text "
            "(--covariates)."
        )
    cells = table.group_by("unit", "time").len()
    if bool((cells["len"] > 1).any()):
        raise UnusableInput(
            f"{where}: a site has several rows in one period; add them up first."
        )
    periods = table["time"].unique().sort()
    whole = cells.group_by("unit").len().filter(pl.col("len") == len(periods))["unit"]
    lost = table["unit"].n_unique() - len(whole)
    if site not in set(whole.to_list()):
        raise UnusableInput(f"{where}: {site} is not seen in every period (--time).")
    if lost:
        study.notes.append(
            f"{lost:,} sites are not seen in every period and were left out."
        )
    wide = (
        table.filter(pl.col("unit").is_in(whole.to_list()))
        .sort("unit", "time")
        .group_by("unit", maintain_order=True)
        .agg("outcome", *question.covariates)
    )
    sites = wide["unit"].to_list()
    times = periods.to_numpy().astype(float)
    start = int(np.searchsorted(times, start_at))
    if start < 3 or start >= len(times):
        raise UnusableInput(
            f"{where}: {start} periods before and {len(times) - start} since the "
            "start; a synthetic control needs at least 3 before and 1 since."
        )
    if len(sites) < 4:
        raise UnusableInput(
            f"{where}: {len(sites) - 1} other sites are too few to mix and to test "
            "against; at least 3 are needed."
        )
    outcome = np.array(wide["outcome"].to_list(), dtype=float)
    extra = np.array(
        [
            [
                np.mean(row[:start])
                for row in wide[name].cast(pl.List(pl.Float64)).to_list()
            ]
            for name in question.covariates
        ]
    ).T.reshape(len(sites), -1)
    spread = extra.std(axis=0)
    spread[spread == 0] = 1.0
    panel = _Panel(sites, times, outcome, extra / spread, start)
    return study, panel, sites.index(site)


def _site(study: Study) -> tuple[str, float]:
    """The site with the programme, and since when it has it."""
    question, table = study.question, study.frame
    if question.treat is not None:
        on = table.filter(pl.col("treat"))
        named = on["unit"].unique().to_list()
        if question.site is not None:
            named = [name for name in named if name == question.site]
        if len(named) != 1:
            raise UnusableInput(
                f"{study.where}: {len(named)} sites have the programme "
                f"({question.treat}, --treat); a synthetic control is for one. Use did "
                "for several."
            )
        site = str(named[0])
        mine = table.filter(pl.col("unit") == site)
        if question.intervention_at is not None:
            return site, moment(study, question.intervention_at)
        if bool(mine["treat"].all()):
            raise UnusableInput(
                f"{study.where}: {question.treat} is yes for {site} from the first "
                "period on; say with --intervention-at when it began."
            )
        since = on.filter(pl.col("unit") == site)["time"].to_numpy()
        return site, float(since.min())
    if question.site is None or question.intervention_at is None:
        raise UnusableInput(
            "The design synthetic-control needs --treat, or --site and "
            "--intervention-at: which site had the programme, and since when?"
        )
    if question.site not in set(table["unit"].to_list()):
        raise UnusableInput(
            f"{study.where}: no row of {question.unit} says {question.site} (--site)."
        )
    return question.site, moment(study, question.intervention_at)


def _mix(target: Floats, others: Floats) -> Floats:
    """Weights of the others, none below 0 and together 1, that come nearest."""
    from scipy.optimize import nnls

    # The sum of 1 is one more line to fit, far heavier than all others.
    heavy = 1e4 * max(float(np.abs(others).max()), 1.0)
    matrix = np.vstack([others.T, np.full(len(others), heavy)])
    weights, _ = nnls(matrix, np.append(target, heavy), maxiter=50 * len(others))
    found: Floats = weights / weights.sum()
    return found


def _gaps(
    panel: _Panel, site: int, without: int | None = None
) -> tuple[Floats, Floats]:
    """Weights of the other sites, and the site less their mix in every period."""
    others = [at for at in range(len(panel.sites)) if at not in (site, without)]
    before = panel.outcome[:, : panel.start]
    scale = float(before.std()) or 1.0
    known = np.column_stack([before / scale, panel.extra])
    weights = np.zeros(len(panel.sites))
    weights[others] = _mix(known[site], known[others])
    return weights, panel.outcome[site] - weights @ panel.outcome


def _ratio(before: Floats, after: Floats) -> float:
    """How much farther off after than before: the root mean squares' ratio."""
    least = 1e-12 * max(1.0, float(np.abs(after).max()))
    early = max(float(np.sqrt(np.mean(before**2))), least)
    return float(np.sqrt(np.mean(after**2))) / early


def _placebos(panel: _Panel, site: int) -> list[Section]:
    rows = []
    for other in range(len(panel.sites)):
        if other == site:
            continue
        _, gap = _gaps(panel, other, without=site)
        before, after = gap[: panel.start], gap[panel.start :]
        rows.append(
            {
                "site": panel.sites[other],
                "fit_before": float(np.sqrt(np.mean(before**2))),
                "gap": float(after.mean()),
                "ratio": _ratio(before, after),
            }
        )
    return rows


def _course(panel: _Panel, site: int, gap: Floats, outcome: str) -> Table:
    rows: list[Section] = [
        {
            "time": float(when),
            "observed": float(seen),
            "without": float(seen - apart),
            "gap": float(apart),
        }
        for when, seen, apart in zip(panel.times, panel.outcome[site], gap, strict=True)
    ]
    heads = (
        ("time", "Time"),
        ("observed", panel.sites[site]),
        ("without", "Its synthetic control"),
        ("gap", "Gap"),
    )
    picture = course(
        rows, float(panel.times[panel.start]), outcome, "the mix of other sites"
    )
    return Table("course", "The site and the mix of others", heads, rows, picture)


def _weights(panel: _Panel, site: int, weights: Floats) -> Table:
    order = np.argsort(-weights, kind="stable")
    rows = [
        {"site": panel.sites[at], "weight": float(weights[at])}
        for at in order.tolist()
        if at != site and weights[at] > 1e-6
    ]
    heads = (("site", "Site"), ("weight", "Share of the mix"))
    return Table("weights", "Of what the mix is made", heads, rows)


def _placebo_table(
    panel: _Panel, site: int, placebo: list[Section], ratio: float, fit: float
) -> Table:
    mine = {"site": panel.sites[site], "fit_before": fit, "gap": None, "ratio": ratio}
    rows = sorted([mine, *placebo], key=lambda row: -row["ratio"])
    heads = (
        ("site", "Site"),
        ("fit_before", "Off before the start"),
        ("gap", "Gap since"),
        ("ratio", "Farther off after than before, times"),
    )
    return Table("placebos", "Every other site in its place", heads, rows)
