"""A bad network: slow, cut off before the answer, stalling, resetting; phones that are away and die meanwhile."""

from time import sleep

from app.rehearsal.scratch import free_port
from tests.faults.checker import violations
from tests.faults.evidence import gather
from tests.faults.nursery import lives
from tests.faults.proxy import CUT, FINE, WEATHERS, network
from tests.faults.scenes import move, patiently
from tests.faults.storm import Storm


def test_a_storm_through_a_network_in_every_weather_loses_nothing(nursery, stage):
    port = free_port()
    with network(port) as net, lives(nursery, stage.data, origin=net.url, port=port):
        storm = Storm(stage, net.url, stage.data / "diaries")
        with storm.raging():
            for weather in (*WEATHERS, *reversed(WEATHERS)):
                storm.notes("fault", what=weather)
                net.weather = weather
                sleep(0.7)
            net.weather = FINE
            storm.wait_for(20)
        net.drop_all()
        storm.settle()
        papers = storm.desks[0].papers(stage.screen)
    assert violations(gather(stage.database, stage.data / "diaries", papers)) == []


def test_an_answer_that_is_lost_every_time_is_kept_once_and_shown_as_waiting_until_it_comes(nursery, stage):
    port = free_port()
    with network(port) as net, lives(nursery, stage.data, origin=net.url, port=port):
        storm = Storm(stage, net.url, stage.data / "diaries")
        desk, phone = storm.desks[0], storm.phones[0]
        move(desk, stage.rounds[0], "open")
        patiently(phone.look)
        phone.tap(plausibility=4, relevance=4)
        net.weather = CUT
        assert [phone.deliver() for _ in range(5)] == [False] * 5
        assert len(phone.kept) == 1
        net.weather = FINE
        patiently(phone.deliver)
        storm.settle()
    found = gather(stage.database, stage.data / "diaries")
    assert violations(found) == []
    assert len(found.events) == 1


def test_a_phone_that_was_away_and_whose_tab_was_killed_gives_its_answer_to_the_statement_it_was_for(nursery, stage):
    with lives(nursery, stage.data) as server:
        storm = Storm(stage, server.url, stage.data / "diaries")
        (desk, _), (away, late, *others) = storm.desks, storm.phones
        first, second = stage.rounds[:2]
        move(desk, first, "open")
        for phone in (away, late, *others):
            patiently(phone.look)
        for phone in (away, late):
            phone.tap(plausibility=2, relevance=2)  # the network is gone; it is kept
        away.kill_tab()
        patiently(away.deliver)
        move(desk, first, "close")
        move(desk, second, "open")
        late.kill_tab()
        patiently(late.deliver)
        storm.settle()
    found = gather(stage.database, stage.data / "diaries")
    assert violations(found) == []
    assert {row["round_id"] for row in found.events} == {first}
    assert [row["late"] for row in found.events] == [0, 1]
    assert [line["why"] for line in found.phones()[late.seat.panellist] if line.get("words") == "not accepted"] == [
        "closed"
    ]
