"""Instruments as FHIR Questionnaires, out and in, without loss."""

from safeward.core.instruments.fhir.read import from_questionnaire
from safeward.core.instruments.fhir.types import Imported, Publication
from safeward.core.instruments.fhir.write import to_questionnaire

__all__ = ["Imported", "Publication", "from_questionnaire", "to_questionnaire"]
