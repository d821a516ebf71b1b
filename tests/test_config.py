"""Settings: read once; what is missing or weak is refused with a sentence that says what to do."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from app.cli import bring_up_to_date
from app.storage.engine import Database
from app.storage.schema import newest_revision, standing
from config import Settings, SettingsProblem, keep_new_secret, read_settings

STRONG = "Zk3-wT9qLx0_VbN2mR7pYc5dHf8sJg1aUe4oXi6t"


def environment(data: Path, **changed: str) -> dict[str, str]:
    """What a good environment holds, with these settings changed."""
    good = {
        "PLUMBLINE_DATA": str(data),
        "PLUMBLINE_SECRET": STRONG,
        "PLUMBLINE_ORIGIN": "https://workshop.example.org",
    }
    return good | changed


PROBLEMS = [
    ({"PLUMBLINE_DATA": ""}, "PLUMBLINE_DATA is not set: the folder for database and keys."),
    ({"PLUMBLINE_DATA": "  "}, "PLUMBLINE_DATA is not set"),
    ({"PLUMBLINE_SECRET": ""}, "PLUMBLINE_SECRET is not set: 32 random characters or more."),
    ({"PLUMBLINE_SECRET": "short"}, "PLUMBLINE_SECRET is too weak: use 32 random characters or more."),
    ({"PLUMBLINE_SECRET": "a" * 64}, "PLUMBLINE_SECRET is too weak"),
    ({"PLUMBLINE_SECRET": "changeme" * 8}, "PLUMBLINE_SECRET is too weak"),
    ({"PLUMBLINE_ORIGIN": ""}, "PLUMBLINE_ORIGIN is not set: the address people use"),
    ({"PLUMBLINE_ORIGIN": "workshop.example.org"}, 'PLUMBLINE_ORIGIN is "workshop.example.org"; it must look like'),
    ({"PLUMBLINE_ORIGIN": "ftp://workshop.example.org"}, "it must look like https://workshop.example.org"),
    ({"PLUMBLINE_ORIGIN": "https://"}, "it must look like"),
    ({"PLUMBLINE_ORIGIN": "https://[::1"}, "it must look like"),
    ({"PLUMBLINE_ORIGIN": "https://workshop.example.org/room"}, "it must look like"),
    ({"PLUMBLINE_ORIGIN": "https://workshop.example.org?a=b"}, "it must look like"),
    ({"PLUMBLINE_PORT": "0"}, 'PLUMBLINE_PORT is "0"; it must be a number from 1 to 65535.'),
    ({"PLUMBLINE_PORT": "65536"}, "it must be a number from 1 to 65535."),
    ({"PLUMBLINE_PORT": "http"}, "it must be a number from 1 to 65535."),
    ({"PLUMBLINE_PORT": "-80"}, "it must be a number from 1 to 65535."),
    ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG is on. It shows code and data to anyone who meets an error; switch it off."),
    ({"FLASK_DEBUG": "true"}, "FLASK_DEBUG is on."),
]


@pytest.mark.parametrize(("changed", "sentence"), PROBLEMS, ids=[str(changed) for changed, _ in PROBLEMS])
def test_each_missing_or_weak_setting_has_its_sentence(tmp_path: Path, changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsProblem) as refused:
        read_settings(environment(tmp_path, **changed))
    assert sentence in str(refused.value)
    assert STRONG not in str(refused.value)


def test_nothing_but_folder_secret_and_address_must_be_set(tmp_path: Path) -> None:
    assert read_settings(environment(tmp_path)) == Settings(
        tmp_path, STRONG, "https://workshop.example.org", "127.0.0.1", 8000, f"sqlite:///{tmp_path}/plumbline.db"
    )


def test_what_is_set_is_used(tmp_path: Path) -> None:
    given = {"PLUMBLINE_HOST": "0.0.0.0", "PLUMBLINE_PORT": "8080", "PLUMBLINE_DATABASE": "sqlite:///x.db"}
    found = read_settings(environment(tmp_path, **given, FLASK_DEBUG="0"))
    assert (found.host, found.port, found.database_url) == ("0.0.0.0", 8080, "sqlite:///x.db")


@pytest.mark.parametrize(
    ("given", "origin", "https"),
    [
        ("https://workshop.example.org/", "https://workshop.example.org", True),
        ("http://192.0.2.7:8000", "http://192.0.2.7:8000", False),
    ],
)
def test_the_address_is_kept_as_browsers_say_it(tmp_path: Path, given: str, origin: str, https: bool) -> None:
    found = read_settings(environment(tmp_path, PLUMBLINE_ORIGIN=given))
    assert (found.origin, found.is_https) == (origin, https)


def test_a_folder_is_one_place_wherever_the_server_is_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings(environment(Path("data"))).data == tmp_path / "data"


def test_a_kept_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    data = tmp_path / "data"
    keep_new_secret(data)
    first = (data / "secret").read_text()
    keep_new_secret(data)
    assert (data / "secret").read_text() == first
    assert (data / "secret").stat().st_mode & 0o777 == 0o600
    assert data.stat().st_mode & 0o777 == 0o700
    assert read_settings(environment(data, PLUMBLINE_SECRET="")).secret == first


def test_a_kept_secret_that_is_weak_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("short")
    with pytest.raises(SettingsProblem, match="too weak"):
        read_settings(environment(tmp_path, PLUMBLINE_SECRET=""))


def test_settings_never_change(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        read_settings(environment(tmp_path)).port = 1  # type: ignore[misc]


def test_the_database_is_made_in_a_new_folder(tmp_path: Path) -> None:
    settings = read_settings(environment(tmp_path / "new/data"))
    bring_up_to_date(settings)
    assert standing(Database(settings.database_url).engine) == newest_revision()
    assert settings.data.stat().st_mode & 0o777 == 0o700


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "plumbline.db").write_bytes(b"this is not a database, it is a sentence of some length" * 40)
    with pytest.raises(SettingsProblem, match="cannot be read: file is not a database"):
        bring_up_to_date(read_settings(environment(tmp_path)))
