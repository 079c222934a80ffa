"""Every route and operation, by every role, at every kind of record.

`marked` makes a world in which each fact about each person is a word found nowhere
else; `routes` says of every address what guards it; `test_matrix` walks them all.
"""
