"""Everything that changes an assessment, a tier, or who may use an instrument."""
