"""The keys that seal comments: made once, whole or not at all, readable by their owner only."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from app.storage.keys import CommentKeys


def test_a_workshop_keeps_its_key(tmp_path: Path) -> None:
    sealed = CommentKeys(tmp_path).seal(1, "It depends on the bus.")
    assert CommentKeys(tmp_path).unseal(1, sealed) == "It depends on the bus."
    assert [path.name for path in tmp_path.iterdir()] == ["1.key"]
    assert (tmp_path / "1.key").stat().st_mode & 0o777 == 0o600


def test_an_end_while_a_key_is_made_leaves_no_half_of_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ends() -> bytes:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(Fernet, "generate_key", staticmethod(ends))
        with pytest.raises(SystemExit):
            CommentKeys(tmp_path).seal(1, "Not kept.")
    keys = CommentKeys(tmp_path)
    assert keys.unseal(1, keys.seal(1, "It depends on the bus.")) == "It depends on the bus."
