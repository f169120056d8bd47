"""Pictures of pages (JPEG, PNG, TIFF with many pages …) as a PDF of scans.

So all that reads scans, draws pages and marks places needs to know PDFs alone.
"""

from io import BytesIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from contracts.errors import DamagedFile, EmptyFile, OversizedFile

SIGNATURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8", b"RIFF")
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
LEAST_PIXELS = 300  # of the shorter side: less is a logo, no page
MOST_PIXELS = 150_000_000  # of one page: A0 at 300 dots an inch
MOST_PAGES = 2000
PLAUSIBLE = (70, 1300)  # dots an inch
LONGER_SIDE = 842.0  # points of A4, where the file doesn't say how large its page is
POINTS = 72
QUALITY = 92  # of the JPEG in the PDF


def is_picture(data: bytes) -> bool:
    """Whether the first bytes are those of a picture."""
    return data.startswith(SIGNATURES)


def as_pdf(data: bytes) -> bytes:
    """A PDF with a page for each picture in a file, upright.

    Raises DamagedFile, EmptyFile for what is too small to be a page, and OversizedFile.
    """
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            _check(image)
            first, *rest = [_upright(frame) for frame in ImageSequence.Iterator(image)]
            resolution = _resolution(image)
        pdf = BytesIO()
        first.save(
            pdf, "PDF", save_all=True, append_images=rest, resolution=resolution, quality=QUALITY
        )
    except (OSError, ValueError, SyntaxError, EOFError, UnidentifiedImageError) as error:
        raise DamagedFile(
            "图片已损坏或不完整。请重新扫描或拍照后上传。",
            "The picture is damaged or cut short. Scan or photograph the page again.",
        ) from error
    return pdf.getvalue()


def _check(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS or getattr(image, "n_frames", 1) > MOST_PAGES:
        raise OversizedFile(
            "图片过大，无法作为页面读取。请以 200 至 300 dpi 重新扫描，或分成几个文件。",
            "The picture is too large for a page. Scan it at 200 to 300 dots an inch, or in parts.",
        )
    if min(image.size) < LEAST_PIXELS:
        raise EmptyFile(
            f"图片太小（{image.width}×{image.height} 像素），不是可读的页面。"
            "请以 200 dpi 以上重新扫描。",
            f"The picture is too small to be a page ({image.width} by {image.height} pixels). "
            "Scan the page at 200 dots an inch or more.",
        )


def _upright(frame: Image.Image) -> Image.Image:
    turned = ImageOps.exif_transpose(frame)
    if turned.mode in ("L", "RGB"):
        return turned.copy()
    if turned.mode == "1":
        return turned.convert("L")
    if turned.mode in ("RGBA", "LA", "PA", "P"):  # what is transparent is paper
        page = Image.new("RGBA", turned.size, "white")
        page.alpha_composite(turned.convert("RGBA"))
        return page.convert("RGB")
    return turned.convert("RGB")


def _resolution(image: Image.Image) -> float:
    """Dots an inch, as the file says or so that the page is of A4's length."""
    said = float(image.info.get("dpi", (0, 0))[0])
    if PLAUSIBLE[0] <= said <= PLAUSIBLE[1]:
        return said
    return max(image.size) / LONGER_SIDE * POINTS
