"""Search: one query language over interchangeable back ends."""
