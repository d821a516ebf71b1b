"""Documents on their way: whose they are, how far, and when they go."""

from datetime import UTC, datetime, timedelta
from fcntl import LOCK_EX, flock

import pytest

from app.core.errors_documents import DocumentGone, DocumentStumbled
from app.core.workshops import AccountId
from app.services import making
from app.services.making import Order

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ASHA, HERE = AccountId(1), "workshop 7"


@pytest.fixture
def begun(tmp_path):
    return making.begin(tmp_path, Order(ASHA, HERE, NOON.isoformat(), "summary.docx"))


def look(folder, token, *, account=ASHA, of=HERE, later=timedelta()):
    return making.look(folder, token, account, of, at=NOON + later)


def test_it_says_how_far_it_is_and_then_where_it_lies(tmp_path, begun):
    token, path = begun
    assert (look(tmp_path, token).done, look(tmp_path, token).total) == (0, 0)
    path.with_suffix(".progress").write_text("3 10")
    assert (look(tmp_path, token).done, look(tmp_path, token).total) == (3, 10)
    path.write_bytes(b"x")
    assert look(tmp_path, token, later=timedelta(minutes=59)).path == path


@pytest.mark.parametrize(
    "other",
    [
        {"account": AccountId(2)},
        {"of": "workshop 8"},
        {"of": "review 7 summary.docx"},
        {"later": timedelta(minutes=61)},
    ],
)
def test_it_is_only_for_who_asked_and_for_an_hour(tmp_path, begun, other):
    begun[1].write_bytes(b"x")
    with pytest.raises(DocumentGone):
        look(tmp_path, begun[0], **other)


@pytest.mark.parametrize("token", ["", "../secret", "A" * 22, "%2e%2e"])
def test_an_unknown_name_is_told_like_one_that_is_gone(tmp_path, token):
    with pytest.raises(DocumentGone):
        look(tmp_path, token)


def test_what_stumbled_or_was_killed_says_so(tmp_path, begun):
    token, path = begun
    with pytest.raises(DocumentStumbled):
        look(tmp_path, token, later=timedelta(seconds=91))
    path.with_suffix(".stumbled").touch()
    with pytest.raises(DocumentStumbled):
        look(tmp_path, token)


def test_what_was_killed_while_it_was_written_says_so_at_once(tmp_path, begun):
    token, path = begun
    with path.with_suffix(".begun").open("wb") as held:
        flock(held, LOCK_EX)
        assert look(tmp_path, token).path is None
    with pytest.raises(DocumentStumbled):
        look(tmp_path, token)
    path.with_suffix(".begun").rename(path)
    assert look(tmp_path, token).path == path


def test_after_its_hour_nothing_of_it_is_left(tmp_path, begun):
    begun[1].write_bytes(b"x")
    begun[1].with_suffix(".progress").write_text("1 1")
    making.sweep(tmp_path, at=NOON + timedelta(minutes=61))
    assert list(tmp_path.iterdir()) == []
