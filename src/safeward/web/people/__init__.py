"""Search before create, and the page of one person."""
