"""The workflows: tables one can read aloud. Plain Python, no Django."""
