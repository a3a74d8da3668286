"""Letters in the desk: filed, described, read, transcribed, shown to the public with masks."""
