"""The public API, v1: reading for everyone, steps for those signed in. Doors translate only."""
