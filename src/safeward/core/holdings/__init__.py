"""What agencies hand over: read it, validate every row, lose nothing, alter nothing."""
