"""What a PNG says of itself: its size in points, so that a page's places can be shown on it.

PNG (ISO/IEC 15948) 11.2.2 IHDR and 11.3.5.3 pHYs.
"""

import struct

_CHUNKS_BEGIN = 8  # bytes of signature
_POINTS_A_METRE = 72 / 0.0254


def size_in_points(png: bytes) -> tuple[float, float]:
    """Width and height; a picture that notes no resolution has a point a pixel."""
    width, height = struct.unpack_from(">II", png, _CHUNKS_BEGIN + 8)
    across, down = _pixels_a_metre(png) or (_POINTS_A_METRE, _POINTS_A_METRE)
    return width / across * _POINTS_A_METRE, height / down * _POINTS_A_METRE


def _pixels_a_metre(png: bytes) -> tuple[int, int] | None:
    position = _CHUNKS_BEGIN
    while position + 8 <= len(png):
        length, kind = struct.unpack_from(">I4s", png, position)
        if kind == b"pHYs":
            across, down, unit = struct.unpack_from(">IIB", png, position + 8)
            return (across, down) if unit == 1 else None
        if kind == b"IDAT":
            return None
        position += length + 12  # length, kind and checksum
    return None
