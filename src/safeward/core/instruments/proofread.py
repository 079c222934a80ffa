"""Every fault of a definition file, with its line, for whoever wrote it."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import cattrs
from attrs import frozen

from safeward.core.instruments.library import structured
from safeward.core.vocabulary.errors import InstrumentRefused

_PATH = re.compile(r" @ \$\.?(?P<path>\S*)$")
_STEP = re.compile(r"(?P<name>\w+)(?:\[(?P<place>\d+)\])?")


@frozen
class Fault:
    """One thing to mend.

    Attributes:
        line: Line of the file, from 1; 0 where no line can be told.
        said: What is wrong there.
    """

    line: int
    said: str


def faults(text: str) -> tuple[Fault, ...]:
    """What is wrong with a definition file; nothing when it can be used.

    Args:
        text: Content of the file.
    """
    try:
        content = tomllib.loads(text)
    except RecursionError:
        return (Fault(0, "nested too deeply"),)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        return (Fault(int(found[1]) if found else 0, f"not TOML: {error}"),)
    try:
        structured(content)
    except InstrumentRefused as refusal:
        cause = refusal.__cause__
        if isinstance(
            cause, cattrs.BaseValidationError | cattrs.ForbiddenExtraKeysError
        ):
            return tuple(_placed(cattrs.transform_error(cause), text, content))
        name = re.search(r"'([^']+)'", str(refusal))
        line = _line_of_id(text, name[1]) if name else 0
        return (Fault(line, str(refusal).rstrip(".")),)
    return ()


def _placed(said: list[str], text: str, content: dict[str, Any]) -> Iterator[Fault]:
    for sentence in said:
        match = _PATH.search(sentence)
        plainly = _PATH.sub("", sentence)
        if not match or not match["path"]:
            yield Fault(0, f"the file: {plainly}")
            continue
        steps = [
            (step["name"], int(step["place"]) if step["place"] else None)
            for step in _STEP.finditer(match["path"])
        ]
        where = _where(steps, content)
        yield Fault(_line(text, steps), f"{where}: {plainly}")


def _where(steps: list[tuple[str, int | None]], content: Any) -> str:
    """The place in the file's own words: items 'q4', weight."""
    words = []
    for name, place in steps:
        content = content.get(name) if isinstance(content, dict) else None
        if place is not None and isinstance(content, list) and place < len(content):
            content = content[place]
            known = (
                content.get("id") or content.get("code")
                if (isinstance(content, dict))
                else None
            )
            words.append(f"{name} {known!r}" if known else f"{name} {place + 1}")
        else:
            words.append(name)
    return ", ".join(words)


def _line(text: str, steps: list[tuple[str, int | None]]) -> int:
    """Line of the innermost step that stands on a line of its own."""
    lines = text.splitlines()
    start, end = 0, len(lines)
    name, place = steps[0]
    heads = [n for n, line in enumerate(lines) if line.strip() == f"[[{name}]]"]
    if place is not None and place < len(heads):
        start = heads[place]
        end = next((n for n in range(start + 1, end) if lines[n].startswith("[")), end)
        steps = steps[1:]
    elif f"[{name}]" in (line.strip() for line in lines):
        start = next(n for n, line in enumerate(lines) if line.strip() == f"[{name}]")
        end = next((n for n in range(start + 1, end) if lines[n].startswith("[")), end)
        steps = steps[1:]
    for wanted, _ in steps[:1]:
        for n in range(start, end):
            if re.match(rf"\s*{re.escape(wanted)}\s*=", lines[n]):
                return n + 1
    return start + 1 if start else 0


def _line_of_id(text: str, name: str) -> int:
    for n, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"\s*(id|code)\s*=\s*\"{re.escape(name)}\"", line):
            return n
    return 0
