"""The instruments that are shipped, each a file of data in ``definitions``."""

import tomllib
from functools import cache
from importlib import resources
from typing import Final

import cattrs

from safeward.core.instruments.types import Instrument

IDS: Final = ("vp_safvr", "maram", "safelives_dash", "lap_lethality_screen")


@cache
def instrument(name: str) -> Instrument:
    """The instrument of that id.

    Raises:
        KeyError: It is not in the library.
    """
    if name not in IDS:
        raise KeyError(name)
    folder = resources.files("safeward.core.instruments") / "definitions"
    content = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    return cattrs.Converter(forbid_extra_keys=True).structure(content, Instrument)
