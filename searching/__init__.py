"""Searching: what is asked for, and what saved searches find anew under their owners' rights."""
