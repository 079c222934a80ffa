"""A framework that hangs together: every id known, nothing loose, nothing circular."""

from collections import Counter
from collections.abc import Iterator

from safeward.core.outcomes.types import (
    DIRECTIONS,
    FREQUENCIES,
    RELIABILITIES,
    TERMS,
    Framework,
    Indicator,
    Initiative,
    Measure,
    Outcome,
)


def problems(framework: Framework) -> Iterator[tuple[int, str]]:
    """Everything that is wrong, as a line of the file and a sentence.

    A measure needs a caveat, a denominator, the incentive it gives and the other
    measure that would show it; without these it misleads and does not load.
    """
    yield from _twice(framework)
    yield from _outcomes(framework)
    yield from _indicators(framework)
    yield from _measures(framework)
    yield from _initiatives(framework)
    yield from _circles(framework)


def _twice(framework: Framework) -> Iterator[tuple[int, str]]:
    everything: list[Outcome | Indicator | Measure | Initiative] = [
        *framework.outcomes,
        *framework.indicators,
        *framework.measures,
        *framework.initiatives,
    ]
    seen: Counter[str] = Counter()
    for each in everything:
        seen[each.id] += 1
        if seen[each.id] == 2:
            yield (
                each.line,
                f"the id {each.id} is used twice; give one of them another.",
            )
    for name, tags in (
        ("pillar", framework.pillars),
        ("way", framework.ways),
        ("domain", framework.domains),
    ):
        for tag, times in Counter(tag.id for tag in tags).items():
            if times > 1:
                yield 0, f"the {name} {tag} stands twice."


def _outcomes(framework: Framework) -> Iterator[tuple[int, str]]:
    known = {each.id for each in framework.outcomes}
    domains = {tag.id for tag in framework.domains}
    led_to = {to for each in framework.outcomes for to in each.leads_to}
    for each in framework.outcomes:
        if each.term not in TERMS:
            yield each.line, f"{each.id}: term must be one of {', '.join(TERMS)}."
            continue
        if each.domain is not None and each.domain not in domains:
            yield each.line, f"{each.id}: there is no domain {each.domain}."
        yield from _tags(framework, each.id, each.line, each.pillars, each.ways)
        for to in each.leads_to:
            if to not in known:
                yield each.line, f"{each.id}: leads to {to}, which is no outcome."
            elif to == each.id:
                yield each.line, f"{each.id}: leads to itself."
        later = {
            other.id: TERMS.index(other.term)
            for other in framework.outcomes
            if other.term in TERMS
        }
        for to in each.leads_to:
            if to in later and later[to] < TERMS.index(each.term):
                yield each.line, f"{each.id}: leads to {to}, which comes sooner."
        if each.term != "long" and not each.leads_to:
            yield (
                each.line,
                f"{each.id}: leads to nothing; name what it brings nearer.",
            )
        if each.term == "long" and each.id not in led_to and len(known) > 1:
            yield each.line, f"{each.id}: nothing leads to it."


def _indicators(framework: Framework) -> Iterator[tuple[int, str]]:
    known = {each.id for each in framework.outcomes}
    for each in framework.indicators:
        if each.outcome not in known:
            yield each.line, f"{each.id}: there is no outcome {each.outcome}."
        if each.direction not in DIRECTIONS:
            yield (
                each.line,
                f"{each.id}: direction must be one of {', '.join(DIRECTIONS)}.",
            )


_NEEDED = {
    "definition": "two people would count differently",
    "numerator": "nobody knows what is counted",
    "denominator": "a count rises with whatever it is a count of",
    "unit": "the figure means nothing",
    "source": "nobody can look it up",
    "owner": "nobody answers for it",
    "caveat": "it will be read as more than it says",
    "perverse_incentive": "it will be moved without doing any good",
    "paired_with": "nothing would show that it was",
}


def _measures(framework: Framework) -> Iterator[tuple[int, str]]:
    indicators = {each.id for each in framework.indicators}
    known = {each.id for each in framework.measures}
    for each in framework.measures:
        for name, why in _NEEDED.items():
            if not str(getattr(each, name)).strip():
                yield each.line, f"{each.id}: says no {name}; without it {why}."
        if each.indicator not in indicators:
            yield each.line, f"{each.id}: there is no indicator {each.indicator}."
        for name, allowed in (
            ("direction", DIRECTIONS),
            ("frequency", FREQUENCIES),
            ("reliability", RELIABILITIES),
        ):
            if getattr(each, name) not in allowed:
                yield (
                    each.line,
                    f"{each.id}: {name} must be one of {', '.join(allowed)}.",
                )
        if each.paired_with == each.id:
            yield each.line, f"{each.id}: is paired with itself."
        elif each.paired_with and each.paired_with not in known:
            yield (
                each.line,
                f"{each.id}: is paired with {each.paired_with}, no measure.",
            )
        if each.baseline is not None and not each.baseline_of:
            yield each.line, f"{each.id}: has a baseline of no period (baseline_of)."


def _initiatives(framework: Framework) -> Iterator[tuple[int, str]]:
    outcomes = {each.id for each in framework.outcomes}
    domains = {tag.id for tag in framework.domains}
    for each in framework.initiatives:
        for name in each.outcomes:
            if name not in outcomes:
                yield each.line, f"{each.id}: there is no outcome {name}."
        for name in each.domains:
            if name not in domains:
                yield each.line, f"{each.id}: there is no domain {name}."
        if not each.outcomes and not each.domains:
            yield each.line, f"{each.id}: serves no outcome and no domain."
        yield from _tags(framework, each.id, each.line, each.pillars, each.ways)


def _tags(
    framework: Framework,
    name: str,
    line: int,
    pillars: tuple[str, ...],
    ways: tuple[str, ...],
) -> Iterator[tuple[int, str]]:
    for kind, named, tags in (
        ("pillar", pillars, framework.pillars),
        ("way of working", ways, framework.ways),
    ):
        known = {tag.id for tag in tags}
        for tag in named:
            if tag not in known:
                yield line, f"{name}: there is no {kind} {tag}."


def _circles(framework: Framework) -> Iterator[tuple[int, str]]:
    """Outcomes that lead back to themselves, each circle once."""
    leads = {each.id: each.leads_to for each in framework.outcomes}
    lines = {each.id: each.line for each in framework.outcomes}
    done: set[str] = set()
    for start in leads:
        path: list[str] = []
        stack = [(start, iter(leads[start]))]
        if start in done:
            continue
        path.append(start)
        while stack:
            here, onward = stack[-1]
            step = next(onward, None)
            if step is None:
                done.add(here)
                stack.pop()
                path.pop()
            elif step in path and step != here:
                circle = " -> ".join([*path[path.index(step) :], step])
                yield lines[step], f"{step}: leads back to itself ({circle})."
            elif step in leads and step not in done and step not in path:
                path.append(step)
                stack.append((step, iter(leads[step])))
