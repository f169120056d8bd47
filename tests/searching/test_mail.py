"""Mail: over TLS with a login, to a server that is who it says it is, or a word on what to mend."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from certificates import make_certificates
from mail_server import PASSWORD, USER, Postbox, mail_server

from searching.mail import NotSent, Told, news_message, send, trial_message
from searching.mail_server import NONE, STARTTLS, TLS, MailServer


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


@contextmanager
def served(encryption: str, certificates: Path) -> Iterator[tuple[Postbox, MailServer]]:
    """A server that asks for encryption and login, and how it is reached so."""
    with mail_server(encryption, certificates) as box:
        yield box, MailServer(
            "127.0.0.1", box.port, encryption, USER, PASSWORD, "tiaoli@example.com",
            "https://tiaoli.example", certificates / "ca.crt",
        )  # fmt: skip


def hand_over(server: MailServer) -> None:
    send(server, news_message(server, "reader@example.com", [Told("违约金", 1, "/x")], "zh"))


@pytest.mark.parametrize("encryption", [TLS, STARTTLS])
def test_mail_goes_encrypted_and_after_a_login(encryption: str, certificates: Path) -> None:
    with served(encryption, certificates) as (box, server):
        hand_over(server)
    assert box.secret == 1
    assert "违约金：1 条新结果" in box.messages[0].get_content()


@pytest.mark.parametrize("encryption", [TLS, STARTTLS])
def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail_and_no_password(
    encryption: str, certificates: Path
) -> None:
    with (
        served(encryption, certificates) as (box, server),
        pytest.raises(NotSent, match=r"certificate .* cannot be verified") as refused,
    ):
        hand_over(replace(server, certificates=None))
    assert "TIAOLI_MAIL_CA_FILE" in refused.value.message("zh")
    assert box.messages == []


def test_a_certificate_of_another_host_is_refused(certificates: Path) -> None:
    with (
        served(TLS, certificates) as (box, server),
        pytest.raises(NotSent, match=r"(?i)hostname mismatch"),
    ):
        hand_over(replace(server, host="localhost"))
    assert box.messages == []


def test_a_wrong_password_is_told_with_the_settings_to_check(certificates: Path) -> None:
    with (
        served(TLS, certificates) as (_, server),
        pytest.raises(NotSent, match=r"535 unknown user or password.*TIAOLI_MAIL_PASSWORD"),
    ):
        hand_over(replace(server, password="wrong"))


@pytest.mark.parametrize(("offered", "wanted"), [(NONE, STARTTLS), (NONE, TLS)])
def test_a_server_without_the_encryption_that_is_wanted_gets_no_mail(
    offered: str, wanted: str, certificates: Path
) -> None:
    with (
        served(offered, certificates) as (box, server),
        pytest.raises(NotSent, match="TIAOLI_MAIL_ENCRYPTION"),
    ):
        hand_over(replace(server, encryption=wanted))
    assert box.messages == []


def test_a_trial_says_at_which_address_alerts_will_lead_to_the_pages(certificates: Path) -> None:
    with served(TLS, certificates) as (box, server):
        for language in ("zh", "en"):
            send(server, trial_message(server, "reader@example.com", language))
    assert [message["Subject"] for message in box.messages] == [
        "条理：邮件测试",
        "Tiaoli: test message",
    ]
    for message in box.messages:
        assert message.get_content().splitlines()[-1] == "https://tiaoli.example/"
