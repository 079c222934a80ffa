"""Models fitted on an agency's own history: transparent, guarded, honest."""
