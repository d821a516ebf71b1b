"""Which language a page speaks: at the door, on phones, on the wall, and at the desk."""

import gzip
import re
from dataclasses import replace

import pytest

from app.core.ballots import refused
from app.core.errors import RoundClosed
from app.live.audiences import Audience, Listener
from app.live.lane import FastLane
from app.services import panels, screens
from app.services.workshops import workshop_row
from app.storage.workshops import Panellist
from app.web.phone_room import said_in
from tests.services.test_texts import PARTS, translate
from tests.web.rooms import Hall
from tests.web.spoken import ask_in

HINDI = {"Accept-Language": "hi-IN,hi;q=0.9,en;q=0.5"}
CLOSED = "आपका जवाब पहुँचने से पहले बंद हो गया, इसलिए गिना नहीं गया। पहले के जवाब सुरक्षित हैं।"


@pytest.fixture
def hall(app) -> Hall:
    hall = Hall(app)
    hall.do(lambda room: ask_in(room, "hi", "mr"))
    hall.start()
    return hall


def one_who_reads(hall: Hall, language: str):
    meera = hall.panellist()
    meera.submit("/phone/language", language=language)
    return meera


def test_the_notice_comes_in_the_language_of_her_browser_with_the_facts_of_the_plan(hall):
    meera = hall.browser()
    page = meera.client.get(f"/j/{hall.token}", headers=HINDI).text
    assert '<html lang="hi" dir="ltr">' in page
    assert "शुरू करने से पहले" in page
    assert "मैं सहमत हूँ, शुरू करें" in page
    until = hall.do(lambda room: workshop_row(room.db, room.id).withdraw_until)
    assert re.search(rf"{until.day} \w*[^\s\d]+ {until.year} तक सब हटवाया जा सकता है", page)
    assert "%(" not in page
    assert not re.search("[०-९]", page)


def test_she_turns_the_notice_to_her_language_agrees_and_reads_on_in_it(hall):
    meera = hall.browser()
    assert "Before you start" in meera.get(f"/j/{hall.token}").get_data(as_text=True)
    meera.submit("/join", language="mr")
    assert "सुरू करण्यापूर्वी" in meera.page
    assert "मला मान्य आहे, सुरू करा" in meera.page
    meera.submit("/join")
    assert "तुम्ही कोणत्या गटाकडून बोलता?" in meera.page
    assert re.search(r'value="mr" checked><span lang="mr"', meera.page)
    offered = re.findall(r'name="group" value="(\d+)"', meera.page)
    meera.submit("/phone/consent", group=offered[0], language="mr")
    assert "तुमचा खाजगी कोड" in meera.page
    assert meera.state["language"] == "mr"


def test_digits_on_the_first_page_can_be_typed_in_every_language_there_is(hall):
    meera = hall.browser()
    assert "Join the workshop" in meera.get("/").get_data(as_text=True)
    meera.get("/?language=mr")
    assert '<html lang="mr" dir="ltr">' in meera.page
    refused_page = meera.submit("/join", code="482913").get_data(as_text=True)
    assert "482 913 सापडलं नाही." in refused_page


@pytest.mark.parametrize("asked", ["xx", "<b>", "ur", "hi'--"])
def test_a_language_nobody_has_leaves_the_page_in_english(app, asked):
    page = Hall(app).browser().client.get("/", query_string={"language": asked}).text
    assert '<html lang="en" dir="ltr">' in page
    assert "<b>" not in page


def test_a_workshop_in_english_alone_speaks_english_to_a_hindi_browser(app):
    hall = Hall(app)
    page = hall.browser().client.get(f"/j/{hall.token}", headers=HINDI).text
    assert '<html lang="en" dir="ltr">' in page
    assert "Before you start" in page


def test_the_phone_speaks_her_language_on_the_page_to_scripts_and_when_it_refuses(hall):
    meera = one_who_reads(hall, "hi")
    hall.open()
    meera.get("/phone")
    assert '<html lang="hi" dir="ltr">' in meera.page
    assert ">क्या ऐसा होता है?<" in meera.page
    assert '<li data-word="saved_short">दर्ज</li>' in meera.page
    hall.close()
    late = meera.send("/phone/ballots", key="k", seq=1, round=hall.rounds[0], epoch=1, plausibility=4)
    assert late.get_json()["say"] == CLOSED
    form = meera.submit("/phone/ballots", plausibility="4")
    assert CLOSED in form.get_data(as_text=True)
    assert "बात पर वापस" in form.get_data(as_text=True)
    assert meera.send("/phone/language", language="xx").get_json()["say"] == (
        "यह जवाब पढ़ा नहीं जा सका: इस कार्यशाला में यह भाषा नहीं है। कुछ बदला नहीं; एक बार फिर जवाब दें।"
    )


def test_a_socket_is_answered_in_the_language_of_its_phone(app):
    assert said_in(app, refused({"key": "k"}, RoundClosed()), "hi").told()["say"] == CLOSED
    assert said_in(app, refused({"key": "k"}, RoundClosed()), "en").told()["say"] == RoundClosed().say


class Broken:
    """A committer in which something is wrong."""

    def cast(self, sent):
        raise ZeroDivisionError


OUR_SIDE = "हमारी ओर कुछ काम नहीं आया। जो दर्ज हुआ, वह सुरक्षित है; पेज फिर लोड करें।"


def test_a_fault_of_ours_is_said_in_her_language_by_socket_and_by_http(hall):
    meera = one_who_reads(hall, "hi")
    lane = FastLane(Broken(), lambda sid: None, speak=lambda *said: said_in(hall.app, *said))
    listener = Listener(Audience.PHONE, hall.room.id, panellist=1, language="hi")
    assert lane.take("meera's", listener, "here", ({"key": "k"},))["say"] == OUR_SIDE
    hall.app.extensions["plumbline"] = replace(hall.app.extensions["plumbline"], committer=Broken())
    told = meera.send("/phone/ballots", key="k")
    assert (told.status_code, told.get_json()["say"]) == (500, OUR_SIDE)


def test_what_is_refused_before_anybody_is_looked_up_is_said_in_her_language_too(hall):
    meera = one_who_reads(hall, "hi")
    unread = meera.client.post("/phone/ballots", json=["no ballot"])
    assert (unread.status_code, unread.get_json()["say"][:9]) == (422, "यह जवाब प")
    for _ in range(200):
        told = meera.send("/phone/ballots", key="k")
        if told.status_code == 429:
            break
    assert told.get_json()["say"] == "यहाँ से एक साथ बहुत कुछ आया। कुछ सेकंड रुककर आगे बढ़ें; कुछ खोया नहीं है।"


def test_without_scripts_she_changes_the_language_of_the_sheet_and_keeps_what_she_typed_and_ticked(hall):
    meera = hall.panellist()
    hall.open()
    meera.get("/phone?show=comment")
    typed = {"text": "Only where a bus goes.", "parts": ["1", "3"], "changed": "yes", "seen": "yes", "may_show": "yes"}
    page = meera.client.post("/phone/language", data=meera.hidden("/phone/comments") | typed | {"language": "hi"}).text
    assert '<html lang="hi"' in page
    assert ">Only where a bus goes.</textarea>" in page
    for box in (
        'name="parts" value="1" checked',
        'name="parts" value="3" checked',
        'name="changed" value="yes" checked',
    ):
        assert box in page
    for box in ('name="seen" value="yes" checked', 'name="may_show" value="yes" checked'):
        assert box in page
    assert 'name="parts" value="2" checked' not in page
    assert meera.state["language"] == "hi"


def test_the_desk_stays_english_whatever_its_browser_asks_for(app):
    assert '<html lang="en" dir="ltr">' in app.test_client().get("/sign-in", headers=HINDI).text


def test_the_wall_speaks_the_language_that_was_chosen_for_it(hall):
    hall.do(translate)
    hall.open()
    key = hall.do(
        lambda room: screens.screen_key(room.db, room.id, secret=hall.app.extensions["plumbline"].settings.secret)
    )
    walls = [hall.app.test_client() for _ in range(2)]
    hindi = walls[0].get(f"/screen?key={key}&language=hi", follow_redirects=True).text
    assert '<html lang="hi"' in hindi
    assert "में से 0 के जवाब पूरे" in hindi
    assert PARTS[1] in hindi
    assert walls[0].get("/screen/state").get_json()["round"]["statement"]["lang"] == "hi"
    english = walls[1].get(f"/screen?key={key}", follow_redirects=True).text
    assert "are done" in english
    assert PARTS[1] not in english


def test_the_original_is_shown_whole_where_a_translation_wants_one_part(hall):
    meera = one_who_reads(hall, "hi")
    hall.open()
    hall.do(lambda room: translate(room, parts={place: said for place, said in PARTS.items() if place != 3}))
    meera.get("/phone")
    assert PARTS[1] not in meera.page
    assert "Women far from town" in meera.page
    assert "यह बात अभी हिन्दी में नहीं है।" in meera.page
    assert meera.state["rounds"][0]["statement"]["read"] is None


def test_a_language_written_from_the_right_turns_the_page_round(hall):
    noor = hall.panellist()
    hall.open()
    hall.do(
        lambda room: panels.speak(room.db, room.db.query(Panellist.id).order_by(Panellist.id.desc()).first()[0], "ur")
    )
    noor.get("/phone")
    assert '<html lang="ur" dir="rtl">' in noor.page
    assert 'class="question__asks" tabindex="-1" id="asks-plausibility" lang="en" dir="ltr"' in noor.page


@pytest.mark.parametrize("language", ["hi", "mr"])
def test_a_phone_in_devanagari_can_answer_after_twenty_two_kilobytes(hall, language):
    meera = one_who_reads(hall, language)
    hall.open()
    needed = ("/phone", "/js/phone.js")
    sizes = [len(meera.client.get(path, headers={"Accept-Encoding": "gzip"}).data) for path in needed]
    assert sum(sizes) <= 22_000, dict(zip(needed, sizes, strict=True))
    assert b"<html" in gzip.decompress(meera.client.get("/phone", headers={"Accept-Encoding": "gzip"}).data)


def test_dates_are_written_in_her_language_with_the_digits_of_all(hall):
    found = {}
    for language in ("hi", "mr"):
        meera = one_who_reads(hall, language)
        meera.get("/phone")
        found[language] = re.findall(r"\d+ [ऀ-ॿ]+ 20\d\d", meera.page)
    assert all(found.values()), found


def test_text_in_any_script_is_shown_as_it_was_written_and_turns_nothing_around_it(hall):
    said = {1: "بعيد عن المدينة 🚌\u200d", 2: "\u200fחדר (קטן)", 3: "पहुँच\u200dमें a b", 4: "👩🏽\u200d⚕️ <b>औरतें</b>"}
    hall.do(lambda room: translate(room, parts=said))
    meera = one_who_reads(hall, "hi")
    hall.open()
    meera.get("/phone")
    assert 'data-statement tabindex="-1" lang="hi" dir="auto"' in meera.page
    for text in said.values():
        assert f"<bdi>{text}</bdi>" in meera.page
    raw = meera.client.get("/phone").text
    assert "&lt;b&gt;औरतें&lt;/b&gt;" in raw
    written = meera.client.post("/phone/comments", data=meera.hidden("/phone/comments") | {"text": said[1]})
    assert written.status_code == 303
    assert '<textarea dir="auto"' in raw


def test_a_room_in_english_alone_offers_no_other_language_anywhere(app):
    hall = Hall(app)
    asha = hall.panellist()
    assert 'name="language"' not in asha.page
    assert 'name="language"' not in hall.browser().get(f"/j/{hall.token}").text


def test_of_a_small_panel_each_phone_sees_thirds_in_its_own_words_whoever_looked_first(app):
    hall = Hall(app, people=6)
    hall.do(lambda room: ask_in(room, "hi"))
    hall.start()
    hall.do(lambda room: room.judge(room.rounds[0], [1, 2, 4, 4, 5, 5]))
    asha, meera = hall.panellist(), one_who_reads(hall, "hi")
    hall.reveal()
    assert "नहीं या ज़्यादातर नहीं" in meera.get("/phone").text
    assert "No or Mostly no" in asha.get("/phone").text
    shown = [bar["label"] for bar in meera.state["bars"][0]["rows"]]
    assert shown == ["नहीं या ज़्यादातर नहीं", "कभी-कभी", "ज़्यादातर हाँ या हाँ"]
    assert asha.state["bars"][0]["rows"][0]["label"] == "No or Mostly no"
