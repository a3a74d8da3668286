"""Writes on people."""
