from pathlib import Path

import pytest

from safeward.core.capacity.read import parse_capacity, read_capacity
from safeward.core.vocabulary.errors import CapacityRefused

WHOLE = """
[responses.specialist_investigation]
hours = { investigator = 16, analyst = 2 }
value = 1.0
value_source = "judgement"
for = ["T1", "T2"]
minimum_for = ["T1"]
streams = ["adult"]
not_when = ["in_custody", "aggressor"]
about = "perpetrator"
[responses.joint_safety_visit]
hours = 6
for = ["T1", "T2", "T3"]
about = "victim_survivor"
[divisions.ND1]
hours = { investigator = 560, analyst = 80 }
[divisions.ND1.limits]
specialist_investigation = 12
[state]
hours = { investigator = 300 }
"""


def test_the_format_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "capacity.toml"
    file.write_bytes(b"\xef\xbb\xbf" + WHOLE.encode())
    found = read_capacity(file)
    visit, investigation = found.responses
    assert investigation.hours == {"analyst": 2000, "investigator": 16000}
    assert investigation.suits == {"T1", "T2"}
    assert investigation.minimum_for == {"T1"}
    assert investigation.streams == {"adult"}
    assert investigation.not_when == {"in_custody", "aggressor"}
    assert visit.hours == {"staff": 6000}
    assert found.divisions["ND1"].limits == {"specialist_investigation": 12}
    assert found.state == {"investigator": 300000}
    assert found.kinds == ("analyst", "investigator", "staff")


def test_unset_keys_mean_no_restriction_and_a_value_of_one() -> None:
    (found,) = parse_capacity({"responses": {"visit": {"hours": 2}}}).responses
    assert found.value == 1000
    assert (found.suits, found.streams, found.about) == (None, None, None)
    assert not found.minimum_for | found.not_when


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hours = ", "is not TOML"),
        ("[response.x]\nhours = 1", "the file.response is no key"),
        ("[responses.x]\nhour = 1", "responses.x.hour is no key"),
        ("[responses.x]\nhours = -1", "responses.x.hours must be a number"),
        ("[responses.x]\nhours = nan", "responses.x.hours must be a number"),
        ('[responses.x]\nhours = { a = "6" }', "responses.x.hours.a must be a number"),
        ("[responses.x]\nvalue = true", "responses.x.value must be a number"),
        ('[responses.x]\nfor = ["T5"]', "responses.x.for names 'T5'"),
        ('[responses.x]\nfor = "T1"', "responses.x.for must be a list"),
        ('[responses.x]\nstreams = ["child"]', "responses.x.streams names 'child'"),
        ('[responses.x]\nnot_when = ["jail"]', "responses.x.not_when names 'jail'"),
        ('[responses.x]\nabout = "him"', "responses.x.about is 'him'"),
        ('[responses."a;b"]\nhours = 1', "needs a name of letters"),
        ("[responses.frontline_with_oversight]\nhours = 1", "below the line"),
        ("[divisions.ND1.limits]\nx = 1", "divisions.ND1.limits.x is no response"),
        (
            "[responses.x]\nhours = 1\n[divisions.ND1.limits]\nx = 1.5",
            "divisions.ND1.limits.x must be a whole number",
        ),
        ("responses = 3", "responses must be a table"),
        ("[state]\nlimits = {}", "state.limits is no key"),
    ],
)
def test_a_slip_of_the_pen_is_refused_in_one_sentence(
    tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "capacity.toml"
    file.write_text(text)
    with pytest.raises(CapacityRefused) as refused:
        read_capacity(file)
    assert said in str(refused.value)
    assert str(refused.value).startswith("capacity.toml")
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CapacityRefused, match="cannot be read"):
        read_capacity(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CapacityRefused, match="UTF-8"):
        read_capacity(tmp_path / "bytes.toml")
