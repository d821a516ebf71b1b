"""What is installed is exactly what was looked at: every wheel and package pinned by hash, from whichever mirror."""

import json
import re
import tomllib

import pytest

from tests.shape import tree

LOCKS = ["run.txt", "templates.txt", "test.txt", "uv.txt", "node.txt"]
PINNED = re.compile(r"^([a-z0-9-]+(?:\[[a-z,]+\])?)==(\S+)")
# Put together from pieces, so that this file does not hold what it looks for.
MIRRORS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "registry." + "npm",
    "npm" + "js.",
    "deb." + "debian",
    "debian" + ".org",
]
MACHINE = re.compile(
    r"(?<![\w.}/-])/(?:" + "|".join(["ro" + "ot", "wo" + "rk", "ho" + r"me/\w+", "Us" + r"ers/\w+"]) + r")/\w"
)


def pins(lock):
    found = map(PINNED.match, tree.lines(tree.ROOT / "requirements" / lock))
    return {match[1].split("[")[0]: match[2] for match in found if match}


def declared(*extras):
    project = tomllib.loads((tree.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + [one for extra in extras for one in project["optional-dependencies"][extra]]
    return {re.split(r"[\[<>=]", one)[0] for one in asked}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_wheel_is_pinned_by_hash(lock):
    blocks = re.split(r"\n(?=[a-z])", (tree.ROOT / "requirements" / lock).read_text(encoding="utf-8").strip())
    assert [block.splitlines()[0] for block in blocks if not (PINNED.match(block) and "--hash=sha256:" in block)] == []


def test_every_dependency_asked_for_is_locked():
    assert declared() <= pins("run.txt").keys()
    assert declared("templates") <= pins("templates.txt").keys()
    assert declared("test") <= pins("test.txt").keys()


def test_tests_run_on_the_wheels_that_people_run():
    assert pins("run.txt").items() <= pins("templates.txt").items() <= pins("test.txt").items()


def test_every_npm_package_is_pinned_by_hash():
    packages = json.loads((tree.ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = {path: package for path, package in packages.items() if path}
    assert installed
    assert [path for path, package in installed.items() if "integrity" not in package or "resolved" in package] == []


def test_the_browser_gets_one_library_and_no_more():
    package = json.loads((tree.ROOT / "package.json").read_text(encoding="utf-8"))
    assert list(package["dependencies"]) == ["socket.io-client"]
    assert "devDependencies" not in package


@pytest.mark.parametrize("mirror", MIRRORS)
def test_no_file_names_the_mirror_it_was_installed_from(mirror):
    assert tree.places(re.compile(re.escape(mirror), re.IGNORECASE), readable()) == []


def test_no_file_names_a_path_of_one_machine():
    assert tree.places(MACHINE, readable()) == []


def readable():
    binary = (".png", ".xlsx", ".docx", ".zip", ".ico", ".woff2", ".pdf", ".db", ".jpg")
    return [path for path in tree.files("") if not path.name.endswith(binary)]
