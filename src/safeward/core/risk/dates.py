"""Which days to look back from: every so many days, and the horizon must be over."""

from datetime import date, timedelta

from safeward.core.vocabulary.errors import UnusableInput


def as_of_dates(
    first: date, last: date, *, step: int, horizon: int, data_to: date
) -> tuple[date, ...]:
    """Days from the first up to the last whose horizon ends inside the data.

    Args:
        first, last: Days asked for.
        step: Days between two.
        horizon: Days that are looked at after each.
        data_to: Last day on which anything was reported.

    Raises:
        UnusableInput: The last day is before the first, or a horizon would end after
            the data; says which days fit.
    """
    if last < first:
        raise UnusableInput(f"--as-of-to {last} is before --as-of-from {first}.")
    latest = data_to - timedelta(days=horizon)
    if last > latest:
        raise UnusableInput(
            f"what happened in the {horizon} days after {last} is not all in the data, "
            f"which end on {data_to}: as-of dates up to {latest} fit, so give "
            f"--as-of-to {latest} or earlier"
            + (
                "."
                if first <= latest
                else f", and an --as-of-from before it (it was {first})."
            )
        )
    return tuple(
        first + timedelta(days=days) for days in range(0, (last - first).days + 1, step)
    )
