"""Small JSON answers for the pages' own scripts: uploads, imports, how far the encoder is."""
