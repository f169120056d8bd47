"""The database and the original files."""
