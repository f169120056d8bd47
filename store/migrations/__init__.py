"""The schema's revisions, applied by ``Database.upgrade``."""
