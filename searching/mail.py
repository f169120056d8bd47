"""Mail about news: names of searches, counts and addresses, never contract text.

Mail leaves the house; what was found is read in it, under its permissions.
"""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from contracts.errors import TiaoliError
from searching.mail_server import NONE, TLS, MailServer

SECONDS = 20  # for a connection, and for each answer of the server


class NotSent(TiaoliError):
    """The mail was not sent; the message says what to mend, or what the server answered."""

    code = "mail_not_sent"


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
    found = "hit" if total == 1 else "hits"
    subject = f"条理：{total} 条新结果" if zh else f"Tiaoli: {total} new {found}"
    message = _message(server, recipient, subject)
    lines = [
        f"{each.name}：{each.count} 条新结果" if zh else f"{each.name}: {each.count} new"
        for each in news
    ]
    addresses = [f"{server.pages.rstrip('/')}{each.path}" for each in news]
    pairs = zip(lines, addresses, strict=True)
    end = (
        "打开上面的网址，在左侧可以关闭邮件提醒。"
        if zh
        else "Open an address above to turn these e-mails off; the box is at the left."
    )
    message.set_content("\n\n".join(["\n".join(pair) for pair in pairs] + [end]) + "\n")
    return message


def trial_message(server: MailServer, recipient: str, language: str) -> EmailMessage:
    """A mail that says that mail arrives, with the address that mail about news will lead to."""
    zh = language.startswith("zh")
    message = _message(server, recipient, "条理：邮件测试" if zh else "Tiaoli: test message")
    address = server.pages.rstrip("/")
    message.set_content(
        f"条理可以发送邮件。提醒邮件中的网址以此开头，请打开看看：\n{address}/\n"
        if zh
        else "Tiaoli can send e-mail. Addresses in alerts begin like this one; "
        f"see whether it opens:\n{address}/\n"
    )
    return message


def _message(server: MailServer, recipient: str, subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, recipient, subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain=_domain(server))
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answers from absence notices
    return message


def send(server: MailServer, message: EmailMessage) -> None:
    """Hand a mail to the server. Raises NotSent."""
    try:
        with _connected(server) as connection:
            if server.user:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise _in_words(server, error) from error


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.encryption == NONE:
        return smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    context = ssl.create_default_context(cafile=server.certificates)
    if server.encryption == TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection


def _in_words(server: MailServer, error: Exception) -> NotSent:
    """Say what an operator can mend where that is known, else what the server or system said."""
    where = f"{server.host}:{server.port}"
    match error:
        case ssl.SSLCertVerificationError():
            return NotSent(
                f"邮件服务器 {where} 的证书无法验证（{error.verify_message}）。请检查 "
                "TIAOLI_MAIL_SERVER 的主机名；自建的证书机构，请设置 TIAOLI_MAIL_CA_FILE。",
                f"The certificate of the mail server {where} cannot be verified "
                f"({error.verify_message}). Check the host in TIAOLI_MAIL_SERVER; name the file of "
                "your own certificate authority in TIAOLI_MAIL_CA_FILE.",
            )
        case ssl.SSLError() | smtplib.SMTPNotSupportedError():
            return NotSent(
                f"无法与邮件服务器 {where} 加密通信或登录。请检查 TIAOLI_MAIL_ENCRYPTION："
                "tls 通常用端口 465，starttls 用 587。",
                f"No encrypted connection or login at the mail server {where}. Check "
                "TIAOLI_MAIL_ENCRYPTION: tls is usual at port 465, starttls at 587.",
            )
        case smtplib.SMTPAuthenticationError(smtp_code=code, smtp_error=words):
            return NotSent(
                f"邮件服务器拒绝登录：{code} {_text(words)}。请检查 TIAOLI_MAIL_USER 和 "
                "TIAOLI_MAIL_PASSWORD。",
                f"The mail server refuses the login: {code} {_text(words)}. Check TIAOLI_MAIL_USER "
                "and TIAOLI_MAIL_PASSWORD.",
            )
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            code, words = next(iter(refused.values()))
            told = f"{code} {_text(words)}"
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=words):
            told = f"{code} {_text(words)}"
        case _:
            told = str(error) or type(error).__name__
    return NotSent(told, told)


def _domain(server: MailServer) -> str:
    return server.sender.rpartition("@")[2].rstrip(">") or server.host


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
