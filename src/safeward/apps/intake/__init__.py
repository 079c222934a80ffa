"""Reports, referrals and files as they come in, and who is told at once."""
