"""What whoever typed a record in said about whose it is, having searched."""

from uuid import UUID

from attrs import frozen


@frozen
class SamePerson:
    """The record is this known person's."""

    person: UUID


@frozen
class NewPerson:
    """The record is somebody's who was not known.

    Attributes:
        shown: The people whom searches had offered, and who were not chosen.
    """

    shown: frozenset[UUID] = frozenset()


type WhoItIs = SamePerson | NewPerson
"""A record without one is a record of which nothing was said."""
