"""One set of rules, decided twice: for one thing in Python, for many in SQL."""
