"""Which policies load, and the one sentence with which the others are refused."""

from copy import deepcopy

import pytest

from safeward.core.priority.policy import LogSum, content_of, load_policy, policy_from
from safeward.core.vocabulary.errors import PolicyRefused

DEFAULT = content_of()


def _line(content, name):
    lines = [*content["likelihood"], *content["severity"]]
    return next(line for line in lines if line["id"] == name)


def _floor(content, name):
    return next(floor for floor in content["floors"] if floor["id"] == name)


def _refused(change):
    content = deepcopy(DEFAULT)
    change(content)
    with pytest.raises(PolicyRefused) as refused:
        policy_from(content, "mine.toml")
    message = str(refused.value)
    assert message.startswith("mine.toml ")
    assert "\n" not in message
    return message


def test_the_default_policy_is_a_draft_with_a_name_a_version_and_a_hash():
    policy = load_policy()
    assert (policy.id, policy.version) == ("safeward-default", "2")
    assert policy.status == "draft"
    assert len(policy.sha256) == 64
    assert "unvalidated" in policy.about


def test_the_default_policy_can_reach_all_of_both_axes_and_no_more():
    policy = load_policy()
    for axis in ("likelihood", "severity"):
        plain = sum(line.most for line in policy.lines(axis) if line.group is None)
        groups = {line.group for line in policy.lines(axis) if line.group}
        capped = sum(policy.caps[group].most for group in groups)
        extra = policy.escalation.points if axis == "severity" else 0
        assert plain + capped + extra == 100


def test_clocks_holds_alarm_and_responses_of_the_default_policy():
    policy = load_policy()
    clocks = {t: (c.first, c.then, c.until) for t, c in policy.clocks.items()}
    assert clocks == {
        "T1": (1, 7, 28),
        "T2": (7, 7, None),
        "T3": (14, 28, None),
        "T4": (28, None, None),
    }
    hold = policy.holds["T1"]
    assert (hold.days, hold.then, hold.until) == (7, "T2", 28)
    assert policy.alarm.t1_share == 0.03
    assert policy.alarm.sentence == "this policy no longer says who is first"
    assert policy.pull_forward.release_days == (60, 14, 1, 0)
    assert policy.pull_forward.order_unserved_days == 3
    assert policy.pull_forward.order_expiring_days == 28
    assert all(policy.minimum_response.values())


REFUSED = {
    "fewer points for more events": (
        lambda c: _line(c, "frequency").update(at_least=[[1, 9], [2, 4]]),
        "gives fewer points for what is graver",
    ),
    "more points for an older event": (
        lambda c: _line(c, "recency").update(at_most=[[7, 4], [28, 9]]),
        "gives fewer points for what is graver",
    ),
    "points for a count not reached": (
        lambda c: _line(c, "frequency").update(at_most=[[3, 4]], at_least=[]),
        "would give fewer points for more of event_days_12m",
    ),
    "points for long ago": (
        lambda c: _line(c, "recency").update(at_least=[[100, 4]], at_most=[]),
        "would give more points for an older days_since_last_event",
    ),
    "points taken away": (
        lambda c: _line(c, "frequency").update(at_least=[[1, -4]]),
        "takes points away",
    ),
    "points for nothing": (
        lambda c: _line(c, "frequency").update(at_least=[[0, 4]]),
        "gives points for nothing recorded",
    ),
    "rungs out of order": (
        lambda c: _line(c, "frequency").update(at_least=[[2, 4], [1, 5]]),
        "not in rising order",
    ),
    "two rungs at one value": (
        lambda c: _line(c, "frequency").update(at_least=[[2, 4], [2, 5]]),
        "not in rising order",
    ),
    "no rungs": (
        lambda c: _line(c, "frequency").update(at_least=[]),
        "exactly one of at_least, at_most and log_sum",
    ),
    "an axis beyond 100": (
        lambda c: _line(c, "frequency").update(at_least=[[1, 90]]),
        "the likelihood axis can reach 170, more than 100",
    ),
    "age": (lambda c: _line(c, "frequency").update(feature="age"), "never score"),
    "sex": (lambda c: _line(c, "fear").update(feature="sex"), "never score"),
    "an equity field": (
        lambda c: _line(c, "fear").update(feature="indigenous_status"),
        "never score",
    ),
    "number of children": (
        lambda c: _line(c, "fear").update(feature="children_36m"),
        "never score",
    ),
    "a trend": (
        lambda c: _line(c, "fear").update(feature="trend_event_days_6m"),
        "never score",
    ),
    "LAP": (
        lambda c: _line(c, "fear").update(feature="lap_trigger"),
        "the LAP screen never",
    ),
    "LAP as a floor": (
        lambda c: _floor(c, "high_fear")["when"][0].update(feature="lap_trigger"),
        "the LAP screen never",
    ),
    "custody on an axis": (
        lambda c: _line(c, "recency").update(feature="days_from_release"),
        "custody and orders never score",
    ),
    "VP-SAFvR as severity": (
        lambda c: _line(c, "gravest").update(feature="safvr_highest_12m"),
        "predicts reports, not severity",
    ),
    "the band before, which can fall": (
        lambda c: _line(c, "fear").update(feature="gravest_band_90d_to_24m"),
        "can fall when harm is added",
    ),
    "escalation that nothing repays": (
        lambda c: _line(c, "gravest").update(
            at_least=[[2, 5], [3, 10], [4, 14], [5, 20]]
        ),
        "a graver past event could lower severity",
    ),
    "escalation paid by another line": (
        lambda c: c["escalation"].update(paid_by="fear"),
        "paid by an uncapped severity line on gravest_band_24m",
    ),
    "a group without a cap": (
        lambda c: c["caps"].pop("serious_markers"),
        "which has no cap",
    ),
    "a line without a source": (
        lambda c: _line(c, "fear").update(source=" "),
        'neither a source nor the word "judgement"',
    ),
    "a line without a sentence": (
        lambda c: _line(c, "fear").update(sentence=""),
        "has no sentence",
    ),
    "no risk": (
        lambda c: _line(c, "fear").update(sentence="No risk seen"),
        'says "no risk"',
    ),
    "a semicolon": (
        lambda c: _line(c, "fear").update(sentence="afraid; very"),
        "holds a semicolon",
    ),
    "an unknown word": (
        lambda c: _line(c, "fear").update(sentence="{victim_name} is afraid"),
        "the unknown word {victim_name}",
    ),
    "a matrix that falls with likelihood": (
        lambda c: c["matrix"]["tiers"].update(S2=["T3", "T4", "T2"]),
        "row S2 of the matrix falls while likelihood rises",
    ),
    "a matrix that falls with severity": (
        lambda c: c["matrix"]["tiers"].update(S3=["T4", "T4", "T4"]),
        "the matrix falls from S2 to S3",
    ),
    "cuts out of order": (
        lambda c: c["matrix"].update(likelihood_cuts=[50, 30]),
        "the likelihood cuts must rise",
    ),
    "a promotion that a graver cell lacks": (
        lambda c: c["matrix"]["promotions"][0].update(cell="S2L2"),
        "a case promoted in S2L2 would fall on moving to S2L3",
    ),
    "a promotion that a graver cell makes harder": (
        lambda c: c["matrix"]["promotions"].append(
            c["matrix"]["promotions"][0]
            | {"cell": "S3L2", "when": [{"feature": "event_days_90d", "at_least": 1}]}
        ),
        "a case promoted in S3L2 would fall on moving to S3L3",
    ),
    "a cell that is none": (
        lambda c: c["matrix"]["promotions"][0].update(cell="S4L1"),
        "the matrix has no cell S4L1",
    ),
    "a floor that ends as harm grows": (
        lambda c: _floor(c, "frequent_90d").update(
            when=[{"feature": "event_days_90d", "at_most": 4}]
        ),
        "would stop when event_days_90d grows",
    ),
    "a floor that begins late": (
        lambda c: _floor(c, "strangulation").update(
            when=[{"feature": "days_since_strangulation", "at_least": 8}]
        ),
        "would stop when days_since_strangulation is fresh",
    ),
    "a floor without conditions": (
        lambda c: _floor(c, "strangulation").update(when=[]),
        "has no condition",
    ),
    "a floor met by nothing": (
        lambda c: _floor(c, "frequent_90d")["when"][0].update(at_least=0),
        "is met by nothing recorded",
    ),
    "a floor that reads beyond its days": (
        lambda c: _floor(c, "strangulation").update(days=5),
        "further back than the 5 days",
    ),
    "two of one name": (
        lambda c: _line(c, "fear").update(id="gravest"),
        "the name gravest is used twice",
    ),
    "the name of what people decide": (
        lambda c: _floor(c, "strangulation").update(id="override"),
        "kept for what people decide",
    ),
    "T1 held too shortly": (
        lambda c: c["holds"]["T1"].update(days=6),
        "T1 must be held for at least 7 days",
    ),
    "a clock that runs backwards": (
        lambda c: c["clocks"]["T2"].update(first=30),
        "a graver tier is reviewed later than a milder one",
    ),
    "a tier without a clock": (lambda c: c["clocks"].pop("T4"), "exactly the tiers"),
    "a tier without a response": (
        lambda c: c["minimum_response"].update(T1=""),
        "T1 has no minimum response",
    ),
    "an alarm that never sounds": (
        lambda c: c["alarm"].update(t1_share=2.0),
        "a share between 0 and 1",
    ),
    "a number as text": (
        lambda c: _line(c, "frequency").update(at_least=[["1", 4]]),
        "cannot be read",
    ),
    "a key that nobody reads": (lambda c: c.update(wieght=3), "wieght"),
    "a missing part": (lambda c: c.pop("matrix"), "matrix"),
    "a status of its own": (lambda c: c.update(status="final"), "cannot be read"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_policy_is_refused_in_one_sentence_for(fault):
    change, words = REFUSED[fault]
    assert words in _refused(change)


def test_a_file_that_is_no_toml_is_refused(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("points = [")
    with pytest.raises(PolicyRefused, match=r"mine\.toml cannot be read"):
        load_policy(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PolicyRefused, match="cannot be read"):
        load_policy(tmp_path / "none.toml")


def test_a_policy_of_ones_own_is_read_from_its_file(tmp_path):
    from importlib import resources

    text = (
        resources.files("safeward.core.priority") / "policies" / "default.toml"
    ).read_text("utf-8")
    path = tmp_path / "mine.toml"
    path.write_text("# a comment more\n" + text)
    assert load_policy(path).sha256 == load_policy().sha256


def test_a_log_sum_gives_whole_points_that_never_fall():
    rule = LogSum(most=40, scale=10, top=500)
    points = [rule.points(total) for total in range(800)]
    assert points == sorted(points)
    assert (points[0], points[500], points[799]) == (0, 40, 40)
    ladder = dict(rule.steps())
    assert all(points[at] == gain for at, gain in ladder.items())
