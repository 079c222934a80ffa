"""Steps of this app's tables."""
