"""Territories, elections, lists, mandates and the people who speak for a territory."""
