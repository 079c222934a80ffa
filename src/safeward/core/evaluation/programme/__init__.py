"""Did a programme work? Trials, comparisons over time, matching, and what they hide."""
