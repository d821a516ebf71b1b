"""Sheets kept between looking at them and importing them."""

from datetime import timedelta

import pytest

from app.core.errors_review import UploadGone
from app.services import uploads
from app.services.uploads import Bringer
from tests.builders import NOON

ASHA = Bringer(account=1, review=7)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "uploads"


@pytest.fixture
def token(folder):
    return uploads.keep(folder, "list.csv", b"id,context", bringer=ASHA, at=NOON)


def test_a_kept_sheet_comes_back_to_whoever_brought_it(folder, token):
    upload = uploads.find(folder, token, bringer=ASHA, at=NOON)
    assert (upload.name, upload.data, dict(upload.mapping)) == ("list.csv", b"id,context", {})


@pytest.mark.parametrize("other", [Bringer(account=2, review=7), Bringer(account=1, review=8)])
def test_another_account_or_review_does_not_get_it(folder, token, other):
    with pytest.raises(UploadGone):
        uploads.find(folder, token, bringer=other, at=NOON)


def test_after_an_hour_it_is_gone(folder, token):
    uploads.find(folder, token, bringer=ASHA, at=NOON + timedelta(minutes=60))
    with pytest.raises(UploadGone):
        uploads.find(folder, token, bringer=ASHA, at=NOON + timedelta(minutes=61))


def test_the_next_sheet_sweeps_out_the_old_ones(folder, token):
    new = uploads.keep(folder, "next.csv", b"id", bringer=ASHA, at=NOON + timedelta(hours=2))
    assert {path.stem for path in folder.iterdir()} == {new}


def test_answers_about_its_columns_stay_with_it(folder, token):
    upload = uploads.find(folder, token, bringer=ASHA, at=NOON)
    uploads.answer(folder, upload, {"mechanism": "mechanism_text"})
    assert uploads.find(folder, token, bringer=ASHA, at=NOON).mapping == {"mechanism": "mechanism_text"}


def test_a_forgotten_sheet_leaves_nothing_behind(folder, token):
    uploads.forget(folder, token)
    uploads.forget(folder, token)
    assert list(folder.iterdir()) == []


def test_only_the_server_may_read_it(folder, token):
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("token", ["", "..", "../secret", "a" * 22, "a/b", "x" * 500, "\x00" * 22])
def test_a_made_up_token_finds_nothing_and_removes_nothing(folder, tmp_path, token):
    folder.mkdir()
    (tmp_path / "secret.json").write_text("{}")
    with pytest.raises(UploadGone):
        uploads.find(folder, token, bringer=ASHA, at=NOON)
    uploads.forget(folder, token)
    assert (tmp_path / "secret.json").exists()


def test_what_was_cut_off_while_writing_counts_as_gone(folder, token):
    (folder / f"{token}.json").write_text("{")
    with pytest.raises(UploadGone):
        uploads.find(folder, token, bringer=ASHA, at=NOON)
