"""Small JSON answers for the pages' own scripts: upload progress and the state of an import run."""
