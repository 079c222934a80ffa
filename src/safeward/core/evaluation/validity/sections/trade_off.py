"""Why a score cannot be fair in every way at once, with the numbers of this one."""

from collections.abc import Mapping

from safeward.core.evaluation.plain import Section
from safeward.core.statistics.classification import Confusion
from safeward.core.statistics.gaps import implied_fpr


def trade_off(tables: Mapping[str, Confusion], reference: str) -> Section | None:
    """Compare the group whose base rate lies furthest from the reference group's.

    Chouldechova 2017, Big Data 5:153-163; Kleinberg, Mullainathan and Raghavan 2017,
    Innovations in Theoretical Computer Science 43.

    Returns:
        The numbers, ``words``, and ``fpr_if_ppv_and_sensitivity_were_equal``; None
        with one group only.
    """
    base = _figures(tables[reference])
    others = {
        name: figures
        for name, table in tables.items()
        if name != reference and (figures := _figures(table)) is not None
    }
    if base is None or not others:
        return None
    other = max(
        others, key=lambda name: abs(others[name]["base_rate"] - base["base_rate"])
    )
    figures = others[other]
    forced = implied_fpr(figures["base_rate"], base["ppv"], base["sensitivity"])
    words = [
        f"It happens to {figures['base_rate']:.1%} of {other} and to "
        f"{base['base_rate']:.1%} of {reference}.",
        "Where that differs, no score that errs at all can be equal in how often a "
        "flag is right (PPV), in how often people to whom nothing happens are flagged "
        "(false positive rate) and in how often it misses (false negative rate). "
        "Somebody must choose which matters most, and say so.",
        f"Here a flag is right for {figures['ppv']:.1%} of {other} and "
        f"{base['ppv']:.1%} of {reference}; people to whom it does not happen are "
        f"flagged in {figures['fpr']:.1%} and {base['fpr']:.1%}; it misses "
        f"{figures['fnr']:.1%} and {base['fnr']:.1%} of those to whom it does.",
    ]
    if forced is not None and forced <= 1:
        words.append(
            f"If a flag were as often right for {other} as for {reference} and missed "
            f"as few, the false positive rate of {other} would have to be {forced:.1%} "
            f"against {base['fpr']:.1%}: the gap comes from the base rates, and equal "
            "false positive rates would need a different cut-off or a less accurate "
            "flag for one of them."
        )
    words.append(
        "A base rate counts what was reported and recorded. If one group is watched or "
        "reported more, the base rate itself carries that."
    )
    return {
        "group": other,
        "reference": reference,
        "group_figures": figures,
        "reference_figures": base,
        "fpr_if_ppv_and_sensitivity_were_equal": forced,
        "words": words,
    }


def _figures(table: Confusion) -> dict[str, float] | None:
    found = {}
    for name in ("base_rate", "ppv", "npv", "fpr", "fnr", "sensitivity", "flagged"):
        rate = table.rate(name)
        if rate is None:
            return None
        found[name] = rate.value
    return found
