"""Mail that says where there is news: names of searches, counts and addresses, no contract text.

Mail leaves the house; what was found is read in it, under its permissions.
"""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

SECONDS = 20  # for a connection, and for each answer of the server
NONE, STARTTLS, TLS = "none", "starttls", "tls"


class NotSent(Exception):
    """The mail was not sent; the message is the server's word or the system's."""


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


@dataclass(frozen=True, slots=True)
class Told:
    """A saved search with news: its name, how many clauses are new, the path of its page."""

    name: str
    count: int
    path: str


def news_message(
    server: MailServer, recipient: str, news: Sequence[Told], language: str
) -> EmailMessage:
    """The mail to a person whose saved searches have news."""
    zh = language.startswith("zh")
    total = sum(each.count for each in news)
    message = EmailMessage()
    message["From"], message["To"] = server.sender, recipient
    message["Subject"] = f"条理：{total} 条新结果" if zh else f"Tiaoli: {total} new hits"
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=_domain(server))
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers from absence notices
    lines = [
        f"{each.name}：{each.count} 条新结果" if zh else f"{each.name}: {each.count} new"
        for each in news
    ]
    addresses = [f"{server.pages.rstrip('/')}{each.path}" for each in news]
    pairs = zip(lines, addresses, strict=True)
    end = (
        "在“保存”页可以关闭邮件提醒。"
        if zh
        else "Mail is turned off on the page of saved searches."
    )
    message.set_content("\n\n".join(["\n".join(pair) for pair in pairs] + [end]) + "\n")
    return message


def send(server: MailServer, message: EmailMessage) -> None:
    """Hand a mail to the server. Raises NotSent."""
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"{error.smtp_code} {_text(error.smtp_error)}") from error
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        raise NotSent(f"{code} {_text(words)}") from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(str(error) or type(error).__name__) from error


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.encryption == TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    if server.encryption == STARTTLS:
        connection.starttls(context=context)
    return connection


def _domain(server: MailServer) -> str:
    return server.sender.rpartition("@")[2].rstrip(">") or server.host


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
