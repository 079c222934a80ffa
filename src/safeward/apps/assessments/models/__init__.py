"""Assessments under way and completed, overrides, and who may use which instrument."""

from safeward.apps.assessments.models.assessment import Assessment
from safeward.apps.assessments.models.gates import Licence, Training
from safeward.apps.assessments.models.override import Override
from safeward.apps.assessments.models.sitting import Sitting

__all__ = ["Assessment", "Licence", "Override", "Sitting", "Training"]
