"""Who must be dealt with first, why, and what would change it."""
