"""What tags rest on, in the reader's words."""

from webapp.cli.terminal import Terminal


def basis_name(terminal: Terminal, weights: str) -> str:
    """What tags rest on, in a few words; ``weights`` as a version has them."""
    if weights:
        return terminal.words(f"依据：规则和编码器 {weights}", f"by rules and {weights}")
    return terminal.words("依据：仅规则", "by rules alone")
