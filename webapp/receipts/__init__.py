"""Receipts of imports: what they say, the files of them, and checking one that comes back."""
