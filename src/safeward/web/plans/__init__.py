"""Pages of plans, safety checks and safety plans."""
