"""The tables of docs/reference/policy.md, made from the default policy.

Run ``python -m tests.unit.core.priority.policy_page`` to rewrite the page after a
change of the policy; a test fails while page and policy differ.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from safeward.core.priority.policy import Line, Policy, load_policy
from safeward.core.vocabulary.codes import TIERS

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "policy.md"


def _points(line: Line) -> str:
    if line.log_sum:
        rule = line.log_sum
        return (
            f"{rule.most}·ln(1 + x/{rule.scale}) / ln(1 + {rule.top}/{rule.scale}), "
            f"rounded, at most {rule.most}"
        )
    rungs = [f"≥ {at}: {points}" for at, points in line.at_least]
    rungs += [f"≤ {at}: {points}" for at, points in line.at_most]
    return ", ".join(rungs)


def _axis(policy: Policy, axis: str) -> Iterator[str]:
    yield "| line | input | points | group | source of the factor |"
    yield "|---|---|---|---|---|"
    for line in policy.likelihood if axis == "likelihood" else policy.severity:
        group = (
            f"{line.group}, at most {policy.caps[line.group].most}"
            if line.group
            else ""
        )
        yield (
            f"| {line.id} | `{line.feature}` | {_points(line)} | {group} "
            f"| {line.source} |"
        )
    if axis == "severity" and policy.escalation:
        rule = policy.escalation
        yield (
            f"| {rule.id} | `gravest_band_90d` ≥ {rule.least_band} and ≥ "
            f"`gravest_band_90d_to_24m`, `event_days_24m` ≥ 2 | {rule.points} "
            f"| paid by {rule.paid_by} | {rule.source} |"
        )


def _matrix(policy: Policy) -> Iterator[str]:
    matrix = policy.matrix
    s, level = matrix.severity_cuts, matrix.likelihood_cuts
    yield f"| | L1 | L2 (≥ {level[0]}) | L3 (≥ {level[1]}) |"
    yield "|---|---|---|---|"
    for row, name in zip(
        ("S3", "S2", "S1"), (f" (≥ {s[1]})", f" (≥ {s[0]})", ""), strict=True
    ):
        yield f"| {row}{name} | {' | '.join(matrix.tiers[row])} |"
    for promotion in matrix.promotions:
        yield ""
        yield f"{promotion.cell} reads {promotion.tier} when {_when(promotion.when)}."


def _when(conditions: tuple) -> str:
    said = [
        f"`{c.feature}` {'≥' if c.at_most is None else '≤'} "
        f"{c.at_least if c.at_most is None else c.at_most}"
        for c in conditions
    ]
    return " and ".join(said)


def _floors(policy: Policy) -> Iterator[str]:
    yield "| floor | tier | days | when | source |"
    yield "|---|---|---|---|---|"
    for floor in policy.floors:
        yield (
            f"| {floor.id} | {floor.tier} | {floor.days} | {_when(floor.when)} "
            f"| {floor.source} |"
        )


def _clocks(policy: Policy) -> Iterator[str]:
    yield "| tier | first review | then every | until day | hours | minimum response |"
    yield "|---|---|---|---|---|---|"
    for tier in TIERS:
        clock = policy.clocks[tier]
        yield (
            f"| {tier} | {clock.first} | {clock.then or 'new information only'} "
            f"| {clock.until or ''} | {clock.hours} | {policy.minimum_response[tier]} |"
        )


def _about(policy: Policy) -> Iterator[str]:
    yield (
        f"`{policy.id}` version {policy.version}, status **{policy.status}**, content "
        f"`{policy.sha256[:12]}`. {policy.about}"
    )


def tables(policy: Policy) -> dict[str, str]:
    """The generated parts of the page, by name."""
    parts = {
        "about": _about(policy),
        "likelihood": _axis(policy, "likelihood"),
        "severity": _axis(policy, "severity"),
        "matrix": _matrix(policy),
        "floors": _floors(policy),
        "clocks": _clocks(policy),
    }
    return {name: "\n".join(lines) for name, lines in parts.items()}


def rewritten(page: str, policy: Policy) -> str:
    """The page with its generated parts made anew; the prose is left alone."""
    for name, text in tables(policy).items():
        start, end = f"<!-- {name} -->", f"<!-- end {name} -->"
        pattern = re.escape(start) + r".*?" + re.escape(end)
        page, found = re.subn(
            pattern,
            lambda _, t=text, s=start, e=end: f"{s}\n{t}\n{e}",
            page,
            flags=re.S,
        )
        assert found == 1, name
    return page


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text("utf-8"), load_policy()), "utf-8")
