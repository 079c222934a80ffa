"""An analysis plan laid down before the data were looked at, and what departs from it.

A plan is a TOML file: what is asked, the design, the columns, which groups will be
looked at, and what counts as success. Its hash is that of its content in one fixed
spelling, so that line breaks and comments do not matter and a changed word does.
"""

import hashlib
import json
from typing import Any

from attrs import frozen

from safeward.core.evaluation.plain import Section
from safeward.core.evaluation.programme.question import Question
from safeward.core.vocabulary.errors import UnusableInput

_KINDS: dict[type, str] = {str: "a text", list: "a list", bool: "true or false"}
KEYS: dict[str, type] = {
    "title": str,
    "registered_on": object,
    "questions": list,
    "design": str,
    "outcome": str,
    "secondary": list,
    "treat": str,
    "received": str,
    "unit": str,
    "time": str,
    "post": str,
    "cohort": str,
    "weights": str,
    "cluster": str,
    "covariates": list,
    "controls": list,
    "event": str,
    "duration": str,
    "model": str,
    "ties": str,
    "log": bool,
    "intervention_at": object,
    "groups": list,
    "subgroup_rule": str,
    "raters": list,
    "success": str,
    "sample": str,
    "missing": str,
    "notes": str,
}  # fmt: skip
NEEDED = ("title", "questions", "design", "outcome", "success")
HELD = (
    "design", "outcome", "treat", "received", "unit", "time", "post", "cohort",
    "weights", "cluster", "covariates", "controls", "event", "duration", "model",
    "log", "groups", "raters", "intervention_at",
)  # fmt: skip
"""What of an analysis can depart from its plan."""


@frozen
class AnalysisPlan:
    """A plan as laid down.

    Attributes:
        content: What it says.
        sha256: Of the content.
    """

    content: dict[str, Any]
    sha256: str

    def departures(self, question: Question) -> list[str]:
        """What is done otherwise than was laid down, as sentences."""
        found = []
        for name in HELD:
            laid = self.content.get(name)
            done = getattr(question, name)
            if name == "outcome" and done in self.content.get("secondary", []):
                found.append(f"{done} is a secondary outcome of the plan.")
                continue
            if _same(laid, done):
                continue
            if laid is None:
                found.append(f"{name}: the plan says nothing; now {_said(done)}.")
            elif name in self.content:
                found.append(f"{name}: planned {_said(laid)}, now {_said(done)}.")
        return found


def analysis_plan(content: dict[str, Any], where: str) -> AnalysisPlan:
    """Check a plan and give it its hash.

    Raises:
        UnusableInput: A key that is missing, unknown or of the wrong kind.
    """
    for name in NEEDED:
        if not content.get(name):
            raise UnusableInput(f"{where}: a plan must say {name}.")
    for name, value in content.items():
        if name not in KEYS:
            raise UnusableInput(
                f"{where}: {name} is no part of a plan; it has {', '.join(KEYS)}."
            )
        kind = KEYS[name]
        if not isinstance(value, kind):
            raise UnusableInput(f"{where}: {name} must be {_KINDS[kind]}.")
    told = json.dumps(
        content, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":")
    )
    return AnalysisPlan(content, hashlib.sha256(told.encode()).hexdigest())


def shown(plan: AnalysisPlan, question: Question) -> Section:
    """What a report says of its plan."""
    return {
        "title": plan.content["title"],
        "registered_on": str(plan.content.get("registered_on", "")) or None,
        "sha256": plan.sha256,
        "success": plan.content["success"],
        "departures": plan.departures(question),
    }


def _same(laid: Any, done: Any) -> bool:
    if isinstance(done, tuple):
        return list(laid or []) == list(done)
    if isinstance(done, bool):
        return bool(laid) == done
    return (None if laid is None else str(laid)) == (
        None if done is None else str(done)
    )


def _said(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
