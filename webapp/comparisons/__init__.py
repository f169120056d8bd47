"""Comparisons as pages, commands and files show them; contracts held against a template."""
