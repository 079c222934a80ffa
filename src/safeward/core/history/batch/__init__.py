"""The batch engine: facts as whole numbers, one expression, any SQL engine under it.

Frames become columns of whole numbers (dates as days since 1970, people and events as
codes), Ibis says what to compute over them, DuckDB or Spark computes it. Shares nothing
with the memory engine but the declarations.
"""
