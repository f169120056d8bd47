"""A real browser at the real server; the fixtures serve all files of this folder."""
