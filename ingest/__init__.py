"""Receiving files and turning them into clauses."""
