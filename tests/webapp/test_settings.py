"""Settings: from the environment alone; an error says which variable and what is expected."""

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from webapp.settings import MEGABYTE, Settings
from webapp.variables import VARIABLES, InvalidSettings


def test_an_empty_environment_gives_a_server_for_this_machine_alone() -> None:
    settings = Settings.from_environment(environment={})
    assert settings.data == Path("data").absolute()
    assert settings.database_url == f"sqlite:///{settings.data}/tiaoli.sqlite"
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert not settings.session_cookie_secure


def test_the_environment_is_read(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        environment={
            "TIAOLI_DATA": str(tmp_path),
            "TIAOLI_DATABASE_URL": "postgresql://db/tiaoli",
            "TIAOLI_UPLOAD_MEGABYTES": "5",
            "TIAOLI_SESSION_COOKIE_SECURE": "yes",
        }
    )
    assert settings.data == tmp_path
    assert settings.database_url == "postgresql://db/tiaoli"
    assert settings.upload_limit == 5 * MEGABYTE
    assert settings.session_cookie_secure


def test_a_mail_server_needs_a_sender() -> None:
    environment = {"TIAOLI_MAIL_SERVER": "mail.example.com:587"}
    with pytest.raises(InvalidSettings, match="TIAOLI_MAIL_SENDER"):
        Settings.from_environment(environment=environment)
    environment["TIAOLI_MAIL_SENDER"] = "tiaoli@example.com"
    mail = Settings.from_environment(environment=environment).mail
    assert mail is not None
    assert (mail.host, mail.port) == ("mail.example.com", 587)


def test_the_folder_of_the_command_line_goes_first(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path, {"TIAOLI_DATA": "elsewhere"})
    assert settings.data == tmp_path


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("TIAOLI_PORT", "eighty", "a whole number from 0 to 65535"),
        ("TIAOLI_PORT", "70000", "a whole number from 0 to 65535"),
        ("TIAOLI_PARSER_SECONDS", "0", "a whole number from 1"),
        ("TIAOLI_SESSION_COOKIE_SECURE", "maybe", "yes or no"),
        ("TIAOLI_SEARCH_ENGINE", "lucene", "tantivy or whoosh or elasticsearch"),
        ("TIAOLI_ELASTICSEARCH_URL", "search:9200", "http(s)://host:port"),
        ("TIAOLI_ELASTICSEARCH_NAME", "Tiaoli", "lower-case letters"),
        ("TIAOLI_ELASTICSEARCH_CA_FILE", "/no/such/file", "a file that exists"),
        ("TIAOLI_ELASTICSEARCH_FINGERPRINT", "ab:cd", "64 hexadecimal digits"),
    ],
)
def test_an_error_names_variable_value_and_expectation(
    name: str, value: str, expected: str
) -> None:
    with pytest.raises(InvalidSettings) as caught:
        Settings.from_environment(environment={name: value})
    for part in (name, value, expected):
        assert part in caught.value.message_en
    assert name in caught.value.message_zh
    assert value in caught.value.message_zh


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("TIAOLI_DATBASE_URL", "TIAOLI_DATABASE_URL"),
        ("TIAOLI_DATABASE", "TIAOLI_DATABASE_URL"),
        ("TIAOLI_PROT", "TIAOLI_PORT"),
        ("TIAOLI_SEARCHENGINE", "TIAOLI_SEARCH_ENGINE"),
    ],
)
def test_a_misspelt_variable_is_refused_with_the_one_that_was_meant(
    written: str, meant: str
) -> None:
    with pytest.raises(InvalidSettings) as caught:
        Settings.from_environment(environment={written: "anything"})
    for message in (caught.value.message_en, caught.value.message_zh):
        assert written in message
        assert meant in message


@pytest.mark.parametrize("name", ["TIAOLI_SHARED", "TIAOLI_TEST_ELASTICSEARCH_FOLDER", "TIAOLI_X"])
def test_variables_for_something_else_are_nobodys_mistake(name: str) -> None:
    Settings.from_environment(environment={name: "anything"})


def test_settings_travel_to_another_process_unchanged(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        tmp_path,
        {
            "TIAOLI_SESSION_COOKIE_SECURE": "yes",
            "TIAOLI_PORT": "0",
            "TIAOLI_ELASTICSEARCH_URL": "https://one:9200 https://two:9200",
            "TIAOLI_ELASTICSEARCH_FINGERPRINT": "AB:" * 31 + "cd",
        },
    )
    assert Settings.from_environment(environment=settings.environment()) == settings


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path / "new", {})
    key = settings.secret_key
    path = tmp_path / "new" / "secret_key"
    assert len(key) >= 48
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secret_key"]
    assert Settings.from_environment(tmp_path / "new", {}).secret_key == key


def test_a_given_secret_key_is_not_kept(tmp_path: Path) -> None:
    settings = Settings.from_environment(tmp_path, {"TIAOLI_SECRET_KEY": "given"})
    assert settings.secret_key == "given"
    assert not list(tmp_path.iterdir())


def test_secrets_are_not_printed() -> None:
    settings = Settings.from_environment(
        environment={
            "TIAOLI_SECRET_KEY": "hush",
            "TIAOLI_DATABASE_URL": "postgresql://u:hush@db/t",
            "TIAOLI_ELASTICSEARCH_PASSWORD": "hush",
            "TIAOLI_ELASTICSEARCH_API_KEY": "hush",
        }
    )
    assert "hush" not in repr(settings)
    assert "hush" not in repr(settings.elasticsearch)


def test_every_setting_has_its_variable() -> None:
    assert [field.name for field in fields(Settings)] == list(VARIABLES)
