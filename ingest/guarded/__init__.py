"""Parsers in processes of their own, with a limit on time and memory."""
