"""An instrument's rule as FHIRPath, so that any SDC form filler can compute it.

``%answerAge`` is the answer to the item ``age`` (its code where coded), and
``%weightOffence`` the weight of the answer given, read from the Questionnaire itself. A
missing answer is an empty value, and arithmetic with an empty value is empty: no score
appears while an answer that matters is missing. Where the published rule counts missing
answers as no, they add nothing. Bounds and the next question are beyond FHIRPath.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import define

from safeward.core.instruments.fhir.names import BAND, WEIGHT, Release
from safeward.core.instruments.fhir.phrases import (
    NOTHING,
    YES,
    assumed,
    chance,
    first,
    names_of,
    number,
    tests,
)
from safeward.core.instruments.types import (
    Band,
    Condition,
    Instrument,
    Item,
    Output,
    Term,
)


def computable(tool: Instrument) -> bool:
    """Whether the rule is published in full and ends in a number or a yes."""
    return bool(tool.scoring.outputs) and not tool.missing_weights


@define(slots=False)
class Paths:
    """The expressions of one instrument.

    Attributes:
        tool: The instrument.
        release: By whose name weights are read.
    """

    tool: Instrument
    release: Release

    @cached_property
    def called(self) -> dict[str, str]:
        """Names of the items in expressions."""
        return names_of(self.tool)

    def variables(self) -> Iterator[tuple[str, str]]:
        """Names and expressions that a result needs, each after those it uses."""
        if not computable(self.tool):
            return
        needed = self.band()
        kept = []
        for name, text in reversed([*self._variables()]):
            if name.startswith("result") or name in re.findall(r"%(\w+)", needed):
                needed += f" {text}"
                kept.append((name, text))
        yield from reversed(kept)

    def result(self, output: Output) -> str:
        """The variable that holds an output."""
        words = re.split(r"[^A-Za-z0-9]+", output.name)
        return "result" + "".join(word[:1].upper() + word[1:] for word in words)

    def band(self) -> str:
        """Which option of the band the result reaches; empty where none can be said."""
        scored = [b for b in self.tool.bands if b.least is not None]
        outputs = [o for o in self.tool.scoring.outputs if o.name == self._banded]
        if not computable(self.tool) or not scored or not outputs:
            return ""
        value = f"%{self.result(outputs[0])}"
        if outputs[0].form == "reaches":
            value = f"iif({value}, 1, 0)"
        code = self._reached(value, scored, lowered=False)
        if self.tool.scoring.lowered_by:
            down = f"{self._answer(self.tool.scoring.lowered_by)} = '{YES}'"
            code = f"iif({down}, {self._reached(value, scored, lowered=True)}, {code})"
        if raised := self._raised():
            code = f"iif({raised}, '{scored[-1].code}', {code})"
        return (
            f"%questionnaire.repeat(item).where(linkId = '{BAND}').answerOption.value"
            f".where(code = {code})"
        )

    @property
    def _banded(self) -> str:
        return self.tool.scoring.band_of or self.tool.scoring.score

    def _reached(self, value: str, bands: list[Band], *, lowered: bool) -> str:
        codes = [band.code for band in bands]
        start = self.tool.scoring.lowered_from
        chain = f"iif({value}.exists(), '{codes[0]}', {NOTHING})"
        for place, band in enumerate(bands[1:], start=1):
            down = lowered and place >= codes.index(start)
            code = codes[place - 1] if down else band.code
            chain = f"iif({value} >= {number(band.least or 0.0)}, '{code}', {chain})"
        return chain

    def _raised(self) -> str:
        """Whether the assessor's judgement raises it; none recorded does not."""
        return " or ".join(
            f"{self._answer(name)}.where($this = '{YES}').exists()"
            for name in self.tool.scoring.raised_by
        )

    def _answer(self, item: str) -> str:
        return f"%answer{self.called[item]}"

    def _plain(self, item: Item) -> str:
        """An answer as a number."""
        if item.type == "yes_no":
            return first(f"{self._answer(item.id)} = '{YES}'", "1", "0")
        return f"%value{self.called[item.id]}" if item.levels else self._answer(item.id)

    def _variables(self) -> Iterator[tuple[str, str]]:
        for item in sorted(self.tool.items, key=lambda item: bool(item.product_of)):
            name = self.called[item.id]
            yield f"answer{name}", assumed(item)
            if any(level.weight is not None for level in item.levels):
                yield f"weight{name}", self._weight(item)
            if any(level.value is not None for level in item.levels):
                yield f"value{name}", self._value(item)
        if self.tool.scoring.interval:
            later, earlier = self.tool.scoring.interval
            yield "interval", f"{self._answer(later)} - {self._answer(earlier)}"
        yield "sum", " + ".join(self._summands()) or "0"
        for output in self.tool.scoring.outputs:
            if output.form in ("percent", "whole_percent"):
                yield f"chance{self.result(output)[6:]}", chance(output)
            yield self.result(output), self._output(output)

    def _weight(self, item: Item) -> str:
        """The weight of the answer given; an answer without one weighs nothing."""
        found = (
            f"%questionnaire.repeat(item).where(linkId = '{item.id}').answerOption"
            f".value.where(code = {self._answer(item.id)})"
        )
        weight = f"{found}.extension('{WEIGHT[self.release]}').value"
        if all(level.weight is not None for level in item.levels):
            return weight
        return f"iif({found}.exists(), iif({weight}.exists(), {weight}, 0), {{}})"

    def _value(self, item: Item) -> str:
        """The number an answer stands for, spelt out: SDC has no place for it."""
        parts = [self._plain(self.tool.item(name)) for name in item.product_of]
        chain = " * ".join(parts) if parts else NOTHING
        for level in item.levels:
            if level.value is not None:
                met = f"{self._answer(item.id)} = '{level.code}'"
                chain = f"iif({met}, {number(level.value)}, {chain})"
        return chain

    def _summands(self) -> Iterator[str]:
        rule = self.tool.scoring
        if rule.any_of:
            names = [f"{self._answer(name)} = '{YES}'" for name in rule.any_of]
            yield f"iif({' or '.join(names)}, {rule.count}, 0)"
        for name in rule.count_of:
            yield f"iif({self._answer(name)} = '{YES}', 1, 0)"
        for item in self.tool.items:
            yield from self._of_item(item)
        for term in rule.terms:
            yield self._of_term(term)

    def _of_item(self, item: Item) -> Iterator[str]:
        """What the item adds by a weight of its own."""
        answer = self._answer(item.id)
        if any(level.weight is not None for level in item.levels):
            part = f"%weight{self.called[item.id]}"
        elif item.weight is None or item.role not in ("question", "context"):
            return
        elif item.type == "yes_no":
            part = first(f"{answer} = '{YES}'", number(item.weight), "0")
        else:
            part = f"{number(item.weight)} * {self._plain(item)}"
        assumed = self.tool.scoring.missing == "counts_as_no"
        yield f"iif({answer}.exists(), {part}, 0)" if assumed else part

    def _of_term(self, term: Term) -> str:
        weight = number(term.weight)
        part = weight
        if term.form != "one":
            form = self._form(term)
            form = f"({form}).power({term.power})" if term.power != 1 else form
            part = form if weight == "1" else f"{weight} * {form}"
        if term.rounded:
            part = f"({part} + 0.5).floor()"
        met = self._met(term.when)
        if self.tool.scoring.missing == "counts_as_no":
            return f"iif({met}, {part}, 0)" if met else part
        return first(met, part, "0") if met else part

    def _met(self, conditions: Iterable[Condition]) -> str:
        return " and ".join(
            self._known(part, c.item)
            for c in conditions
            for part in tests(c, self._answer(c.item))
        )

    def _known(self, test: str, item: str) -> str:
        """A test that fails where something that may be left out was left out."""
        found = self.tool.item(item)
        if found.role != "context" or found.default is not None:
            return test
        return f"iif({self._answer(item)}.exists(), {test}, false)"

    def _form(self, term: Term) -> str:
        if term.form == "answer":
            return self._plain(self.tool.item(term.item))
        if term.form == "level":
            return f"%weight{self.called[term.item]}"
        if term.form == "interval":
            return "%interval"
        if term.form == "log_rate":
            top = self._answer(term.item)
            top = f"({top} + {number(term.plus)})" if term.plus else top
            return f"({top} / (%interval + {number(term.boost)})).ln()"
        chain = NOTHING
        for step in term.steps:
            met = f"{self._answer(term.item)} >= {number(step.at_least)}"
            chain = f"iif({met}, {number(step.weight)}, {chain})"
        for match in reversed(term.matches):
            value, met = number(match.value), self._met(match.when)
            chain = first(met, value, chain) if met else value
        return chain

    def _output(self, output: Output) -> str:
        share = f"%chance{self.result(output)[6:]}"
        reached = f"%sum >= {number(output.least)}"
        if raised := self._raised():
            reached = f"({reached}) or {raised}"
        whole = f"({share} * 100 + 0.5).floor()"
        return {
            "sum": "%sum",
            "logistic": chance(output),
            "percent": f"({share} * 10000 + 0.5).floor() / 100",
            "whole_percent": f"iif({whole} < 1, 1, iif({whole} > 99, 99, {whole}))",
            "sum_percent": "(%sum * 10000 + 0.5).floor() / 100",
            "reaches": reached,
        }[output.form]
