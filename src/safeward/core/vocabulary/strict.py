"""Files of ours become values without guessing: text stays text, keys are known."""

from collections.abc import Iterable
from typing import Any

import cattrs


def strict_converter(kinds: Iterable[type]) -> cattrs.Converter:
    """A converter that takes these kinds as they are written and refuses unknown keys.

    Args:
        kinds: Kinds of value that must not be made from another kind; a whole number
            is taken for a ``float``.
    """
    converter = cattrs.Converter(forbid_extra_keys=True)
    for kind in kinds:
        converter.register_structure_hook(kind, _exactly(kind))
    return converter


def _exactly(kind: type) -> Any:
    def structure(value: object, _: type) -> object:
        if kind is float and type(value) is int:
            return float(value)
        if type(value) is not kind:
            raise TypeError(f"{value!r} is not {kind.__name__}")
        return value

    return structure
