"""Naming traditions as data: who is called what, and what that becomes on paper.

Each file in ``data/traditions`` states its share of the population, lists of given and
family names with the commonest first, and habits that matter to whoever writes them
down: exchanged order, short forms, spellings, 1 January births.
"""

from functools import cache
from importlib.resources import files

import numpy as np
from attrs import frozen

from safeward.core.synthetic.careers import Bools, Floats, Ints
from safeward.core.synthetic.figures import DATA, load

NONE = -1
"""Stands for "no name" where names are numbers."""


@frozen
class NameBook:
    """All names as numbers, by tradition.

    Attributes:
        traditions: Ids of the traditions, sorted.
        shares: Their shares of the population.
        words: Every name; other arrays hold positions in it.
        given: For each tradition: women's and men's given names.
        seconds: For each tradition: women's and men's second names.
        families: For each tradition: family names.
        family_weights: Their shares, Zipf-like.
        variants: For each word: up to four other forms, NONE beyond.
        shared_surname: Share of couples with one surname, by tradition.
        swapped: Share of records with exchanged names, by tradition.
        new_year: Share of people whose birth stands as 1 January, by tradition.
        middle: Share of people with a second given name, by tradition.
        patronymic: Whether the surname is the father's given name, by tradition.
        singh_kaur: Share of people called Singh or Kaur, by tradition.
        singh: Words Singh and Kaur.
    """

    traditions: tuple[str, ...]
    shares: Floats
    words: tuple[str, ...]
    given: tuple[tuple[Ints, Ints], ...]
    seconds: tuple[tuple[Ints, Ints], ...]
    families: tuple[Ints, ...]
    family_weights: tuple[Floats, ...]
    variants: Ints
    shared_surname: Floats
    swapped: Floats
    new_year: Floats
    middle: Floats
    patronymic: Bools
    singh_kaur: Floats
    singh: tuple[int, int]


def split(text: str) -> list[str]:
    """Names in a block of text; an underscore stands for a blank inside a name."""
    return [word.replace("_", " ") for word in text.split()]


def zipf(size: int, exponent: float) -> Floats:
    """Shares that fall with rank: one over (rank + offset) to the exponent.

    A long list stands for a population with a long tail, so its head is flatter.
    """
    offset = 9.0 if size > 200 else 2.0
    weight = 1.0 / (np.arange(size) + offset) ** exponent
    return weight / weight.sum()


@cache
def name_book() -> NameBook:
    """Read every tradition's file."""
    folder = files(DATA).joinpath("traditions")
    names = sorted(
        entry.name.removesuffix(".toml")
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    )
    books = {name: load(f"traditions/{name}.toml") for name in names}
    words: list[str] = []
    position: dict[str, int] = {}

    def number(names: list[str]) -> Ints:
        for name in names:
            if name not in position:
                position[name] = len(words)
                words.append(name)
        return np.array([position[name] for name in dict.fromkeys(names)], np.int64)

    given, seconds, families, weights = [], [], [], []
    other_forms: dict[int, list[int]] = {}
    for name in names:
        book = books[name]
        lists = books[book["borrow"]] if "borrow" in book else book
        pair = (number(split(lists["women"])), number(split(lists["men"])))
        given.append(pair)
        women, men = (
            number(list(dict.fromkeys(split(book[key])))) if key in book else own
            for key, own in zip(("middle_women", "middle_men"), pair, strict=True)
        )
        seconds.append((women, men))
        tail = [
            stem + ending
            for ending in split(book.get("endings", ""))
            for stem in split(book.get("stems", ""))
        ]
        families.append(number(split(book["families"]) + tail))
        weights.append(zipf(len(families[-1]), book.get("zipf", 0.9)))
        for line in book.get("variants", "").strip().splitlines():
            first, *forms = number(split(line)).tolist()
            known = other_forms.setdefault(first, [])
            known.extend(form for form in forms if form not in known)
    singh, kaur = number(["Singh", "Kaur"]).tolist()
    variants = np.full((len(words), 4), NONE, np.int64)
    for word, forms in other_forms.items():
        variants[word, : min(4, len(forms))] = forms[:4]

    def habit(key: str) -> Floats:
        return np.array([float(books[name].get(key, 0.0)) for name in names])

    shares = habit("share")
    return NameBook(
        traditions=tuple(names),
        shares=shares / shares.sum(),
        words=tuple(words),
        given=tuple(given),
        seconds=tuple(seconds),
        families=tuple(families),
        family_weights=tuple(weights),
        variants=variants,
        shared_surname=habit("shared_surname"),
        swapped=habit("swapped"),
        new_year=habit("new_year_birth"),
        middle=habit("middle"),
        patronymic=habit("patronymic") > 0,
        singh_kaur=habit("singh_kaur"),
        singh=(singh, kaur),
    )


def draw_given(
    rng: np.random.Generator, book: NameBook, tradition: Ints, female: Bools
) -> Ints:
    """A given name for each person, commoner ones more often."""
    out = np.empty(len(tradition), np.int64)
    for index in range(len(book.traditions)):
        for sex in (0, 1):
            rows = np.flatnonzero((tradition == index) & (female == (sex == 0)))
            names = book.given[index][sex]
            out[rows] = rng.choice(names, len(rows), p=zipf(len(names), 0.55))
    return out


def draw_second(
    rng: np.random.Generator, book: NameBook, tradition: Ints, female: Bools
) -> Ints:
    """A second given name for each person, NONE for those without."""
    out = np.full(len(tradition), NONE, np.int64)
    for index in range(len(book.traditions)):
        for sex in (0, 1):
            rows = np.flatnonzero((tradition == index) & (female == (sex == 0)))
            names = book.seconds[index][sex]
            drawn = rng.choice(names, len(rows), p=zipf(len(names), 0.55))
            out[rows] = np.where(
                rng.random(len(rows)) < book.middle[index], drawn, NONE
            )
    return out


def draw_family(rng: np.random.Generator, book: NameBook, tradition: Ints) -> Ints:
    """A family name for each person."""
    out = np.empty(len(tradition), np.int64)
    for index in range(len(book.traditions)):
        rows = np.flatnonzero(tradition == index)
        out[rows] = rng.choice(
            book.families[index], len(rows), p=book.family_weights[index]
        )
    return out
