"""Placing records: who a new one may be, and what of that nobody but people decides."""
