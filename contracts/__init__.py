"""The domain: documents, blocks, clauses, clause types, numbering and text folding.

Nothing here reads a file, opens a database or knows a web framework.
"""
