"""Pictures of Word documents, page by page: LibreOffice makes a PDF, poppler the pictures.

`make pictures` does it with the summary of its rehearsed room; `python docs/pictures/word.py FILE.docx ...` with any.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
ALL = HERE.parents[1] / "pictures"
TOOLS = {"soffice": "LibreOffice", "pdftoppm": "poppler"}
SECONDS, DOTS = 300, "70"


def pictures_of(document: Path, into: Path) -> str:
    """Take them, and say in one line how many, or why none."""
    missing = [name for tool, name in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        return f"No pictures of {document.name}: there is no {' and no '.join(missing)} here."
    with tempfile.TemporaryDirectory() as scratch:
        profile = f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}"
        convert = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", scratch, str(document)]
        # Both commands are ours; only the document is the caller's.
        subprocess.run(convert, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
        pdf = Path(scratch) / f"{document.stem}.pdf"
        look = ["pdftoppm", "-r", DOTS, "-png", str(pdf), str(into / f"word-{document.stem}")]
        subprocess.run(look, timeout=SECONDS, check=True)  # noqa: S603
    taken = len(list(into.glob(f"word-{document.stem}-*.png")))
    return f"{taken} pages of {document.name} are in {into}"


def main() -> int:
    """Take pictures of each document that is named."""
    ALL.mkdir(exist_ok=True)
    for name in sys.argv[1:]:
        sys.stdout.write(f"{pictures_of(Path(name), ALL)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
