"""What a page needs comes in one request each, and fits together."""

import re
from pathlib import Path

import pytest

from app.web.assets import MODULES
from tests.web.rooms import Hall

STATIC = Path(__file__).parents[2] / "static"


def test_the_first_moment_of_a_phone_is_one_module_that_asks_for_no_other(app):
    text = app.test_client().get("/js/phone.js").get_data(as_text=True)
    assert re.findall(r"^import .*", text, re.MULTILINE) == []
    assert "/**" not in text
    declared = re.findall(r"^(?:export )?(?:async )?(?:function|const|class) (\w+)", text, re.MULTILINE)
    assert len(declared) == len(set(declared)) > 20  # in one module no name can stand twice


@pytest.mark.parametrize("name", MODULES["phone"])
def test_each_part_imports_only_what_comes_before_it(name):
    before = MODULES["phone"][: MODULES["phone"].index(name)]
    imported = re.findall(
        r'^import \{[^}]*\} from "([^"]+)";', (STATIC / name).read_text(encoding="utf-8"), re.MULTILINE
    )
    found = [
        (STATIC / name).parent.joinpath(path).resolve().relative_to(STATIC.resolve()).as_posix() for path in imported
    ]
    assert [path for path in found if path not in before] == []


def test_what_hears_her_first_answer_comes_while_she_reads_the_notice_and_is_kept(app):
    hall = Hall(app)
    named = re.search(
        r'<link rel="modulepreload" href="([^"]+)">',
        hall.browser().client.get(f"/j/{hall.token}").get_data(as_text=True),
    )
    assert f'<script type="module" src="{named.group(1)}"></script>' in hall.panellist().page
    assert app.test_client().get(named.group(1)).headers["Cache-Control"] == "public, max-age=31536000"


def test_under_the_name_of_another_text_it_is_asked_about_each_time(app):
    phone = app.test_client()
    first = phone.get("/js/phone.js?v=0123456789abcdef")
    assert first.headers["Cache-Control"] == "no-cache"
    assert phone.get("/js/phone.js", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/js/desk.js", "/js/main.js", "/css/other.css", "/js/..%2Fphone.js"])
def test_what_is_no_surface_is_not_here(app, path):
    assert app.test_client().get(path).status_code == 404
