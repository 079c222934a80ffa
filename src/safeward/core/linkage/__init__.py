"""Who is who across agencies, with probability, evidence and an undo."""
