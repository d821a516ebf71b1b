"""A file that outgrows these has two subjects; split it by subject."""

from tests.shape import tree


def longer_than(limit, paths):
    return [f"{tree.name(path)}: {len(tree.lines(path))}" for path in paths if len(tree.lines(path)) > limit]


def test_no_file_of_code_is_longer_than_300_lines():
    assert longer_than(300, tree.files(".py", ".js", ".css")) == []


def test_no_template_is_longer_than_120_lines():
    assert longer_than(120, tree.files(".html", ".jinja", ".svg.j2")) == []


def test_every_room_keeps_its_files_small():
    rooms = [path for path in tree.files(".py") if tree.name(path).startswith(("app/", "exports/"))]
    lengths = sorted(len(tree.lines(path)) for path in rooms)
    assert lengths[len(lengths) // 2] <= 100
