"""The old Word file with what changed as tracked changes, proven before it is handed out."""
