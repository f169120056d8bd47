"""Where the contracts lie that are too many or not ours to keep in the repository."""

import os
from pathlib import Path

# The folder that TIAOLI_SHARED names, or ``shared`` beside the repository; it may be missing.
SHARED = Path(os.environ.get("TIAOLI_SHARED", Path(__file__).parents[2] / "shared"))
