"""Responses under each division's hours: the line and the unmet demand."""
