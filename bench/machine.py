"""What was measured on, and with which versions: figures mean little without it."""

import os
import platform
import sqlite3
from importlib.metadata import PackageNotFoundError, version

PACKAGES = ("flask", "flask-socketio", "python-socketio", "sqlalchemy", "gevent", "numpy", "picows", "uvloop")


def machine() -> str:
    """The machine, its load now, and the versions."""
    processor = next((line.split(":")[1].strip() for line in _processors() if line.startswith("model name")), "unknown")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    packages = ", ".join(f"{name} {found}" for name in PACKAGES if (found := _version(name)))
    return (
        f"{platform.platform()}, {os.cpu_count()} x {processor}; load {load}\n"
        f"Python {platform.python_version()}, {packages}, SQLite {sqlite3.sqlite_version}"
    )


def _version(name: str) -> str:
    """Its version; "" where it is not installed: what only the load generator needs is in `.bench/` alone."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _processors() -> list[str]:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123  # no path of ours
            return file.readlines()
    except OSError:
        return []
