"""Letters in the desk: filed, described, read, transcribed, shown to the public with masks."""

from letters.admin import letter, public_text, queue

__all__ = ["letter", "public_text", "queue"]
