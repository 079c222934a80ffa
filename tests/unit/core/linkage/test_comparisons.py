import numpy as np
import polars as pl
import pytest

from safeward.core.linkage.columns import Columns
from safeward.core.linkage.comparisons import PREDICATES
from safeward.core.linkage.pairs import Pairs
from safeward.core.linkage.standardise import standardise

NAMED = {"given": "given_names", "family": "family_name", "born": "date_of_birth"}

CASES = [
    # predicate, one record, another that fits, another that does not
    ("given_missing", {"given": "Ann"}, {}, {"given": "Bob"}),
    ("given_equal", {"given": "Ann"}, {"given": "ANN"}, {"given": "Anne"}),
    ("given_nickname", {"given": "Bill"}, {"given": "William"}, {"given": "Thomas"}),
    ("given_close", {"given": "Michael"}, {"given": "Micheal"}, {"given": "Mark"}),
    ("given_loose", {"given": "Jasmine"}, {"given": "Jasmyna"}, {"given": "Tom"}),
    ("given_initial", {"given": "J"}, {"given": "John"}, {"given": "Tom"}),
    (
        "given_among_others",
        {"given": "Paul", "family": "Z"},
        {"given": "John Paul", "family": "Z"},
        {"given": "John", "family": "Z"},
    ),
    (
        "names_swapped",
        {"given": "Long", "family": "Nguyen"},
        {"given": "Nguyen", "family": "Long"},
        {"given": "Nguyen", "family": "Lang"},
    ),
    (
        "names_crossed",
        {"given": "Sean", "family": "Hewson"},
        {"given": "Hewson", "family": "Seanb"},
        {"given": "Hewson", "family": "Tom"},
    ),
    (
        "names_half_crossed",
        {"given": "Sean", "family": "Hewson"},
        {"given": "Hewson", "family": "Tom"},
        {"given": "Howson", "family": "Sean B"},
    ),
    ("middle_missing", {"given": "A B"}, {"given": "A"}, {"given": "A C"}),
    ("middle_equal", {"given": "A Lee"}, {"given": "B Lee"}, {"given": "A Leo"}),
    ("middle_initial", {"given": "A Lee"}, {"given": "B L"}, {"given": "A T"}),
    ("middle_close", {"given": "A Maria"}, {"given": "B Mariah"}, {"given": "A Jo"}),
    ("family_missing_or_crossed", {"family": "Lee"}, {}, {"family": "Leo"}),
    ("family_equal", {"family": "Lee"}, {"family": "lee"}, {"family": "Leo"}),
    (
        "family_part",
        {"family": "Smith-Jones"},
        {"family": "Jones"},
        {"family": "Johnson"},
    ),
    (
        "family_close",
        {"family": "Thompson"},
        {"family": "Thomson"},
        {"family": "Smith"},
    ),
    (
        "family_loose",
        {"family": "Marchant"},
        {"family": "Martin"},
        {"family": "Smith"},
    ),
    (
        "family_among_others",
        {"family": "Lee"},
        {"family": "Ng", "other_names": "Lee"},
        {"family": "Ng"},
    ),
    ("family_differs_women", {"sex": "F"}, {"sex": "F"}, {"sex": "M"}),
    ("born_missing", {"born": "1970-02-03"}, {}, {"born": "1970-02-04"}),
    (
        "born_equal_default",
        {"born": "1970-01-01"},
        {"born": "1970-01-01"},
        {"born": "1971-01-01"},
    ),
    (
        "born_equal",
        {"born": "1970-02-03"},
        {"born": "1970-02-03"},
        {"born": "1970-02-04"},
    ),
    (
        "born_default_year",
        {"born": "1970-01-01"},
        {"born": "1970-05-06"},
        {"born": "1971-05-06"},
    ),
    (
        "born_swapped",
        {"born": "1970-02-03"},
        {"born": "1970-03-02"},
        {"born": "1971-03-02"},
    ),
    (
        "born_one_slip",
        {"born": "1970-02-13"},
        {"born": "1970-02-31"},
        {"born": "1970-03-14"},
    ),
    (
        "born_two_parts",
        {"born": "1970-02-13"},
        {"born": "1970-02-29"},
        {"born": "1970-03-29"},
    ),
    (
        "born_alike",
        {"born": "1970-02-13"},
        {"born": "1970-11-29"},
        {"born": "1981-11-29"},
    ),
    ("sex_missing", {"sex": "F"}, {}, {"sex": "F"}),
    ("sex_equal", {"sex": "F"}, {"sex": "f"}, {"sex": "X"}),
    (
        "place_missing",
        {"address": "1 High St"},
        {"suburb": "Kew"},
        {"address": "2 Low St"},
    ),
    (
        "address_equal",
        {"address": "1 High St", "suburb": "Kew"},
        {"address": "1 high street", "suburb": "kew"},
        {"address": "1 high street", "suburb": "Hawthorn"},
    ),
    (
        "address_close",
        {"address": "17 Kitson Place", "postcode": "2526"},
        {"address": "17 Kitsonplace", "postcode": "2526"},
        {"address": "17 Kitsonplace", "postcode": "3000"},
    ),
    ("street_equal", {"address": "1 High St"}, {"address": "1 High Street"}, {}),
    ("place_equal", {"suburb": "Kew"}, {"suburb": "KEW"}, {"suburb": "Kiama"}),
    (
        "place_close",
        {"suburb": "Frankston", "postcode": "3199"},
        {"suburb": "Other", "postcode": "3919"},
        {"suburb": "Other", "postcode": "4000"},
    ),
    ("phone_missing", {"phone": "0412345678"}, {}, {"phone": "0412345678"}),
    (
        "phone_equal",
        {"phone": "0412345678"},
        {"phone": "+61412345678"},
        {"phone": "0412345679"},
    ),
    (
        "phone_one_slip",
        {"phone": "0412345678"},
        {"phone": "0412345687"},
        {"phone": "0412345600"},
    ),
    ("email_missing", {"email": "a@b.org"}, {}, {"email": "a@b.org"}),
    ("email_equal", {"email": "a@b.org"}, {"email": "A@B.org"}, {"email": "c@b.org"}),
    (
        "email_one_slip",
        {"email": "ann@b.org"},
        {"email": "anm@b.org"},
        {"email": "amm@c.org"},
    ),
    (
        "email_local_equal",
        {"email": "ann7@b.org"},
        {"email": "ann7@c.net"},
        {"email": "ann8@b.org"},
    ),
    (
        "email_close",
        {"email": "ann.lee7@example.org"},
        {"email": "ann.lee42@example.org"},
        {"email": "tom@b.org"},
    ),
    ("otherwise", {}, {}, None),
]


def holds(predicate: str, left: dict[str, str], right: dict[str, str]) -> bool:
    rows = [
        {"record_id": i, **{NAMED.get(k, k): v for k, v in fields.items()}}
        for i, fields in (("a", left), ("b", right))
    ]
    for row in rows:
        if "middle" in predicate:
            row["family_name"] = "Z"
    columns = ["record_id", *NAMED.values(), "other_names", "sex", "address"]
    columns += ["suburb", "postcode", "phone", "email"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
    held = Columns.of(standardise(frame))
    test = PREDICATES[predicate].holds
    answers = [
        bool(test(Pairs(held, np.array([a]), np.array([b])), np.array([True]))[0])
        for a, b in ((0, 1), (1, 0))
    ]
    assert answers[0] == answers[1], "a predicate must not depend on the order"
    return answers[0]


@pytest.mark.parametrize(("predicate", "left", "fits", "not_"), CASES)
def test_a_predicate_holds_where_it_should_and_nowhere_else(
    predicate, left, fits, not_
):
    assert holds(predicate, left, fits)
    if not_ is not None:
        assert not holds(predicate, left, not_)


def test_every_predicate_has_a_case():
    assert {case[0] for case in CASES} == set(PREDICATES)


def test_missing_fields_satisfy_only_what_asks_for_them():
    allowed = {"otherwise", *(p for p in PREDICATES if "missing" in p)}
    assert {p for p in PREDICATES if holds(p, {}, {})} == allowed
