"""Pages of one's account about the public data one follows."""
