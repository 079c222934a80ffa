from datetime import date

import polars as pl
import pytest

from safeward.core.linkage.standardise import STANDARDISED, standardise


def one(**fields: object) -> dict[str, object]:
    return standardise(pl.DataFrame([{"record_id": "r", **fields}])).row(0, named=True)


@pytest.mark.parametrize(
    ("recorded", "given"),
    [
        ("José", "jose"),
        ("Mary-Anne", "maryanne"),
        ("D'Arcy", "darcy"),
        ("Dr. Nguyễn", "nguyen"),
        ("  JOHN  Paul ", "john"),
        ("unknown", None),
        ("", None),
        ("李", "li"),
    ],
)
def test_the_first_given_name_is_plain_letters(recorded, given):
    assert one(given_names=recorded, family_name="x")["given"] == given


@pytest.mark.parametrize(
    ("recorded", "family", "first", "last"),
    [
        ("O'Brien", "obrien", "obrien", "obrien"),
        ("Smith-Jones", "smithjones", "smith", "jones"),
        ("van der Berg", "vanderberg", "berg", "berg"),
        ("Al-Hassan", "alhassan", "hassan", "hassan"),
        ("de", "de", "de", "de"),
    ],
)
def test_a_family_name_is_one_word_with_its_parts_beside(recorded, family, first, last):
    row = one(family_name=recorded)
    assert (row["family"], row["family_first"], row["family_last"]) == (
        family,
        first,
        last,
    )


def test_a_whole_name_in_the_given_field_gives_its_last_word_to_the_family():
    row = one(given_names="John Paul Citizen")
    assert (row["given"], row["middle"], row["family"]) == ("john", "paul", "citizen")


def test_other_names_may_be_text_or_a_list():
    text = one(given_names="Ann Lee", family_name="X", other_names="Smith; O'Neil")
    listed = one(
        given_names="Ann Lee", family_name="X", other_names=["Smith", "O'Neil"]
    )
    assert text["other"] == listed["other"] == ["lee", "oneil", "smith"]


def test_an_impossible_birth_date_keeps_its_parts():
    row = one(date_of_birth="1971-19-99")
    assert row["born"] == "19711999"
    assert (row["birth_year"], row["birth_month"], row["birth_day"]) == (1971, 19, 99)


@pytest.mark.parametrize("recorded", [date(1971, 2, 3), "1971-02-03", "19710203"])
def test_a_birth_date_is_eight_digits_however_it_came(recorded):
    assert one(date_of_birth=recorded)["born"] == "19710203"


@pytest.mark.parametrize("recorded", ["71-02-03", "soon", "", "1971"])
def test_what_is_no_date_is_missing(recorded):
    assert one(date_of_birth=recorded)["born"] is None


@pytest.mark.parametrize(
    ("recorded", "phone"),
    [
        ("+61 412 345 678", "412345678"),
        ("0412 345 678", "412345678"),
        ("(03) 9876 5432", "398765432"),
        ("0000000000", None),
        ("12345", None),
    ],
)
def test_a_telephone_is_its_last_nine_digits(recorded, phone):
    assert one(phone=recorded)["phone"] == phone


@pytest.mark.parametrize(
    ("one_way", "other_way"),
    [
        ("12 Smith Street", "12 smith st."),
        ("3/12 Smith St", "Unit 3, 12 Smith Street"),
        ("5 Mount Pleasant Road", "5 MT PLEASANT RD"),
    ],
)
def test_one_address_written_two_ways_is_one(one_way, other_way):
    assert one(address=one_way)["address"] == one(address=other_way)["address"]


def test_no_fixed_address_is_no_address():
    assert one(address="No fixed address")["address"] is None


def test_an_email_has_its_local_part_without_the_tag():
    row = one(email=" Ann.Lee+court@Example.org ")
    assert (row["email"], row["email_local"]) == (
        "ann.lee+court@example.org",
        "ann.lee",
    )
    assert one(email="noemail@example.org")["email"] is None
    assert one(email="ann.example.org")["email"] is None


def test_absent_columns_are_missing_and_rows_are_sorted():
    frame = standardise(pl.DataFrame({"record_id": ["b", "a"]}))
    assert frame.columns == list(STANDARDISED)
    assert frame["record_id"].to_list() == ["a", "b"]
    assert frame.drop("record_id", "names").null_count().sum_horizontal()[0] == 2 * (
        len(STANDARDISED) - 2
    )


def test_short_names_carry_the_full_names_for_which_they_stand():
    bill, william = one(given_names="Bill"), one(given_names="William")
    assert set(bill["given_roots"]) & set(william["given_roots"])
    assert one(given_names="Xyzzy")["given_roots"] is None


def test_the_original_is_left_as_it_was():
    persons = pl.DataFrame({"record_id": ["r"], "given_names": ["José"]})
    standardise(persons)
    assert persons["given_names"].to_list() == ["José"]


def test_an_empty_table_is_an_empty_frame():
    frame = standardise(pl.DataFrame(schema={"record_id": pl.String}))
    assert frame.height == 0
    assert frame.columns == list(STANDARDISED)
