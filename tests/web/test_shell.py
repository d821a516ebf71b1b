"""The shell of a phone: named by what is in it, and nothing of anybody is in it."""

import json
import re

import pytest

from app.web import shell
from tests.web.rooms import Hall


@pytest.fixture
def hall(app):
    hall = Hall(app)
    hall.start()
    hall.open()
    return hall


def kept_by(phone):
    """What its worker says it keeps."""
    text = phone.client.get("/phone/worker.js").get_data(as_text=True)
    return json.loads(re.match(r"const SHELL = (\{.*\});\n", text).group(1))


def test_all_it_keeps_is_there_and_nothing_of_hers_is_in_it(hall):
    asha, meera = hall.panellist(), hall.panellist()
    kept = kept_by(asha)
    assert kept == kept_by(meera)
    for path in kept["paths"]:
        hers, others = asha.client.get(path), meera.client.get(path)
        assert hers.status_code == 200
        assert hers.data == others.data
        assert "Set-Cookie" not in hers.headers
    assert not {"/phone", "/phone/state"} & {path.partition("?")[0] for path in kept["paths"]}
    assert kept["offline"] in kept["paths"]


def test_it_may_serve_her_page_and_nothing_beside(hall):
    asha = hall.panellist()
    answer = asha.client.get("/phone/worker.js")
    assert answer.headers["Service-Worker-Allowed"] == "/phone"
    assert answer.mimetype == "text/javascript"


def test_another_text_on_the_page_that_waits_is_another_shell(hall, monkeypatch):
    asha = hall.panellist()
    before = kept_by(asha)["name"]
    monkeypatch.setattr(shell, "_offline_page", lambda: "the same in another language")
    assert kept_by(asha)["name"] != before


@pytest.mark.parametrize(("show", "path"), [("leave", "/phone/leave"), ("other", "/phone/not-me")])
def test_leaving_and_saying_not_me_have_the_browser_clear_what_it_kept(hall, show, path):
    asha = hall.panellist()
    asha.get(f"/phone?show={show}")
    answer = asha.client.post(path, data=asha.hidden(path))
    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"storage"'
