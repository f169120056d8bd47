"""``python -m webapp.cli`` is ``tiaoli``."""

from webapp.cli import main

main(prog_name="tiaoli")
