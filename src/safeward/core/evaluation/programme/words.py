"""The report in a few sentences, and under the five headings of EMMIE.

EMMIE (Johnson, Tilley and Bowers 2015, Journal of Experimental Criminology 11:459-473):
effect, mechanism, moderators, implementation, economics.
"""

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.found import Found

UNITS = {
    "share": "as a share",
    "log": "in logarithms",
    "log_hazard": "log hazard ratio",
    "log_time": "log time ratio",
    "kappa": "kappa",
}


def summary(report: Section) -> list[str]:
    """The main figures, one sentence each."""
    first = report["estimates"][report["main"]]
    said = [f"{_figure(first)}: {first['words']}."]
    data = report["data"]
    lost = data["rows"] - data["used"]
    if report["design"] != "power":
        said.append(
            f"{data['used']:,} of {data['rows']:,} rows were used"
            + (
                "; left out for want of "
                + ", ".join(
                    f"{row['column']} ({row['rows']:,})" for row in data["left_out"]
                )
                if lost
                else ""
            )
            + "."
        )
    if first["p"] is not None and report["design"] not in ("pairs", "power"):
        said.append(_sure(first))
    said += [
        f"{_figure(other)}: {other['words']}."
        for name, other in report["estimates"].items()
        if name != report["main"]
    ]
    trend = report["figures"].get("pre_trend")
    if trend:
        said.append(
            "The paths before the start differed"
            f" (p {trend['p']:.2g}), which speaks against this comparison."
            if trend["p"] < 0.05
            else f"No difference in the paths before the start was found (p "
            f"{trend['p']:.2g}); that is no proof that there was none."
        )
    for column, part in report["groups"].items():
        said.append(_groups(column, part))
    money = report["costs"]
    if money:
        said.append(_money(money))
    plan = report["plan"]
    if plan:
        many = len(plan["departures"])
        said.append(
            f"Analysis plan {plan['sha256'][:12]}: "
            + (f"{many} departures, listed below." if many else "followed.")
        )
    return said


def _figure(found: Section) -> str:
    text = _number(found["estimate"])
    if found["low"] is not None and found["high"] is not None:
        text += f" ({_number(found['low'])} to {_number(found['high'])})"
    part = found["per_cent"]
    if part:
        text += (
            f", that is {part['estimate']:+.1f} % ({part['low']:+.1f} to "
            f"{part['high']:+.1f})"
        )
    unit = UNITS.get(found["scale"])
    return f"{text} {unit}" if unit and unit != "kappa" else text


def _number(value: float | None) -> str:
    if value is None:
        return "not known"
    if value != 0 and abs(value) < 0.001:
        return f"{value:.2e}"
    digits = 4 if abs(value) < 10 else 1
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".")


def _sure(found: Section) -> str:
    p = found["p"]
    if found["low"] is None:
        return f"A place chosen by chance would look as odd with probability {p:.3f}."
    if p < 0.05:
        return (
            f"Chance alone would rarely give a difference so large (p "
            f"{'under 0.0001' if p < 0.0001 else f'{p:.2g}'})."
        )
    return (
        f"Chance alone could give a difference so large (p {p:.2g}); this neither "
        "shows an effect nor that there is none, and the interval says what remains "
        "possible."
    )


def _groups(column: str, part: Section) -> str:
    test = part["difference"]
    shown = "; ".join(
        f"{level} {_number(row['estimate'])}"
        for level, row in part["levels"].items()
        if row.get("estimate") is not None
    )
    if test is None:
        return f"By {column}: {shown or 'too few rows in every group'}."
    different = (
        "differs between groups" if test["p"] < 0.05 else "was not found to differ"
    )
    return f"By {column}: {shown}. The effect {different} (p {test['p']:.2g})."


def _money(money: Section) -> str:
    per = money["per_harm_prevented"]
    if per is None:
        return "It cost more and prevented nothing that was measured."
    if not money["surely_prevents"]:
        return (
            f"Cost for each harm prevented {_number(per)}, at the best "
            f"{_number(money['low'])}; it may have prevented none, so there is no "
            "upper end."
        )
    return (
        f"Cost for each harm prevented {_number(per)} ({_number(money['low'])} to "
        f"{_number(money['high'])})."
    )


def emmie(report: Section, found: Found) -> Section:
    """What is known under each of the five headings; what is not known is said."""
    first = report["estimates"][report["main"]]
    groups = [_groups(column, part) for column, part in report["groups"].items()]
    return {
        "effect": [f"{_figure(first)}: {first['words']}."],
        "mechanism": list(found.mechanism)
        or ["Nothing in these data says how it worked; ask those who took part."],
        "moderators": groups
        or ["No groups were compared (--group), so for whom it works is not known."],
        "implementation": list(found.implementation)
        or ["Nothing in these data says how it was delivered (--received in a trial)."],
        "economics": [_money(report["costs"])]
        if report["costs"]
        else ["No costs were given (--cost)."],
    }
