"""Published shares that the generator is calibrated to, and the invented map."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from safeward.core.synthetic.careers import Floats, Ints

DATA: Final = "safeward.core.synthetic.data"


def load(name: str) -> dict[str, Any]:
    """A data file of this package, such as ``figures.toml``."""
    return tomllib.loads(files(DATA).joinpath(name).read_text("utf-8"))


@frozen
class AgeTable:
    """Shares by sex and age band.

    Attributes:
        edges: Lower ages of the bands, and the end of the last.
        female: Share of all people who are female and of the band.
        male: Share who are male and of the band.
    """

    edges: Floats
    female: Floats
    male: Floats

    def quantile(self, female: bool, share: Floats) -> Floats:
        """Ages below which these shares of the women (or men) lie."""
        band = self.female if female else self.male
        reached = np.concatenate([[0.0], np.cumsum(band) / band.sum()])
        return np.interp(share, reached, self.edges)


@frozen
class Figures:
    """Shares from the Crime Statistics Agency's tables (data/figures.toml).

    Attributes:
        months: Share of family incidents by month, January first.
        areas: Share by local area, largest first.
        affected: Affected family members by sex and age.
        other_parties: Alleged perpetrators by sex and age.
    """

    months: Floats
    areas: Floats
    affected: AgeTable
    other_parties: AgeTable


@cache
def figures() -> Figures:
    """The published shares."""
    csa = load("figures.toml")["csa"]

    def ages(name: str) -> AgeTable:
        return AgeTable(
            *(np.array(csa[name][key], float) for key in ("edges", "F", "M"))
        )

    return Figures(
        months=np.array(csa["months"], float) / sum(csa["months"]),
        areas=np.array(csa["areas"], float) / sum(csa["areas"]),
        affected=ages("affected"),
        other_parties=ages("other_parties"),
    )


def division_of_area(divisions: int) -> Ints:
    """The division of each local area: every division gets areas, some far larger.

    Areas go, largest first, to the division furthest below its size; sizes fall as one
    over the root of the rank, about threefold from first to last for twenty-one.
    """
    shares = figures().areas
    size = 1 / np.sqrt(np.arange(divisions) + 2.5)
    size /= size.sum()
    filled = np.zeros(divisions)
    owner = np.empty(len(shares), np.int64)
    for area, share in enumerate(shares):
        owner[area] = int(np.argmax(size - filled))
        filled[owner[area]] += share
    return owner


def area_weights(divisions: int) -> tuple[Ints, NDArray[np.int64], Floats]:
    """Local areas with their divisions and shares, cut up where divisions are many.

    Returns:
        Area, division and share of each piece. With more divisions than areas the
        pieces are areas dealt round, so that no division is without incidents.
    """
    shares = figures().areas
    if divisions <= len(shares):
        area = np.arange(len(shares))
        return area, division_of_area(divisions), shares
    division = np.arange(divisions)
    area = division % len(shares)
    pieces = np.bincount(area, minlength=len(shares))
    return area, division, shares[area] / pieces[area]
