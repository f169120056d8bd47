"""Ledgers: lists of contracts that were kept beside the files, and what they say of each."""
