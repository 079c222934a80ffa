"""What each instrument makes of answers, as tables that people can check by hand."""
