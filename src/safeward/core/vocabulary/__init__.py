"""The words every stage shares: codes, identifiers, dates, errors, dated law.

Nothing here knows about files, frames or statistics: every other package may use it.
"""
