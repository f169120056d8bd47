"""Jinja templates: pages and reports."""
