"""What goes into the catalogue for translators besides the marked texts: the sentences of the errors.

An error's docstring is the sentence a person reads, so Babel is taught to read those; see `pyproject.toml`.
"""

import ast
from collections.abc import Collection, Iterator, Mapping
from inspect import cleandoc
from typing import IO, Any

Found = tuple[int, str, str, list[str]]


def error_sentences(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Found]:
    """Give Babel the line and the sentence of each error that a module defines. Babel sets the arguments."""
    known = {"WorkshopError"}
    for node in ast.parse(fileobj.read()).body:
        if isinstance(node, ast.ClassDef) and (node.name in known or _bases(node) & known):
            known.add(node.name)
            yield node.lineno, "", _sentence(node), [node.name]


def _bases(node: ast.ClassDef) -> set[str]:
    return {base.id for base in node.bases if isinstance(base, ast.Name)}


def _sentence(node: ast.ClassDef) -> str:
    """Return the docstring on one line, as `WorkshopError.sentence` gives it."""
    return cleandoc(ast.get_docstring(node) or "").replace("\n", " ")
