"""Forward only; never importing application code."""
