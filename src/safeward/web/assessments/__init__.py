"""Assessments: choose an instrument, answer, judge, see the score; tiers; figures."""
