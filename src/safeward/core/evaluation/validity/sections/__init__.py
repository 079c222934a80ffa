"""One module a part of the report; each gives the dictionary that part is."""
