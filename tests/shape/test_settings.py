"""Every setting is documented, and nothing else is."""

import re
from itertools import chain

from tests.shape.tree import ROOT

SETTING = re.compile(r"PLUMBLINE_[A-Z]+")
INNER = {"PLUMBLINE_EXAMPLE"}  # the serving command tells its own child; nobody sets it


def test_the_settings_page_lists_every_setting_and_no_other() -> None:
    sources = [ROOT / "config.py", *chain((ROOT / "app").rglob("*.py"), (ROOT / "migrations").rglob("*.py"))]
    read = {name for path in sources for name in SETTING.findall(path.read_text())} - INNER
    documented = re.findall(r"^\| `(PLUMBLINE_[A-Z]+)` \|", (ROOT / "docs/settings.md").read_text(), re.MULTILINE)
    assert sorted(read) == sorted(documented)
