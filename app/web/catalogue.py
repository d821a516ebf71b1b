"""What goes into the catalogues for translators: the texts the core marks, and the sentences of its errors.

An error's docstring is the sentence a person reads, so Babel is taught to read those too; see `pyproject.toml`. Every
sentence is gathered in English; what a panel can meet, at the door, on phones, wall, cards and paper, is kept in other
languages too, one catalogue each. Run as a module, this brings those up to date with what was gathered.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatch
from inspect import cleandoc
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

Found = tuple[int, str, str, list[str]]

FOLDER = Path(__file__).parent / "translations"
POT = FOLDER / "messages.pot"
WIDTH = 120
PANEL = (
    *("templates/join/*", "templates/phone/*", "templates/refused.html", "templates/_*.html", "templates/screen/*"),
    *("templates/printing/cards.html", "templates/printing/paper.html"),
    *("app/web/phone*.py", "app/web/join.py", "app/web/bars.py", "app/web/screen_page.py", "app/web/errors.py"),
    *("app/core/instrument.py", "app/core/errors.py", "app/core/errors_blocks.py", "app/core/errors_screen.py"),
    *("app/core/ballots.py", "app/services/ballots.py", "app/services/texts.py", "app/services/comments.py"),
    *("app/live/lane.py", "app/web/parsing.py"),
)
"""The files whose sentences a panel can meet: all of these are translated. What only the team reads stays English."""


def core_texts(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Any]:
    """Give Babel every text of one module of the core. Babel sets the arguments."""
    yield from _error_sentences(fileobj.read())
    fileobj.seek(0)
    yield from extract_python(fileobj, keywords, comment_tags, dict(options))  # type: ignore[arg-type]


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return FOLDER / language / "LC_MESSAGES" / "messages.po"


def languages() -> tuple[str, ...]:
    """The languages besides English that there is a catalogue of."""
    return tuple(sorted(path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/messages.po")))


def read(path: Path, language: str | None = None) -> Catalog:
    """A catalogue as it lies there."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def is_for_panels(message: Message) -> bool:
    """Whether a panel can meet this sentence: it stands in one of their files."""
    return bool(message.id) and any(fnmatch(path, part) for path, _line in message.locations for part in PANEL)


def renew(language: str) -> None:
    """Bring a catalogue up to date: new sentences come in empty, what is gone goes, translations stay."""
    wanted = Catalog(project="Plumbline", version="")
    for message in filter(is_for_panels, read(POT)):
        wanted.add(message.id, locations=message.locations, auto_comments=message.auto_comments)
    kept = read(path_of(language), language)
    kept.update(wanted, no_fuzzy_matching=True, update_creation_date=False, keep_user_comments=True)
    kept.obsolete.clear()
    with path_of(language).open("wb") as file:
        write_po(file, kept, width=WIDTH, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def _error_sentences(source: bytes) -> Iterator[Found]:
    """Yield line and sentence of each error that a module defines, with its name as a hint to the translator."""
    known = {"WorkshopError"}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and (node.name in known or _bases(node) & known):
            known.add(node.name)
            yield node.lineno, "", _sentence(node), [node.name]


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.id for base in node.bases if isinstance(base, ast.Name)}


def _sentence(node: ast.ClassDef) -> str:
    """Return the docstring on one line, as `WorkshopError.sentence` gives it."""
    return cleandoc(ast.get_docstring(node) or "").replace("\n", " ")


if __name__ == "__main__":
    for each in languages():
        renew(each)
