"""The page of a unit's manager."""
