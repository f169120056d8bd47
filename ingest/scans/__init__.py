"""Scanned pages: looked at before they are read, and their characters recognised."""
