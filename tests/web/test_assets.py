"""What a page needs comes in one request each, and fits together."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from app.web.assets import BEFORE, MODULES
from tests.web.rooms import Hall

STATIC = Path(__file__).parents[2] / "static"


@pytest.mark.parametrize("surface", MODULES)
def test_joined_modules_fit_together_and_ask_only_for_those_of_the_first_moment(app, surface):
    phone = app.test_client()
    text = phone.get(f"/js/{surface}.js").get_data(as_text=True)
    asked = re.findall(r'^import \{ (.*) \} from "(.*)";', text, re.MULTILINE)
    names = [name for names, _ in asked for name in names.split(", ")]
    assert len(asked) == (surface in BEFORE)
    for _, first in asked:
        exported = re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", phone.get(first).text, re.MULTILINE)
        assert set(names) <= set(exported)
    assert "/**" not in text
    declared = re.findall(r"^(?:export )?(?:async )?(?:function|const|class) (\w+)", text, re.MULTILINE) + names
    assert len(declared) == len(set(declared)) > 10  # in one module no name can stand twice


@pytest.mark.parametrize(("surface", "name"), [(surface, name) for surface in MODULES for name in MODULES[surface]])
def test_each_part_imports_only_what_comes_before_it(surface, name):
    own = MODULES[surface]
    before = (*MODULES.get(BEFORE.get(surface), ()), *own[: own.index(name)])
    imported = re.findall(
        r'^import \{[^}]*\} from "([^"]+)";', (STATIC / name).read_text(encoding="utf-8"), re.MULTILINE
    )
    found = [
        (STATIC / name).parent.joinpath(path).resolve().relative_to(STATIC.resolve()).as_posix() for path in imported
    ]
    assert [path for path in found if path not in before] == []


def test_what_hears_her_first_answer_comes_while_she_reads_the_notice_and_is_kept(app):
    hall = Hall(app)
    notice = hall.browser().client.get(f"/j/{hall.token}").get_data(as_text=True)
    sheet, module = re.findall(r'<link rel="(?:stylesheet|modulepreload)" href="([^"]+)">', notice)
    page = hall.panellist().page
    assert f'<script type="module" src="{module}"></script>' in page
    rest = re.search(r'data-rest="([^"]+)"', page).group(1)
    for path in (sheet, module, rest):
        assert app.test_client().get(path).headers["Cache-Control"] == "public, max-age=31536000"


def test_the_phones_page_carries_its_style_which_no_other_page_may(app):
    hall = Hall(app)
    page = hall.panellist().client.get("/phone")
    style = re.search(r"<style>(.*?)</style>", page.text, re.DOTALL).group(1)
    assert style == app.test_client().get("/css/phone.css").text
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = page.headers["Content-Security-Policy"]
    assert f"style-src 'self' 'sha256-{digest}';" in policy
    assert "unsafe" not in policy
    assert "sha256" not in hall.browser().client.get("/").headers["Content-Security-Policy"]


def test_under_the_name_of_another_text_it_is_asked_about_each_time(app):
    phone = app.test_client()
    first = phone.get("/js/phone.js?v=0123456789abcdef")
    assert first.headers["Cache-Control"] == "no-cache"
    assert phone.get("/js/phone.js", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", ["/js/desk.js", "/js/main.js", "/css/other.css", "/js/..%2Fphone.js"])
def test_what_is_no_surface_is_not_here(app, path):
    assert app.test_client().get(path).status_code == 404
