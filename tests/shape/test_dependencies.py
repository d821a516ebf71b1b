"""No library is asked for that nothing uses."""

import ast
from importlib.metadata import packages_distributions

from tests.shape import tree
from tests.shape.test_locks import declared

# Used without an import of ours.
UNIMPORTED = {
    "simple-websocket": "Flask-SocketIO's websockets stand on it",
}


def imported():
    """The top-level names that our own code imports."""
    rooms = [p for p in tree.files(".py") if tree.name(p).startswith(("app/", "exports/", "migrations/", "config.py"))]
    for path in rooms:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module.split(".")[0]


def test_every_library_that_people_install_is_used():
    homes = packages_distributions()
    used = {home.lower().replace("_", "-") for name in set(imported()) for home in homes.get(name, [])}
    assert declared() - used - UNIMPORTED.keys() == set()
