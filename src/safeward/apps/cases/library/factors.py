"""Which risk factors stand behind a tier, read from the reasons the queue gives."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from safeward.core.priority.policy import load_policy

FILE = Path(__file__).parent / "factors.toml"
_PLACE = re.compile(r"\{[a-z_]+\}")


@frozen
class Factor:
    """One risk factor: its code, its words, and the lines of a policy that mean it."""

    id: str
    words: str
    lines: frozenset[str]
    checks: frozenset[str]


@frozen
class Found:
    """A factor found for a person, with the sentence of the queue that says so."""

    factor: str
    words: str
    sentence: str
    source: str


@cache
def factors() -> Mapping[str, Factor]:
    """Every factor by its code, in the order in which a plan shows them."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        code: Factor(
            code,
            entry["words"],
            frozenset(entry.get("lines", ())),
            frozenset(entry.get("checks", ())),
        )
        for code, entry in read.items()
    }


def found(
    reasons: Iterable[Mapping[str, object]],
    checks: Iterable[str],
    check_words: Mapping[str, str],
) -> tuple[Found, ...]:
    """Say which factors a person's reasons and checks name, each once.

    Args:
        reasons: As the queue keeps them: ``sentence`` and ``source`` at least.
        checks: Codes of what stands beside the tier.
        check_words: Those codes in words.

    Returns:
        In the order of the reasons, then of the checks.
    """
    seen: dict[str, Found] = {}
    for reason in reasons:
        sentence = str(reason.get("sentence", ""))
        factor = _factor_of(sentence)
        if factor is not None and factor.id not in seen:
            source = str(reason.get("source", ""))
            seen[factor.id] = Found(factor.id, factor.words, sentence, source)
    for check in checks:
        for factor in factors().values():
            if check in factor.checks and factor.id not in seen:
                said = check_words.get(check, check)
                seen[factor.id] = Found(factor.id, factor.words, said, "")
    return tuple(seen.values())


def _factor_of(sentence: str) -> Factor | None:
    for shape, factor in _shapes():
        if shape.fullmatch(sentence):
            return factor
    return None


@cache
def _shapes() -> tuple[tuple[re.Pattern[str], Factor], ...]:
    """What the sentences of each line look like, the most literal text first."""
    of = {line: factor for factor in factors().values() for line in factor.lines}
    policy = load_policy()
    said = [(line.id, line.sentence) for line in (*policy.likelihood, *policy.severity)]
    said += [(floor.id, floor.sentence) for floor in policy.floors]
    if policy.escalation is not None:
        said.append((policy.escalation.id, policy.escalation.sentence))
    shapes = [
        (len(_PLACE.sub("", text)), _shape(text), of[code])
        for code, text in said
        if code in of
    ]
    shapes.sort(key=lambda entry: -entry[0])
    return tuple((shape, factor) for _, shape, factor in shapes)


def _shape(template: str) -> re.Pattern[str]:
    pieces = map(re.escape, _PLACE.split(template))
    return re.compile(".*?".join(pieces), re.IGNORECASE)
