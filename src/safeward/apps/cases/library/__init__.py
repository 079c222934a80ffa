"""The library of responses and the factors they answer: data files and their reader."""

from safeward.apps.cases.library.factors import Factor, factors, found
from safeward.apps.cases.library.read import read_responses
from safeward.apps.cases.library.responses import Evidence, Response, library

__all__ = [
    "Evidence",
    "Factor",
    "Response",
    "factors",
    "found",
    "library",
    "read_responses",
]
