"""The web pages, the command line, settings and wiring."""
