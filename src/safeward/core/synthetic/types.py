"""A generated jurisdiction: what agencies hold, and the truth that nobody may read."""

from datetime import date

import polars as pl
from attrs import frozen


@frozen
class Jurisdiction:
    """A fictional state: its agencies' tables, what its units can do, and the truth.

    Attributes:
        tables: The tables of the holdings format by name, ready to be written.
        truth: Frames that only an evaluation may read: who each record is, how likely
            and how gravely each person will harm again.
        capacity_toml: A capacity file for the generated divisions.
        first_day: First day on which something may have occurred.
        last_day: Last day that any agency knows; a natural as-of date.
        world: Name of the law of behaviour that was used.
        seed: Seed of the random numbers.
    """

    tables: dict[str, pl.DataFrame]
    truth: dict[str, pl.DataFrame]
    capacity_toml: str
    first_day: date
    last_day: date
    world: str
    seed: int
