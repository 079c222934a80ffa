"""What the columns of a file are called, or why it cannot be used."""

from collections.abc import Sequence
from typing import Final

from safeward.core.holdings.rejected import FILE, LINE
from safeward.core.holdings.schema import DERIVED, Table
from safeward.core.vocabulary.errors import HoldingsRejected

_OURS: Final = frozenset({*DERIVED, FILE, LINE})
_MOST_SHOWN: Final = 40


def column_names(found: Sequence[str], table: Table, file: str) -> list[str]:
    """The names to use, in the file's order.

    Blanks around a name are trimmed. An unknown column without a name is called by its
    place, and one whose name would mean something else here gets ``_given`` after it.

    Args:
        found: The header as it stands.
        table: What the file holds.
        file: What people call it.

    Raises:
        HoldingsRejected: A column stands twice, or a required one is missing.
    """
    names = [_name(name.strip(), place) for place, name in enumerate(found, start=1)]
    seen = set()
    for name in names:
        if name in seen:
            raise HoldingsRejected(
                f"{file} has two columns {name[:_MOST_SHOWN]}, so its header cannot be "
                "read."
            )
        seen.add(name)
    for required in table.required:
        if required not in seen:
            raise HoldingsRejected(
                f"{file} has no column {required}{_lookalike(required, names)}."
            )
    return names


def _name(name: str, place: int) -> str:
    if not name:
        return f"unnamed_{place}"
    return f"{name}_given" if name in _OURS or _means_several(name) else name


def _means_several(name: str) -> bool:
    """Whether a frame would take the name for all columns, or for a pattern."""
    return name == "*" or (name.startswith("^") and name.endswith("$"))


def _lookalike(required: str, names: list[str]) -> str:
    """A hint where only the case differs; nothing is guessed from it."""
    for name in names:
        if name.lower() == required:
            return f"; it has {name}, and column names are lower-case"
    return ""
