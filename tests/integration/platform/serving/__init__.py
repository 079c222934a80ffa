"""What runs: the site, the work beside it, the demonstration."""
