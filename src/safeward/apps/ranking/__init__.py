"""Ranking: who must be dealt with first, as the night's run and each report say it."""
