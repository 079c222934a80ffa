"""Does it work? Replays of past months, validity, the register."""
