"""The usual one-number summaries of fairness, from fairlearn."""

from collections.abc import Mapping

from safeward.core.statistics.classification import Confusion


def parity(tables: Mapping[str, Confusion]) -> dict[str, float | None]:
    """Largest gap between any two groups, by the measures most often asked for.

    fairlearn (Weerts and others 2023, Journal of Machine Learning Research 24:257) is
    handed the four cells of each group with their counts, not the people, so that its
    cost does not depend on how many there are.

    Args:
        tables: Confusion table of each group.

    Returns:
        ``demographic_parity`` (share flagged), ``equal_opportunity`` (sensitivity) and
        ``equalized_odds`` (the worse of sensitivity and false positive rate), each as
        ``..._difference`` and ``..._ratio``; None with fewer than two groups that have
        both outcomes.
    """
    from fairlearn import metrics

    rows = [
        (name, flagged, happened, count)
        for name, table in tables.items()
        for flagged, happened, count in (
            (1, 1, table.tp),
            (1, 0, table.fp),
            (0, 1, table.fn),
            (0, 0, table.tn),
        )
        if count > 0 and table.tp + table.fn > 0 and table.fp + table.tn > 0
    ]
    names = [
        f"{measure}_{kind}"
        for measure in ("demographic_parity", "equal_opportunity", "equalized_odds")
        for kind in ("difference", "ratio")
    ]
    if len({row[0] for row in rows}) < 2:
        return dict.fromkeys(names)
    groups, flagged, happened, counts = (
        list(column) for column in zip(*rows, strict=True)
    )
    return {
        name: float(
            getattr(metrics, name)(
                happened, flagged, sensitive_features=groups, sample_weight=counts
            )
        )
        for name in names
    }
