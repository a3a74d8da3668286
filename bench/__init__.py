"""Measures of speed on generated data, beside hello-world, a naive API, Datasette and raw COPY."""
