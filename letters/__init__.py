"""Letters received: kept as they came, read, and what was found in them."""
