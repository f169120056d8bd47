"""Vendor the icons: one SVG sprite of the Lucide icons in use, with their licence.

Run it with ``python tools/vendor_assets.py`` after adding a name to ``ICONS``. The package is
pinned by version and by the hash its registry gave for it; nothing is fetched when Tiaoli runs.
"""

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "lucide-static@1.62.0"
INTEGRITY = (
    "sha512-WBZA/m2PvkFpMGHDtsBck5P2A9G4ehLlYu4GwwICcmEm"
    "1BvYVgj00lCDxKRWLlbMlOibLaiwdQ88G5pHkSWgwA=="
)
STATIC = Path(__file__).parent.parent / "webapp" / "static"
ICONS = (
    "arrow-down",
    "arrow-left-right",
    "arrow-up",
    "bell",
    "book-open",
    "bookmark",
    "calendar-clock",
    "check",
    "chevron-left",
    "chevron-right",
    "circle-alert",
    "circle-help",
    "clipboard-check",
    "clock",
    "columns-2",
    "copy",
    "download",
    "file-text",
    "file-up",
    "folder",
    "folder-plus",
    "folder-up",
    "history",
    "info",
    "layers",
    "library",
    "list-tree",
    "log-out",
    "mail",
    "pencil",
    "plus",
    "quote",
    "scale",
    "search",
    "settings",
    "table-2",
    "trash-2",
    "triangle-alert",
    "upload",
    "user",
    "users",
    "x",
)


def fetch(folder: Path) -> Path:
    """The package's archive in ``folder``; raises ValueError when it isn't the pinned one."""
    report = subprocess.run(
        ["npm", "pack", PACKAGE, "--json"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout
    name: str = json.loads(report)[0]["filename"]
    archive = folder / name
    digest = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if f"sha512-{digest}" != INTEGRITY:
        raise ValueError(f"{PACKAGE} is not the file that was pinned: sha512-{digest}")
    return archive


def symbol(name: str, svg: str) -> str:
    """An icon's drawing as a symbol of the sprite."""
    drawing = re.sub(r"\s+", " ", svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")])
    return f'<symbol id="{name}" viewBox="0 0 24 24">{drawing.strip()}</symbol>'


def main() -> None:
    """Write ``icons.svg`` and ``LICENSE-lucide.txt`` into the static folder."""
    with tempfile.TemporaryDirectory() as name, tarfile.open(fetch(Path(name))) as archive:

        def member(path: str) -> str:
            file = archive.extractfile(f"package/{path}")
            if file is None:
                raise FileNotFoundError(path)
            return file.read().decode()

        symbols = [symbol(icon, member(f"icons/{icon}.svg")) for icon in ICONS]
        (STATIC / "icons.svg").write_text(
            f"<!-- {PACKAGE}, ISC, see LICENSE-lucide.txt; written by tools/vendor_assets.py -->\n"
            '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
        )
        (STATIC / "LICENSE-lucide.txt").write_text(member("LICENSE"))


if __name__ == "__main__":
    main()
