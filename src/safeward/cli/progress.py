"""Stages, rows and seconds on a terminal; silence anywhere else."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from safeward.core.vocabulary.progress import Progress, silent


class _Terminal:
    """Prints a line a finished stage and keeps a moving one for the current."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )
        from rich.progress import Progress as Bar

        self.console = Console(stderr=True)
        self.bar = Bar(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
            transient=True,
        )
        self.stage = ""
        self.rows = 0
        self.started = time.monotonic()
        self.task = self.bar.add_task("", total=None)

    def finish(self) -> None:
        if self.stage:
            seconds = time.monotonic() - self.started
            rows = f"{self.rows:>12,} rows" if self.rows else " " * 17
            self.console.print(f"{self.stage:<34}{rows}{seconds:>8.1f} s")

    def __call__(self, stage: str, done: int = 0, total: int | None = None) -> None:
        if stage != self.stage:
            self.finish()
            self.stage, self.rows, self.started = stage, 0, time.monotonic()
            self.bar.reset(self.task, description=stage, total=total)
        self.rows = max(self.rows, done)
        self.bar.update(self.task, completed=done, total=total)


@contextmanager
def shown() -> Iterator[Progress]:
    """Show progress while the block runs, if a person is watching."""
    if not sys.stderr.isatty():
        yield silent
        return
    terminal = _Terminal()
    with terminal.bar:
        yield terminal
        terminal.finish()
