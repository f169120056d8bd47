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

from searching.mail import NONE, STARTTLS, TLS

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
    box = Postbox()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if certificates:
        context.load_cert_chain(certificates / "node.crt", certificates / "node.key")

    class Talk(socketserver.StreamRequestHandler):
        logged_in = False

        def setup(self) -> None:
            if encryption == TLS:
                self.request = context.wrap_socket(self.request, server_side=True)
            super().setup()

        def finish(self) -> None:
            super().finish()
            self.request.close()  # the server closes the one without TLS alone

        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline():
                verb, _, rest = line.decode().strip().partition(" ")
                if verb == "QUIT":
                    return self.say("221 bye")
                self.answer(verb.upper(), rest)
            return None

        def answer(self, verb: str, rest: str) -> None:
            match verb:
                case "EHLO" if not self.is_secret and encryption == STARTTLS:
                    self.say("250-here\r\n250 STARTTLS")
                case "EHLO" if self.is_secret:
                    self.say("250-here\r\n250 AUTH PLAIN")
                case "STARTTLS":
                    self.say("220 go on")
                    self.request = context.wrap_socket(self.request, server_side=True)
                    super().setup()
                case "AUTH":
                    given = base64.b64decode(rest.removeprefix("PLAIN ")).decode().split("\0")
                    self.logged_in = given == ["", USER, PASSWORD]
                    self.say("235 welcome" if self.logged_in else "535 unknown user or password")
                case "MAIL" if encryption != NONE and not self.logged_in:
                    self.say("530 log in first")
                case "RCPT" if box.full:
                    self.say("452 the box is full")
                case "DATA":
                    self.take()
                case _:
                    self.say("250 fine")

        @property
        def is_secret(self) -> bool:
            return isinstance(self.request, ssl.SSLSocket)

        def take(self) -> None:
            self.say("354 go on")
            lines = []
            while (line := self.rfile.readline()).strip() != b".":
                lines.append(line)
            message = message_from_bytes(b"".join(lines), policy=policy.default)
            box.messages.append(message)
            box.secret += self.is_secret and self.logged_in
            self.say("250 taken")

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    class Server(socketserver.ThreadingTCPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A client that hangs up because it does not trust us is no error of the test."""

    with Server(("127.0.0.1", 0), Talk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join()
