"""How tables of the holdings format are kept in the database, and read back whole.

Frames go in and come out, never objects of Django's: a state's records are millions of
rows. `shapes` says how a table is kept, `turning` turns one form into the other,
`writing` and `reading` speak to the database, `comparing` tells new from held.
"""
