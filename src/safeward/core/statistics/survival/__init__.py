"""Time until something happens, when not everybody was followed to the end."""
