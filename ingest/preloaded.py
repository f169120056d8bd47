"""What the guarded processes are forked with: importing this makes ready what each file needs."""

from contracts.cue_hits import make_ready
from ingest import guard

__all__ = ["guard"]

make_ready()
