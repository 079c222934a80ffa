"""The morning screen: who must be dealt with first, and why."""
