"""Cases, plans and reviews: who works whom, what is done about it, and when it ends."""
