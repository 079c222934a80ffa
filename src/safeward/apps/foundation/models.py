"""Base tables: what every row has, and what a row that states a fact has besides."""

from safeward.apps.foundation.bases import Fact, Row

__all__ = ["Fact", "Row"]
