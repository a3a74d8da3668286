"""The whole site in one file: the database and the documents, as they were at one moment."""
