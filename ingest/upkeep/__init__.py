"""Finding out what is wrong in an installation, and mending it."""
