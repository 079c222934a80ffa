"""Pages on which reports and referrals are written, sent and read."""
