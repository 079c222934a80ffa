"""Views that people keep of a list: a name, and what the list was asked."""
