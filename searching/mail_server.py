"""The mail server as the settings give it."""

from dataclasses import dataclass, field
from pathlib import Path

NONE, STARTTLS, TLS = "none", "starttls", "tls"


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server: how it is reached, as whom, and from which address mail comes."""

    host: str
    port: int
    encryption: str  # NONE, STARTTLS or TLS
    user: str
    password: str = field(repr=False)
    sender: str
    pages: str  # the address at which people reach the pages
    certificates: Path | None = None  # of the authority that signed its certificate
