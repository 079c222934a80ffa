"""How a long piece of work says where it is, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Told at the start of each stage and, where it is known, how far along it is."""

    def __call__(self, stage: str, done: int = 0, total: int | None = None) -> None:
        """Report a stage.

        Args:
            stage: Words a person understands, such as ``linking records``.
            done: Rows handled so far.
            total: Rows to handle, or None when it is not known.
        """


def silent(stage: str, done: int = 0, total: int | None = None) -> None:
    """Listen to nothing."""
