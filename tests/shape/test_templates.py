"""Pages work as forms, carry no style or script that a content policy would have to let through, and escape all text."""

import re

import pytest

from tests.shape import tree

NEVER = {
    "an inline style": r"<style\b(?!>\{\{ style_of\(\"phone\"\) \}\}</style>)|\sstyle\s*=",  # but a sheet let through by its digest
    "a handler in the page": r"<[^>]*\son[a-z]+\s*=\s*[\"']",
    "text that is not escaped": r"\|\s*safe\b|autoescape\s+false",
    "a button that is no button": r"role\s*=\s*[\"']button|<input[^>]+type\s*=\s*[\"'](?:submit|button|image)",
    "a link that only a script can follow": r"href\s*=\s*[\"'](?:#[\"']|javascript:)",
    "another origin": r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//",
    "a focus order of its own": r"tabindex\s*=\s*[\"'][1-9]",
}
SCRIPT = re.compile(r"<script\b[^>]*>")
BUTTON = re.compile(r"<button\b[^>]*>", re.DOTALL)


def pages():
    return tree.files(".html")


@pytest.mark.parametrize("what", NEVER)
def test_no_template_holds(what):
    assert tree.places(re.compile(NEVER[what], re.IGNORECASE), pages()) == []


@pytest.mark.parametrize(("what", "example"), [
    ("an inline style", '<p style="color: red">'),
    ("an inline style", "<style>p { color: red; }</style>"),
    ("a handler in the page", '<button onclick="go()">'),
    ("text that is not escaped", "{{ comment | safe }}"),
    ("text that is not escaped", "{% autoescape false %}"),
    ("a button that is no button", '<a role="button">'),
    ("a button that is no button", '<input name="a" type="submit">'),
    ("a link that only a script can follow", '<a href="#">'),
    ("another origin", '<script src="//cdn.example/a.js">'),
    ("a focus order of its own", '<a tabindex="3">'),
])  # fmt: skip
def test_the_rule_sees(what, example):
    assert re.search(NEVER[what], example)


def test_every_script_is_a_file_of_ours_or_carries_the_nonce():
    loose = [
        f"{tree.name(path)}: {tag}"
        for path in pages()
        for tag in SCRIPT.findall(path.read_text(encoding="utf-8"))
        if "src=" not in tag and "nonce=" not in tag
    ]
    assert loose == []


def test_every_button_says_whether_it_sends_its_form():
    unsaid = [
        f"{tree.name(path)}: {tag}"
        for path in pages()
        for tag in BUTTON.findall(path.read_text(encoding="utf-8"))
        if "type=" not in tag
    ]
    assert unsaid == []


def test_pages_of_panels_can_be_turned_round_for_scripts_written_from_the_right():
    physical = re.compile(
        r"\b(?:margin|padding|border|inset)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|"
        r"(?:text-align|float|clear)\s*:\s*(?:left|right)|"
        r"\b(?:margin|padding|inset|border-width)\s*:\s*[^\s;]+\s+([^\s;(]+)\s+[^\s;]+\s+(?!\1;)[^\s;]+;"
    )
    sheets = [(tree.ROOT / "static" / name) for name in ("tokens.css", "phone.css", "screen.css", "print.css")]
    assert [(sheet.name, found[0]) for sheet in sheets for found in physical.finditer(sheet.read_text())] == []
