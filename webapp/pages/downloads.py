"""Files made for a person, as answers: saved under a name, never shown in the browser."""

from io import BytesIO

from flask import Response, send_file


def download_of(data: bytes, media_type: str, name: str) -> Response:
    """The answer that lets a person save these bytes as a file of this name."""
    return send_file(BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name)
