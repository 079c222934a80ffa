"""The API under /api/v1: for other programs, what pages are for people.

Each operation calls the very function of an app that the page calls; what may be seen
and done is decided there, so the two cannot differ.
"""
