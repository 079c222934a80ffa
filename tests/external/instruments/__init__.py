"""Published figures of risk instruments."""
