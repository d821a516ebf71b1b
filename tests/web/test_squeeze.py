"""What is fixed goes out compressed, what holds a token beside words of the request does not."""

import gzip

import pytest

from tests.web.rooms import Hall


@pytest.mark.parametrize("path", ["/css/phone.css", "/js/phone.js"])
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
    first = phone.get("/js/phone.js", headers={"Accept-Encoding": "gzip"})
    known = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    assert phone.get("/js/phone.js", headers=known).status_code == 304


def test_a_page_with_a_token_is_not_compressed(app):
    door = Hall(app).browser()
    assert "Content-Encoding" not in door.client.get("/", headers={"Accept-Encoding": "gzip"}).headers


def test_the_phones_page_is_compressed_and_brings_back_nothing_of_what_was_asked(app):
    asha = Hall(app).panellist()
    asked = "/phone?show=canary1&change=canary2&at=canary3&other=canary4"
    squeezed = asha.client.get(asked, headers={"Accept-Encoding": "gzip"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert b"canary" not in gzip.decompress(squeezed.data)


def test_a_phone_can_answer_after_twenty_kilobytes(app):
    hall = Hall(app)
    hall.start()
    hall.open()
    asha = hall.panellist()
    needed = ("/phone", "/js/phone.js")
    sizes = [len(asha.client.get(path, headers={"Accept-Encoding": "gzip"}).data) for path in needed]
    assert sum(sizes) <= 20_000, dict(zip(needed, sizes, strict=True))
