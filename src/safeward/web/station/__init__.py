"""The page of a station's liaison officer."""
