"""The frameworks that come with the product, a file each."""
