"""The designs, each a module with one function from a table to what was found."""
