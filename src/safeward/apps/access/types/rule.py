"""How the rows of one table are told apart: which columns say whose they are."""

from attrs import field, frozen

from safeward.apps.access.types.purposes import Purpose


@frozen
class Rule:
    """Where in a model to read who a row belongs to and whom it is about.

    A path is written as the database layer writes one, with two underscores between
    the steps. What a model has no column for is left out; the reach that would need it
    then reaches nothing.

    Attributes:
        agency: Path to the code of the agency that holds the row; one value.
        division: Path to the code of its division; one value.
        team: Path to the id of the team that works it; one value.
        involved: Paths to the ids of staff who are involved.
        subjects: Paths to the ids of people whom the row is about. Restrictions and
            conflicts are kept for those ids, and an emergency look is for one of them
            or for the row itself.
        purposes: What the rows may be used for beyond somebody's own work. None at all
            means that the table holds nothing about the people of a case, and that no
            purpose need be stated.
    """

    agency: str | None = None
    division: str | None = None
    team: str | None = None
    involved: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    purposes: frozenset[Purpose] = field(default=frozenset(), converter=frozenset)
