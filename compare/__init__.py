"""Comparison of two versions, clause by clause."""
