"""What public things look like outside: columns declared once, for the API, CSV and dumps."""
