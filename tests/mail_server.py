"""An SMTP server on this machine that keeps what it is given, or refuses it."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from searching.mail_server import NONE, STARTTLS, TLS

USER, PASSWORD = "tiaoli", "correct horse battery"


@dataclass(slots=True)
class Postbox:
    """Where the server listens, and what came in; while ``full`` it takes nothing.

    ``secret`` counts the mails that came over TLS after a login.
    """

    port: int = 0
    full: bool = False
    messages: list[EmailMessage] = field(default_factory=list)
    secret: int = 0


@contextmanager
def mail_server(encryption: str = NONE, certificates: Path | None = None) -> Iterator[Postbox]:
    """A server that runs until the end of the block, with TLS by the certificates in a folder.

    It then takes mail only over TLS and after a login.
    """
    with _Server(encryption, certificates) as server:
        server.box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield server.box
        server.shutdown()
        thread.join()


class _Server(socketserver.ThreadingTCPServer):
    def __init__(self, encryption: str, certificates: Path | None) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.box = Postbox()
        self.encryption = encryption
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if certificates:
            self.context.load_cert_chain(certificates / "node.crt", certificates / "node.key")

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up because it does not trust us is no error of the test."""


class _Talk(socketserver.StreamRequestHandler):
    """One client's conversation with the server."""

    server: _Server
    logged_in = False

    def setup(self) -> None:
        if self.server.encryption == TLS:
            self._encrypt()
        super().setup()

    def finish(self) -> None:
        super().finish()
        self.request.close()  # the server closes the one without TLS alone

    def handle(self) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            if verb == "QUIT":
                self._say("221 bye")
                return
            self._answer(verb.upper(), rest)

    def _answer(self, verb: str, rest: str) -> None:
        encryption = self.server.encryption
        match verb:
            case "EHLO" if not self._is_secret and encryption == STARTTLS:
                self._say("250-here\r\n250 STARTTLS")
            case "EHLO" if self._is_secret:
                self._say("250-here\r\n250 AUTH PLAIN")
            case "STARTTLS":
                self._say("220 go on")
                self._encrypt()
                super().setup()
            case "AUTH":
                given = base64.b64decode(rest.removeprefix("PLAIN ")).decode().split("\0")
                self.logged_in = given == ["", USER, PASSWORD]
                self._say("235 welcome" if self.logged_in else "535 unknown user or password")
            case "MAIL" if encryption != NONE and not self.logged_in:
                self._say("530 log in first")
            case "RCPT" if self.server.box.full:
                self._say("452 the box is full")
            case "DATA":
                self._take()
            case _:
                self._say("250 fine")

    @property
    def _is_secret(self) -> bool:
        return isinstance(self.request, ssl.SSLSocket)

    def _encrypt(self) -> None:
        self.request = self.server.context.wrap_socket(self.request, server_side=True)

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()).strip() != b".":
            lines.append(line)
        message = message_from_bytes(b"".join(lines), policy=policy.default)
        self.server.box.messages.append(message)
        self.server.box.secret += self._is_secret and self.logged_in
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())
