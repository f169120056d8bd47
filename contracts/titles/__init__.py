"""The title that a document bears in its first lines."""
