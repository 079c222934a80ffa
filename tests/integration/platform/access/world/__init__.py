"""Tables that stand in for cases, so that access is proved before cases exist."""
