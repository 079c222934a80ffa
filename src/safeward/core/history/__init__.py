"""What a person is recorded to have done, as of a date."""
