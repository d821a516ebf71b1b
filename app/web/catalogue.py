"""What goes into the catalogue for translators: the texts the core marks, and the sentences of its errors.

An error's docstring is the sentence a person reads, so Babel is taught to read those too; see `pyproject.toml`.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from inspect import cleandoc
from typing import IO, Any

from babel.messages.extract import extract_python

Found = tuple[int, str, str, list[str]]


def core_texts(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Any]:
    """Give Babel every text of one module of the core. Babel sets the arguments."""
    yield from _error_sentences(fileobj.read())
    fileobj.seek(0)
    yield from extract_python(fileobj, keywords, comment_tags, dict(options))  # type: ignore[arg-type]


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
