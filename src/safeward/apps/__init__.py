"""What agencies hold and do: one app a subject, each with the same file names."""
