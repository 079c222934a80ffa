"""Pages of cases: lists, one case, its steps, its paper."""
