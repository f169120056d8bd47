"""What the guarded processes are forked with: importing this makes ready what each file needs."""

from contracts.cue_hits import make_ready
from ingest.archives import containers, locked_files
from ingest.guarded import guard
from ingest.guarded import reading as guarded_reading
from ingest.parsers import pdf_places

__all__ = ["containers", "guard", "guarded_reading", "locked_files", "pdf_places"]

make_ready()
