"""People at the desk: counted by group where that may be, retired by letters they read out, let in one at a time."""

import re

import pytest

from app.services import cards, people, workshops
from tests.builders import NOON, SECRET
from tests.web.rooms import Hall
from tests.web.running import Running
from tests.web.team import text


@pytest.fixture
def running(app, database, keys, clock):
    return Running(app, database, keys)


def test_a_phone_shows_its_letters_for_the_front_and_the_desk_shows_none(app, running):
    hall = Hall(app)
    phone = hall.panellist()
    letters = re.search(r"For the front, if you are asked: (\w{4})\.", phone.page)[1]
    asha = running.asha
    assert letters not in asha.get(f"/desk/{hall.room.id}/people").text
    assert letters not in str(asha.get(f"/desk/{hall.room.id}/state").json)
    done = asha.post(f"/desk/{hall.room.id}/people/retire", {"name": letters.lower()})
    assert done.status_code == 303
    assert "This phone is retired." in asha.read(done.location)
    assert phone.client.get("/phone/state", headers={"Accept": "application/json"}).status_code == 403


def test_wrong_letters_stay_in_the_field_and_retire_nobody(running):
    answer = running.asha.post(f"/desk/{running.id}/people/retire", {"name": "Q<b>Q"})
    assert answer.status_code == 409
    assert 'No phone in this workshop shows "QBQ". Look at its help page once more; nobody was retired.' in text(answer)
    assert "Q&lt;b&gt;Q" in answer.text
    assert "10 people are here now." in text(answer)


def test_a_small_group_hides_the_counts_of_all(running):
    page = running.asha.read(f"/desk/{running.id}/people")
    assert "Counsellors 10 Health workers 0" in page
    running.now(lambda room: room.join(group=1))
    page = running.asha.read(f"/desk/{running.id}/people")
    assert "Counsellors not shown Health workers not shown" in page


def test_one_is_let_in_while_the_door_stays_locked(app, running, monkeypatch):
    url = f"/desk/{running.id}/people"
    assert running.asha.post(f"{url}/admit").status_code == 409
    running.now(lambda room: workshops.lock(room.db, room.id, locked=True))
    shown = []
    monkeypatch.setattr("app.web.desk_people.qr", shown.append)
    assert running.asha.post(f"{url}/admit").status_code == 200
    way = shown[0].removeprefix("http://localhost")
    hall = Hall(app)
    hall.token = way.removeprefix("/j/")
    newcomer = hall.browser()
    newcomer.join()
    assert newcomer.state["workshop"]["id"] == running.id
    assert "Joining is closed just now." in hall.browser().get(f"/j/{running_token(running)}").get_data(as_text=True)
    assert hall.browser().get(way).status_code == 404


def running_token(running):
    return running.now(lambda room: workshops.head(room.db, room.id).token)


def test_letters_are_made_from_the_servers_secret():
    assert people.phone_name(1, secret=SECRET) != people.phone_name(1, secret=SECRET[::-1])


def test_a_card_is_cancelled_by_its_number(running):
    url = f"/desk/{running.id}/people"
    assert "Cancel a card" not in running.asha.read(url)
    running.now(lambda room: cards.make(room.db, room.id, 2, seen=0, secret=SECRET, at=NOON))
    assert "Cancel a card" in running.asha.read(url)
    done = running.asha.post(f"{url}/card", {"number": "2"})
    assert done.status_code == 303
    assert "Card 2 lets nobody in any more." in running.asha.read(done.location)
    for number in ("3", "", "x", "9" * 40):
        answer = running.asha.post(f"{url}/card", {"number": number})
        assert answer.status_code == 409
        assert "they are numbered from 1 to 2. Nothing was cancelled." in text(answer)
