"""Published figures, how far from them the generator may be, and where they stand.

Tolerances are for 60,000 incident rows over ten years: wide enough for another seed,
narrow enough that a change of behaviour shows.
"""

from attrs import frozen

CSA = "Crime Statistics Agency Victoria"
RESPONSE = "Family Violence Outcomes Framework 2020-21"


@frozen
class Published:
    """One figure.

    Attributes:
        name: As ``measured.everything`` calls it.
        value: As published.
        low, high: Where the generated figure must lie.
        source: Where it was published.
        note: Why the generated figure is off, if it is.
    """

    name: str
    value: float
    low: float
    high: float
    source: str
    note: str = ""


FIGURES = (
    Published(
        "one only, of people", 0.616, 0.596, 0.636, f"{CSA}, In Fact 2 (2006-15)"
    ),
    Published(
        "one only, of incidents",
        0.286,
        0.286,
        0.335,
        f"{CSA}, In Fact 2",
        "2.0 incidents a person are generated, 2.16 published",
    ),
    Published("five or more, of people", 0.069, 0.060, 0.080, f"{CSA}, In Fact 2"),
    Published("five or more, of incidents", 0.307, 0.265, 0.325, f"{CSA}, In Fact 2"),
    Published("over twenty, of people", 0.002, 0.001, 0.0045, f"{CSA}, In Fact 2"),
    Published(
        "more than one in a year",
        0.227,
        0.19,
        0.27,
        f"{CSA}: 18.4 % (2006), 27.0 % (2015)",
    ),
    Published(
        "further within 12 months", 0.33, 0.31, 0.35, "Spivak et al. 2024 (2019-20)"
    ),
    Published(
        "of 320 days' repeats, first 90",
        0.565,
        0.52,
        0.60,
        "VioGen review of VPR4.0 (Spain)",
    ),
    Published(
        "pairs with no repeat",
        0.76,
        0.66,
        0.80,
        "Bland & Ariel 2015 (Suffolk, five years)",
        "ten years are watched here, and 61.6 % of people with one incident bound it",
    ),
    Published(
        "worst 2 % of pairs",
        0.80,
        0.68,
        0.85,
        "Bland & Ariel 2015: under 2 % hold 80 %",
        "harm in days differs between indices",
    ),
    Published("worst 5 % of pairs", 0.85, 0.80, 0.92, "10.1177/00111287231163101"),
    Published(
        "worst 3 % of people",
        0.90,
        0.75,
        0.92,
        "Barnham et al. 2017: 3 % hold 90 %",
        "Western Australia: 2 % over 50 %; between the two",
    ),
    Published(
        "worst pairs, no earlier contact",
        0.55,
        0.50,
        0.65,
        "Bland & Ariel 2015: over half",
    ),
    Published(
        "killed, of incidents",
        0.00033,
        0.0001,
        0.0006,
        "25 to 36 homicides charged in some 93,000 incidents a year (2020-23)",
    ),
    Published("0 breaches", 0.842, 0.825, 0.870, RESPONSE),
    Published("1 breaches", 0.066, 0.045, 0.075, RESPONSE),
    Published("2 breaches", 0.028, 0.018, 0.038, RESPONSE),
    Published("3 breaches", 0.013, 0.009, 0.022, RESPONSE),
    Published("4 breaches", 0.010, 0.005, 0.015, RESPONSE),
    Published("5 or more breaches", 0.041, 0.028, 0.050, RESPONSE),
    Published(
        "people on orders an incident",
        0.813,
        0.68,
        0.90,
        "75,630 people on orders, 92,999 incidents (2020-21)",
    ),
    Published(
        "alleged perpetrators male, of people", 0.74, 0.71, 0.76, f"{CSA} (2016-17)"
    ),
    Published(
        "alleged perpetrators female, of incidents",
        0.241,
        0.20,
        0.26,
        f"{CSA}, table 04 (2017-21)",
        "people and incidents cannot both be met: the middle",
    ),
    Published("mean age of alleged perpetrators", 35.5, 34.5, 37.0, f"{CSA} (2016-17)"),
    Published(
        "Aboriginal, of alleged perpetrators", 0.05, 0.035, 0.06, f"{CSA} (2016-17)"
    ),
    Published(
        "affected family members female", 0.748, 0.735, 0.765, f"{CSA} (2018-19)"
    ),
    Published("child present, of reports", 0.3117, 0.295, 0.34, f"{CSA} (2018-19)"),
    Published(
        "charges laid, of reports", 0.305, 0.27, 0.33, f"{CSA}, table 01 (2017-21)"
    ),
    Published(
        "safety notices an incident", 0.147, 0.13, 0.165, f"{CSA}, table 01 (2017-21)"
    ),
    Published(
        "women alleged, misidentified",
        0.12,
        0.09,
        0.15,
        "Family Violence Reform Implementation Monitor 2021",
    ),
    Published(
        "women alleged, each named the other",
        0.352,
        0.10,
        0.352,
        "FVRIM 2021: a further 35.2 % borderline",
        "not every borderline case has a report each way",
    ),
    Published("area under the curve", 0.65, 0.63, 0.67, "Spivak et al. 2024"),
    Published("sensitivity at 4", 0.75, 0.70, 0.78, "Spivak et al. 2024"),
    Published(
        "specificity at 4",
        0.50,
        0.42,
        0.55,
        "McEwan et al. 2019: half of non-repeats",
        "with an area of 0.65 and sensitivity of 0.75 a binormal score gives 0.45",
    ),
    Published("mentions an incident", 2.6, 2.59, 2.61, "size asked for"),
    Published("involvements an incident", 2.2, 2.05, 2.25, "size asked for"),
)
