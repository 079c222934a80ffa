"""What a run leaves behind: whole or not at all, safe to open, the same every time."""
