"""Measures of speed on generated data, beside hello-world and a naive API on the same server."""
