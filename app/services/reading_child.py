"""The child process that parses an uploaded sheet: bytes come on standard input, JSON goes out, and limits hold.

Whatever breaks a parser ends this process and nothing else; the parent turns its exit status into a sentence.
"""

import json
import resource
import sys
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from types import ModuleType
from typing import Any, cast

from app.core.sheets import SheetRefused
from app.services.reading import SECONDS, TOO_MUCH

MEMORY = 512 * 1024 * 1024  # bytes of address space
LIMITS = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: SECONDS - 2}


def main(kind: str) -> None:
    """Parse standard input as "text" or "workbook" and print what was found, or why it was refused."""
    for limit, most in LIMITS.items():
        with suppress(OSError, ValueError):  # some systems do not know every limit
            resource.setrlimit(limit, (most, most))
    # openpyxl would load numpy where it finds it; a sheet of text needs none of its memory.
    sys.modules["numpy"] = cast(ModuleType, None)
    print(json.dumps(parsed(kind, sys.stdin.buffer.read())))  # noqa: T201  the parent reads it


def parsed(kind: str, data: bytes) -> dict[str, Any]:
    """Rows and merged cells, or the refusal."""
    try:
        return asdict(import_module(f"app.services.reading_{kind}").grid_of(data))
    except SheetRefused as refused:
        return {"refused": refused.sentence}
    except MemoryError:
        return {"refused": TOO_MUCH}


if __name__ == "__main__":
    main(sys.argv[1])
