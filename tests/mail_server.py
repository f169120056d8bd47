"""An SMTP server on this machine that keeps what it is given, or refuses it."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(slots=True)
class Postbox:
    """Where the server listens, and what came in; while ``full`` it takes nothing."""

    port: int = 0
    full: bool = False
    messages: list[EmailMessage] = field(default_factory=list)


@contextmanager
def mail_server() -> Iterator[Postbox]:
    """A server that runs until the end of the block."""
    box = Postbox()

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 here")
            while line := self.rfile.readline():
                verb = line[:4].upper().decode().strip()
                if verb == "DATA":
                    self.take()
                elif verb == "QUIT":
                    return self.say("221 bye")
                else:
                    self.say("452 the box is full" if verb == "RCPT" and box.full else "250 fine")
            return None

        def take(self) -> None:
            self.say("354 go on")
            lines = []
            while (line := self.rfile.readline()).strip() != b".":
                lines.append(line)
            message = message_from_bytes(b"".join(lines), policy=policy.default)
            box.messages.append(message)
            self.say("250 taken")

        def say(self, words: str) -> None:
            self.wfile.write(f"{words}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join()
