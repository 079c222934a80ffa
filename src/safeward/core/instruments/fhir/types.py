"""What a Questionnaire says about its publication, and what an import gives."""

from datetime import date
from typing import Literal

from attrs import frozen

from safeward.core.instruments.fhir.names import Release
from safeward.core.instruments.types import Instrument

Status = Literal["draft", "active", "retired", "unknown"]


@frozen
class Publication:
    """How far a form is published: not the instrument's to say, but the register's.

    Attributes:
        status: ``draft`` until an agency approves it.
        publisher: Who publishes the form, not who wrote the instrument.
        changed: Day of the last change.
        approved: Day an agency approved it.
        reviewed: Day it was last looked at.
    """

    status: Status = "draft"
    publisher: str = ""
    changed: date | None = None
    approved: date | None = None
    reviewed: date | None = None


@frozen
class Imported:
    """An instrument read from a Questionnaire.

    Attributes:
        instrument: As data.
        publication: What the form says about its publication.
        release: Which release of FHIR it was written in.
        notes: What the form said that has no place here and was left out.
    """

    instrument: Instrument
    publication: Publication
    release: Release
    notes: tuple[str, ...] = ()
