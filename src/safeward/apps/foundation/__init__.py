"""What every app stands on: the clock, identifiers, base tables, ordering, outbox."""
