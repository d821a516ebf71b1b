"""One version: what a document says made it is what this tree says it is."""

import tomllib

from app.web.downloads import SOFTWARE
from tests.shape import tree


def test_documents_name_the_version_of_this_tree():
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text())["project"]
    assert f"Plumbline {project['version']}" == SOFTWARE
