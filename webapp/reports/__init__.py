"""Reports as files: what they are made of, which formats there are."""
