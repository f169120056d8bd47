"""One format a file; ``PARSERS`` says which parser reads which media type."""
