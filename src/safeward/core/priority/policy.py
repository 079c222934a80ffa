"""Read a prioritisation policy: points, matrix, floors and clocks, held as data.

A policy is read from TOML, checked against the laws it must keep (``lawful.py``) and
stamped with the hash of its content. What it consists of is in ``parts.py``.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Final

import cattrs

from safeward.core.priority.lawful import broken
from safeward.core.priority.parts import (
    Alarm,
    Axis,
    Cap,
    Clock,
    Condition,
    Escalation,
    Floor,
    Hold,
    Line,
    LogSum,
    Matrix,
    Order,
    Policy,
    Promotion,
    PullForward,
    Tier,
)
from safeward.core.vocabulary.errors import PolicyRefused
from safeward.core.vocabulary.strict import strict_converter

__all__ = [
    "Alarm",
    "Axis",
    "Cap",
    "Clock",
    "Condition",
    "Escalation",
    "Floor",
    "Hold",
    "Line",
    "LogSum",
    "Matrix",
    "Order",
    "Policy",
    "Promotion",
    "PullForward",
    "Tier",
    "content_of",
    "load_policy",
    "policy_from",
]

DEFAULT: Final = "default.toml"


_CONVERTER: Final = strict_converter((int, float, str))


def policy_from(content: Mapping[str, Any], name: str = "policy") -> Policy:
    """A policy from its content, refused where it is malformed or could break a law.

    Args:
        content: What the TOML file holds.
        name: How the file is called in the message.

    Raises:
        PolicyRefused: One sentence that names what is wrong.
    """
    plain = {key: value for key, value in content.items() if key != "sha256"}
    try:
        text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
        stamp = hashlib.sha256(text.encode()).hexdigest()
        policy = _CONVERTER.structure({**plain, "sha256": stamp}, Policy)
    except Exception as error:
        first = cattrs.transform_error(error)[0]
        plainly = first.replace("unknown error ", "").replace("typing.Literal", "")
        raise PolicyRefused(f"{name} cannot be read: {plainly}.") from error
    for sentence in broken(policy):
        raise PolicyRefused(f"{name} is refused: {sentence}")
    return policy


def content_of(path: Path | None = None) -> dict[str, Any]:
    """What a policy file holds, as plain values; the default policy without a path.

    Raises:
        PolicyRefused: The file cannot be read or is not TOML.
    """
    if path is None:
        packaged = resources.files("safeward.core.priority") / "policies" / DEFAULT
        return tomllib.loads(packaged.read_text("utf-8"))
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyRefused(f"Policy {path.name} cannot be read: {error}.") from error


def load_policy(path: Path | None = None) -> Policy:
    """The policy in a file, or the default one.

    Raises:
        PolicyRefused: It is malformed or could break one of the laws.
    """
    return policy_from(content_of(path), path.name if path else DEFAULT)
