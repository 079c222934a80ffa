"""The analytical core: pure Python, no clock, no network, no web framework."""
