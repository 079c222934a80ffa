"""The steps by which the tables came to be; forward only, importing no app code."""
