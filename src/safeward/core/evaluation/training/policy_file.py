"""A policy whose likelihood axis is a fitted scorecard, everything else unchanged."""

import json
from collections.abc import Mapping
from typing import Any, Final

import polars as pl

from safeward.core.priority.policy import policy_from
from safeward.core.risk.lines import likelihood_lines
from safeward.core.risk.model import Model

HEAD: Final = """\
# Who must be dealt with first, its likelihood fitted on what was recorded.
#
# Written by `safeward train`. Only the likelihood lines and the likelihood cuts of the
# matrix differ from the policy it starts from; severity, floors, clocks and holds are
# that policy's. A draft until it was backtested and approved in the register.
# {predicts}
# Model {id}, SHA-256 {sha256}

"""


def fitted_policy(
    base: Mapping[str, Any], model: Model, *, before: pl.Series, after: pl.Series
) -> dict[str, Any]:
    """The content of a policy with the scorecard on its likelihood axis.

    The cuts of the matrix are set so that as many people as before, or a few fewer,
    read L2 and L3 on the day given: what a point means changed, how many people the
    matrix calls likely did not.

    Args:
        base: Content of the policy to start from.
        model: The scorecard.
        before, after: Likelihood of the same people under both, on one day.

    Raises:
        PolicyRefused: The result could break a law.
    """
    cuts = _cuts(base["matrix"]["likelihood_cuts"], before, after)
    content = {
        **base,
        "id": model.id,
        "version": model.sha256[:8],
        "status": "draft",
        "about": (
            f"Likelihood {model.source}, the rest is local configuration. "
            f"{model.predicts}"
        ),
        "likelihood": likelihood_lines(model),
        "matrix": {**base["matrix"], "likelihood_cuts": cuts},
    }
    policy_from(content, "the fitted policy")
    return content


def _share(met: pl.Series) -> float:
    return int(met.sum()) / max(1, met.len())


def _cuts(cuts: list[int], before: pl.Series, after: pl.Series) -> list[int]:
    found: list[int] = []
    for cut in cuts:
        share = _share(before >= cut)
        fits = (
            points
            for points in range(found[-1] + 1 if found else 1, 100)
            if _share(after >= points) <= share
        )
        found.append(min(next(fits, 99), 99 if not found else 100))
    if found[1] <= found[0]:
        found[1] = found[0] + 1
    return found


def toml(content: Mapping[str, Any], model: Model) -> str:
    """The policy's file."""
    head = HEAD.format(id=model.id, sha256=model.sha256, predicts=model.predicts)
    return head + "\n".join(_table(content, ""))


def _table(content: Mapping[str, Any], path: str) -> list[str]:
    """Keys of a table, then the tables inside it."""
    plain, tables = [], []
    for key, value in content.items():
        place = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            tables += ["", f"[{place}]", *_table(value, place)]
        elif _of_tables(value):
            for part in value:
                tables += ["", f"[[{place}]]", *_table(part, place)]
        elif value is not None:
            plain.append(f"{key} = {_value(value)}")
    return plain + tables + ([""] if not path else [])


def _of_tables(value: object) -> bool:
    """A list of tables that is too big for one line."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(part, Mapping) for part in value)
        and any(len(part) > 3 for part in value)
    )


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {_value(part)}" for key, part in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list):
        return f"[{', '.join(_value(part) for part in value)}]"
    # Text, numbers and truth are written alike in JSON and TOML.
    return json.dumps(value, ensure_ascii=False)
