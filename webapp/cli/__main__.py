"""``python -m webapp.cli`` is ``tiaoli``."""

from webapp.cli import main

main()
