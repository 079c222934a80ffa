"""Training on an agency's own history: what to compare with, and for whom it fails."""
