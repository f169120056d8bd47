"""Small JSON answers for the pages' own scripts: uploads, imports, the encoder's progress."""
