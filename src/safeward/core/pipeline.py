"""From agency records to a ranked, allocated queue: the stages, in order."""
