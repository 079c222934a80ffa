"""What records say of a person, put together for a page."""
