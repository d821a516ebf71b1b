"""Everything that people read can be translated: the catalogue holds it all, and nothing that is gone."""

import importlib
import pkgutil
import subprocess
import sys

from babel.messages.pofile import read_po

import app.core
from app.core.errors import WorkshopError
from tests.shape import tree

POT = tree.ROOT / "app" / "web" / "translations" / "messages.pot"


def below(error):
    return {error}.union(*(below(child) for child in error.__subclasses__()))


def texts(path):
    with path.open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


def test_the_catalogue_is_up_to_date_or_else_make_catalogue(tmp_path):
    fresh = tmp_path / "messages.pot"
    subprocess.run(
        [
            sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract", "--mapping-file", "pyproject.toml",
            "--keyword", "lazy_gettext", "--output-file", fresh, ".",
        ],
        cwd=tree.ROOT, check=True,
    )  # fmt: skip
    assert texts(POT) == texts(fresh)


def test_the_sentence_of_every_error_is_in_the_catalogue():
    for part in pkgutil.walk_packages(app.core.__path__, "app.core."):
        importlib.import_module(part.name)
    assert {error.sentence() for error in below(WorkshopError)} - texts(POT) == set()


def test_no_sentence_blames_or_shouts():
    blaming = ("failed", "invalid", "illegal", "error", "!")
    assert [text for text in texts(POT) if any(word in str(text).lower() for word in blaming)] == []
