"""Who is who, how that was decided, and what to know before meeting somebody."""
