"""Commands about the project as a whole."""
