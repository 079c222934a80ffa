"""How near a record is to somebody's own work."""

from enum import StrEnum


class Reach(StrEnum):
    """Nearness of a record, nearest first.

    The first two are somebody's own work and need no purpose to be stated; everything
    further away does.
    """

    INVOLVED = "involved"
    TEAM = "team"
    DIVISION = "division"
    AREA = "area"
    AGENCY = "agency"
    ANYWHERE = "anywhere"

    @property
    def words(self) -> str:
        """The reach as it is shown."""
        return _REACHES[self]

    @property
    def own_work(self) -> bool:
        """Whether the work itself is the purpose."""
        return self in {Reach.INVOLVED, Reach.TEAM}


_REACHES = {
    Reach.INVOLVED: "you are involved in it",
    Reach.TEAM: "it belongs to your team",
    Reach.DIVISION: "it belongs to your agency in your division",
    Reach.AREA: "it belongs to your division, at whichever agency",
    Reach.AGENCY: "it belongs to your agency",
    Reach.ANYWHERE: "your role reaches everywhere",
}
