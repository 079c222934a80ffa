"""Risk instruments as data; recorded results are taken as recorded."""
