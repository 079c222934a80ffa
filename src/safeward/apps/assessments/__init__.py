"""Assessments of risk: which instruments, by whom, judgement first, and overrides."""
