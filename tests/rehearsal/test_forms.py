"""Forms are read as a browser would send them."""

import pytest

from app.rehearsal.forms import form_with, forms_of

PAGE = """
<form action="/elsewhere"><input name="q"></form>
<form method="post">
  <input type="hidden" name="csrf_token" value="abc">
  <input name="title" value="Practice &amp; talk"><input name="site">
  <input type="number" name="minutes" value="90">
  <textarea name="groups">Counsellors, 8
Police, 5</textarea>
  <input type="checkbox" name="versions" value="1" checked><input type="checkbox" name="versions" value="2">
  <input type="radio" name="size" value="s"><input type="radio" name="size" value="m" checked>
  <select name="language"><option value="en">English<option value="hi" selected>Hindi</select>
  <input type="submit" name="send" value="Send"><button name="group" value="5">Counsellors</button>
</form>
"""


def test_what_stands_in_a_form_is_sent():
    assert form_with(PAGE, "csrf_token").fields == [
        ("csrf_token", "abc"),
        ("title", "Practice & talk"),
        ("site", ""),
        ("minutes", "90"),
        ("groups", "Counsellors, 8\nPolice, 5"),
        ("versions", "1"),
        ("size", "m"),
        ("language", "hi"),
    ]


def test_what_can_be_chosen_is_known():
    choices = form_with(PAGE, "versions").choices
    assert choices == {"versions": ["1", "2"], "size": ["s", "m"], "language": ["en", "hi"], "group": ["5"]}


def test_filling_in_replaces_what_stood_there():
    filled = form_with(PAGE, "versions").filled(versions=["2", "1"], site="Pune")
    assert [value for name, value in filled if name == "versions"] == ["2", "1"]
    assert dict(filled)["site"] == "Pune"


def test_forms_keep_their_order_and_address():
    assert [form.action for form in forms_of(PAGE)] == ["/elsewhere", ""]


def test_a_page_without_such_a_form_says_so():
    with pytest.raises(LookupError):
        form_with(PAGE, "nothing")
