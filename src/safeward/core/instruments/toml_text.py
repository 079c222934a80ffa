"""A definition as the TOML file that would be read back to the same definition."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from safeward.core.instruments.library import unstructured
from safeward.core.instruments.types import Instrument

_WIDTH = 88


def to_toml(tool: Instrument) -> str:
    """Write an instrument in the form of the library's files.

    Plain values come first, then each table; what is left to its default is left out.
    """
    content = unstructured(tool)
    tables = {k: v for k, v in content.items() if _is_table(v)}
    plain = {k: v for k, v in content.items() if k not in tables}
    lines = [*_pairs(plain)]
    for name, value in tables.items():
        entries = [value] if isinstance(value, Mapping) else value
        mark = f"[{name}]" if isinstance(value, Mapping) else f"[[{name}]]"
        for entry in entries:
            lines += ["", mark, *_pairs(entry)]
    return "\n".join(lines) + "\n"


def _is_table(value: Any) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, list | tuple) and any(
        isinstance(entry, Mapping) for entry in value
    )


def _pairs(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        text = _value(value)
        if len(text) + len(name) > _WIDTH and isinstance(value, list | tuple):
            yield f"{name} = ["
            yield from (f"  {_value(entry)}," for entry in value)
            yield "]"
        else:
            yield f"{name} = {text}"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(entry) for entry in value)}]"
    return repr(value)


def _key(name: str) -> str:
    bare = name.replace("-", "").replace("_", "")
    return name if bare.isalnum() and bare.isascii() else json.dumps(name)
