"""A seeded jurisdiction with known truth, for trying and testing everything else."""
