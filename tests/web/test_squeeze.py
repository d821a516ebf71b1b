"""What is fixed goes out compressed, what holds a token does not."""

import gzip

import pytest

from tests.web.rooms import Hall


@pytest.mark.parametrize("path", ["/css/phone.css", "/static/phone/main.js"])
def test_sheets_and_modules_come_compressed_to_who_can_read_it(app, path):
    phone = app.test_client()
    plain = phone.get(path)
    squeezed = phone.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.data) == plain.data
    assert len(squeezed.data) < len(plain.data) / 2
    assert "Accept-Encoding" in squeezed.headers["Vary"]


def test_what_a_phone_has_already_is_not_sent_again(app):
    phone = app.test_client()
    first = phone.get("/static/phone/main.js", headers={"Accept-Encoding": "gzip"})
    known = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    assert phone.get("/static/phone/main.js", headers=known).status_code == 304


def test_a_page_with_a_token_is_not_compressed(app):
    asha = Hall(app).panellist()
    assert "Content-Encoding" not in asha.client.get("/phone", headers={"Accept-Encoding": "gzip"}).headers


def test_a_phone_can_answer_after_thirty_kilobytes(app):
    hall = Hall(app)
    hall.start()
    hall.open()
    asha = hall.panellist()
    needed = ("/phone", "/css/phone.css", "/static/phone/main.js")
    sizes = [len(asha.client.get(path, headers={"Accept-Encoding": "gzip"}).data) for path in needed]
    assert sum(sizes) <= 30_000, dict(zip(needed, sizes, strict=True))
