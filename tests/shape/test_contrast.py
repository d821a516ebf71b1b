"""The colours people read, measured as WCAG 2.2 measures them: (lighter + 0.05) / (darker + 0.05)."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static" / "tokens.css").read_text(encoding="utf-8")
READ = [
    ("ink", "paper"), ("ink", "card"), ("ink", "shade"), ("ink", "plumb-wash"),
    ("soft", "paper"), ("soft", "card"), ("soft", "shade"), ("soft", "plumb-wash"),
    ("plumb", "paper"), ("plumb", "card"), ("plumb", "shade"), ("plumb", "plumb-wash"), ("on-plumb", "plumb"),
]  # fmt: skip
SEEN = [("line", "paper"), ("line", "card"), ("line", "shade"), ("ring", "paper"), ("ring", "card"), ("plumb", "paper")]


def colours(theme: str) -> dict[str, str]:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    named = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
    return dict(named.findall(light)) | (dict(named.findall(dark)) if theme == "dark" else {})


def luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels)
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), READ)
def test_what_people_read_has_a_contrast_of_seven(theme, front, back):
    known = colours(theme)
    assert contrast(known[front], known[back]) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SEEN)
def test_lines_and_rings_have_a_contrast_of_three(theme, front, back):
    known = colours(theme)
    assert contrast(known[front], known[back]) >= 3
