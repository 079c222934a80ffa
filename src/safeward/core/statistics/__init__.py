"""Pure functions over arrays: discrimination, intervals, capture curves."""
