"""The files of this project, as git sees them: kept or about to be, never what was installed or made."""

import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


@functools.cache
def files(*endings):
    """Every file of the project that ends so, in order of its name."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = (ROOT / line for line in listed.stdout.splitlines())
    return sorted({path for path in found if path.is_file() and path.name.endswith(endings)})


def name(path):
    return str(path.relative_to(ROOT))


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def places(pattern, paths):
    """Where a pattern is found, as file:line, so that a broken rule names the places to mend."""
    return [
        f"{name(path)}:{number}"
        for path in paths
        for number, line in enumerate(lines(path), start=1)
        if pattern.search(line)
    ]
