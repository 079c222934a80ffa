"""Who may see and do what, and why: people, agencies, roles, purposes, limits."""
