"""A scorecard as the lines of a policy's likelihood axis: readable, changeable, ruled.

The lines are ordinary ones, so every engine, law and refusal that holds for a policy
holds for a fitted one.
"""

from typing import Any

from safeward.core.risk.model import Model


def likelihood_lines(model: Model) -> list[dict[str, Any]]:
    """The content of ``[[likelihood]]`` for a policy, most points first."""
    found = []
    for line in model.lines:
        rungs = (
            {"at_least": [list(rung) for rung in line.at_least]}
            if line.at_least
            else {"at_most": [list(rung) for rung in line.at_most]}
        )
        found.append(
            {
                "id": f"fitted_{line.input}",
                "feature": line.input,
                **rungs,
                "sentence": line.sentence,
                "source": model.source,
            }
        )
    return found
