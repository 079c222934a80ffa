"""What is told to people here and to other agencies' systems: that there is an item."""
