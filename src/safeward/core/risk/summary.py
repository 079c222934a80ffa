"""A trained model in a few lines: what it counts, how it did, what to bear in mind."""

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any, Final

from safeward.core.risk.model import Model
from safeward.core.risk.types import SPOKEN

WIDTH: Final = 88


def text(model: Model) -> str:
    """The summary as plain text, 88 columns wide at most."""
    wrapped = [
        line if len(line) <= WIDTH else fill(line, WIDTH, subsequent_indent="    ")
        for line in _lines(model)
    ]
    return "\n".join(wrapped) + "\n"


def _lines(model: Model) -> Iterator[str]:
    t = model.training
    yield f"Scorecard {model.id}. {model.predicts}"
    yield (
        f"Learned on {t.dates} days from {t.as_of_from} to {t.as_of_to}: {t.people:,} "
        f"people, {t.rows:,} looks, {t.outcomes:,} of them ({t.outcomes / t.rows:.1%}) "
        f"followed by {SPOKEN[model.outcome]}."
    )
    yield ""
    yield "Points, at most"
    for line in model.lines:
        yield f"  {line.most:>3}  {line.input}"
    yield from _time(model)
    yield from _place(model)
    yield ""
    yield from (f"- {caveat}" for caveat in model.caveats)


def _time(model: Model) -> Iterator[str]:
    found = model.validity["time"]
    if found is None:
        return
    judged = found["judged"]
    yield ""
    yield (
        f"On {judged['dates']} later days that were held out: {judged['rows']:,} "
        f"looks, {judged['outcomes']:,} outcomes,"
    )
    yield f"  {calibration(found['calibration'])}"
    shares = list(next(iter(found["orders"].values()))["grave_harm_reached"])
    yield (
        "  order".ljust(38)
        + "AUC".rjust(6)
        + "grave".rjust(7)
        + "".join(_head(share).rjust(7) for share in shares)
    )
    for name, order in found["orders"].items():
        yield (
            f"  {name}"[:37].ljust(38)
            + figure(order["auc"]).rjust(6)
            + figure(order["auc_grave_harm"]).rjust(7)
            + "".join(
                f"{share:.1%}".rjust(7)
                for share in order["grave_harm_reached"].values()
            )
        )
    yield "  grave: AUC for grave harm; then the share of the known's grave events that"
    yield "  the first 1 % of each day did, the first 2 % ..., the first K by capacity"
    responses = found["responses"]
    if responses and responses["only"]["rows"]:
        yield (
            f"  without the {responses['only']['rows']:,} looks at people who had an "
            f"intensive response: AUC {figure(responses['without']['auc'])}, with them "
            f"{figure(responses['all']['auc'])}"
        )


def _place(model: Model) -> Iterator[str]:
    found = model.validity["place"]
    if found is None:
        return
    own = next(iter(found["orders"].values()))
    yield (
        f"On divisions left out in {found['groups']} turns: AUC {figure(own['auc'])}, "
        f"{calibration(found['calibration'])}"
    )


def _head(share: str) -> str:
    return {"capacity": "K"}.get(share, share.removeprefix("first "))


def figure(interval: Mapping[str, Any] | None) -> str:
    """An AUC with three digits, or a dash."""
    return f"{interval['value']:.3f}" if interval else "-"


def calibration(found: Mapping[str, Any]) -> str:
    """Slope, intercept and Brier in one line."""
    slope, intercept = found["slope"], found["intercept"]
    return (
        f"calibration slope {slope['value']:.2f}" if slope else "calibration slope -"
    ) + (
        (f", intercept {intercept['value']:+.2f}" if intercept else "")
        + f", Brier {found['brier']:.4f} (base rate alone "
        f"{found['brier_of_base_rate']:.4f})"
    )
