"""The processes of an installation: what ``tiaoli serve`` starts, and how they are kept running."""
