"""JSON that no page of ours sends: refused with a sentence and its status, never a fault of ours."""

import pytest

from tests.web.rooms import Hall
from tests.web.running import Running

INFINITE = '{"round": Infinity}'
HALF_A_LETTER = '{"token": "\\ud800", "version": "x"}'
DEEP = "[" * 50_000


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/phone/skip", INFINITE, 422),
        ("/phone/skip", DEEP, 422),
        ("/phone/ballots", INFINITE, 422),
        ("/phone/comments", DEEP, 422),
        ("/phone/consent", HALF_A_LETTER, 404),
        ("/ticket", DEEP, 422),
        ("/ticket", '{"audience": [], "workshop": 1}', 404),
        ("/ticket", '{"audience": "phone", "workshop": %s}' % ("9" * 40), 404),
    ],
)
def test_odd_json_is_refused_with_a_sentence(app, path, sent, status):
    asha = Hall(app).panellist()
    answer = asha.client.post(path, data=sent, content_type="application/json")
    assert answer.status_code == status
    assert answer.get_json()["say"]


@pytest.mark.parametrize("path", ["/desk/{}/lock", "/desk/{}/blank"])
def test_an_infinite_number_moves_nothing_at_the_desk(app, database, keys, clock, path):
    running = Running(app, database, keys)
    answer = running.asha.client.post(
        path.format(running.id), data='{"locked": Infinity, "blanked": Infinity}', content_type="application/json"
    )
    assert answer.status_code == 422
