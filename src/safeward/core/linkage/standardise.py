"""Bring what agencies wrote into one form for comparison; the original stays as it is.

Nothing is guessed that could join two people: a placeholder is missing, an impossible
birth date keeps its parts, a telephone of five digits is no telephone.
"""

from typing import Final

import polars as pl
from anyascii import anyascii

from safeward.core.linkage.nicknames import roots

TEXTS: Final = (
    "record_id",
    "agency",
    "identifier",
    "family_name",
    "given_names",
    "other_names",
    "sex",
    "address",
    "suburb",
    "postcode",
    "state",
    "phone",
    "email",
)
TITLES: Final = ("mr", "mrs", "ms", "miss", "dr", "prof", "sir")
PLACEHOLDERS: Final = (
    "unknown",
    "unk",
    "not known",
    "not stated",
    "none",
    "null",
    "nil",
    "n/a",
    "tba",
    "anonymous",
    "no name",
    "unnamed",
    "withheld",
    "no fixed address",
    "no fixed abode",
    "nfa",
    "homeless",
)
PARTICLES: Final = (
    *("al", "el", "de", "del", "della", "di", "da", "das", "dos", "du", "la", "le"),
    *("van", "von", "der", "den", "ten", "ter", "bin", "binti", "ibn", "bint", "abd"),
    *("mac", "mc", "o", "st", "san", "santa", "y", "e"),
)
STREETS: Final = {
    "street": "st",
    "road": "rd",
    "avenue": "av",
    "ave": "av",
    "court": "ct",
    "crescent": "cr",
    "cres": "cr",
    "circuit": "cct",
    "close": "cl",
    "drive": "dr",
    "drv": "dr",
    "place": "pl",
    "parade": "pde",
    "terrace": "tce",
    "lane": "ln",
    "boulevard": "bvd",
    "blvd": "bvd",
    "highway": "hwy",
    "grove": "gr",
    "square": "sq",
    "way": "wy",
    "unit": "u",
    "flat": "u",
    "apartment": "u",
    "apt": "u",
    "mount": "mt",
    "saint": "st",
    "north": "n",
    "south": "s",
    "east": "e",
    "west": "w",
    "upper": "upr",
    "lower": "lwr",
}
PHONE_DIGITS: Final = 9
PHONE_LEAST: Final = 6
IDLE_EMAILS: Final = ("unknown", "none", "noemail", "no", "na", "nil", "test")

STANDARDISED: Final = (
    *("record_id", "agency", "identifier", "given", "middle", "given_roots"),
    *("family", "family_first", "family_last", "other", "names", "born"),
    *("birth_year", "birth_month", "birth_day", "death", "sex", "address", "suburb"),
    *("postcode", "state", "phone", "email", "email_local"),
)
"""Columns of the standardised frame, in order."""


def standardise(persons: pl.DataFrame) -> pl.DataFrame:
    """Bring mentions of people into the form in which they are compared.

    Args:
        persons: Columns of the holdings format; absent ones count as not recorded. The
            birth date is a ``Date``, or text ``YYYY-MM-DD`` or ``YYYYMMDD`` whose parts
            may be impossible.

    Returns:
        One row a record, sorted by ``record_id``, columns ``STANDARDISED``: lower-case
        ASCII texts, null where nothing was recorded; ``born`` eight digits;
        ``given_roots`` and ``other`` lists; ``names`` all given and other names;
        ``family_first`` and ``family_last`` the parts of a double name.
    """
    frame = _texts(persons).with_columns(
        given_tokens=_tokens(_plain("given_names")),
        family_tokens=_tokens(_plain("family_name").str.replace_all("-", " ")),
        other_tokens=_tokens(_plain("other_names").str.replace_all("-", " ")),
        **_birth(persons),
    )
    frame = _names(frame)
    frame = _contacts(frame)
    known = roots(frame["given"].drop_nulls().unique().to_list())
    frame = frame.join(known, on="given", how="left", maintain_order="left")
    return frame.select(STANDARDISED).sort("record_id")


def _texts(persons: pl.DataFrame) -> pl.DataFrame:
    """Every text column, as ASCII where it is not, null where absent or empty."""
    made: dict[str, pl.Series] = {}
    for name in TEXTS:
        if name not in persons.columns:
            made[name] = pl.Series([None], dtype=pl.String).new_from_index(
                0, persons.height
            )
            continue
        values = persons[name]
        if isinstance(values.dtype, pl.List):
            values = values.list.join(";")
        values = values.cast(pl.String).str.strip_chars()
        made[name] = values if name == "record_id" else _ascii(values)
    frame = pl.DataFrame(made)
    return frame.with_columns(
        pl.when(pl.col(n) != "").then(pl.col(n)).alias(n) for n in TEXTS
    )


def _ascii(values: pl.Series) -> pl.Series:
    strange = values.filter(values.str.contains(r"[^\x00-\x7F]")).unique()
    if strange.is_empty():
        return values
    plain = [anyascii(v) for v in strange.to_list()]
    return values.replace(strange, pl.Series(plain, dtype=pl.String))


def _plain(column: str) -> pl.Expr:
    """Lower case without apostrophes and dots; placeholders are missing."""
    low = pl.col(column).str.to_lowercase()
    low = pl.when(~low.is_in(PLACEHOLDERS)).then(low)
    return low.str.replace_all(r"['’`.]", "")


def _tokens(text: pl.Expr) -> pl.Expr:
    """Words of letters; hyphens that are still there join, all else separates."""
    words = text.str.replace_all("-", "").str.extract_all(r"[a-z0-9]+")
    return words.fill_null([])


def _names(frame: pl.DataFrame) -> pl.DataFrame:
    given, family = pl.col("given_tokens"), pl.col("family_tokens")
    frame = frame.with_columns(
        given_tokens=given.list.filter(~pl.element().is_in(TITLES)),
    )
    # A whole name in the one field: the last word is the family name.
    whole = (family.list.len() == 0) & (given.list.len() >= 2)
    frame = frame.with_columns(
        given_tokens=pl.when(whole)
        .then(given.list.head(given.list.len() - 1))
        .otherwise(given),
        family_tokens=pl.when(whole).then(given.list.tail(1)).otherwise(family),
    )
    main = family.list.filter(~pl.element().is_in(PARTICLES))
    main = pl.when(main.list.len() > 0).then(main).otherwise(family)
    others = pl.concat_list(given.list.slice(1), pl.col("other_tokens"))
    joined = family.list.join("")
    return frame.with_columns(
        given=given.list.first(),
        middle=given.list.get(1, null_on_oob=True),
        family=pl.when(joined != "").then(joined),
        family_first=main.list.first(),
        family_last=main.list.last(),
        other=others.list.unique().list.sort(),
        names=pl.concat_list(given, pl.col("other_tokens")).list.join(" "),
    ).with_columns(other=pl.when(pl.col("other").list.len() > 0).then(pl.col("other")))


def _birth(persons: pl.DataFrame) -> dict[str, pl.Series]:
    if "date_of_birth" not in persons.columns:
        text = pl.Series([None] * persons.height, dtype=pl.String)
    elif persons["date_of_birth"].dtype == pl.Date:
        text = persons["date_of_birth"].dt.strftime("%Y%m%d")
    else:
        text = persons["date_of_birth"].cast(pl.String).str.strip_chars()
        text = text.str.replace_all("-", "")
    text = text.str.extract(r"^(\d{8})$", 1)
    death = (
        persons["date_of_death"].cast(pl.Date)
        if "date_of_death" in persons.columns
        else pl.Series([None] * persons.height, dtype=pl.Date)
    )
    return {
        "born": text,
        "birth_year": text.str.slice(0, 4).cast(pl.Int16),
        "birth_month": text.str.slice(4, 2).cast(pl.Int16),
        "birth_day": text.str.slice(6, 2).cast(pl.Int16),
        "death": death,
    }


def _contacts(frame: pl.DataFrame) -> pl.DataFrame:
    digits = pl.col("phone").str.replace_all(r"\D", "")
    # The country code and the leading nought are the same telephone.
    phone = digits.str.slice(-PHONE_DIGITS)
    real = (digits.str.len_chars() >= PHONE_LEAST) & (
        digits.str.strip_chars(digits.str.slice(-1)).str.len_chars() > 0
    )
    email = pl.col("email").str.to_lowercase().str.replace_all(r"\s", "")
    email = pl.when(email.str.contains("@", literal=True)).then(email)
    local = email.str.extract(r"^([^@+]+)", 1)
    idle = local.is_in(IDLE_EMAILS)
    return frame.with_columns(
        sex=pl.col("sex").str.to_uppercase(),
        address=_line("address"),
        suburb=_line("suburb"),
        postcode=pl.col("postcode").str.extract(r"(\d+)", 1),
        state=pl.col("state").str.to_uppercase(),
        phone=pl.when(real).then(phone),
        email=pl.when(~idle).then(email),
        email_local=pl.when(~idle).then(local),
    )


def _line(column: str) -> pl.Expr:
    """An address line: words apart, usual words shortened, ``3/12`` as ``u 3 12``."""
    low = _plain(column).str.replace_all(r"^(\d+[a-z]?)\s*/\s*", "u $1 ")
    low = low.str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars()
    padded = pl.concat_str(pl.lit(" "), low, pl.lit(" "))
    short = padded.str.replace_many(
        [f" {k} " for k in STREETS], [f" {v} " for v in STREETS.values()]
    ).str.strip_chars()
    return pl.when(short != "").then(short)
