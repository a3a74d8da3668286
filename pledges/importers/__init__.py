"""Files in: read, checked as a whole, applied through actions."""
