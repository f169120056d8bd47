"""Checklists, and what a contract lacks of them."""
