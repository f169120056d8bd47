"""The worker of the web process: gunicorn's with threads, and a page for an address too long."""

import socket
from contextlib import suppress

from gunicorn.http.errors import LimitRequestLine
from gunicorn.http.message import Request
from gunicorn.workers.gthread import ThreadWorker

# To pages.help.too_long; the process that forks imports this module, so it imports no page.
_SENT_ON = (
    b"HTTP/1.1 303 See Other\r\nLocation: /too-long\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)
_PIECE, _PIECES = 1 << 16, 32  # bytes read of such an address, and how often: browsers stop at 2 MB


class WebWorker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """Answers requests that gunicorn rejects with a page, where a person may have asked."""

    def handle_error(
        self, req: Request | None, client: socket.socket, addr: object, exc: Exception
    ) -> None:
        """Redirect a person who typed too much to a page that says so; gunicorn does the rest."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        with suppress(OSError):  # who asked may have gone
            client.sendall(_SENT_ON)
            client.settimeout(1)
            for _ in range(_PIECES):  # a browser still sending would not read the answer
                if not client.recv(_PIECE):
                    break
