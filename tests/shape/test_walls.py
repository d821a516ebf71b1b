"""The walls between the rooms, and the promises that an import contract cannot check."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.shape import tree

CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter"}


def python_of(*prefixes):
    return [path for path in tree.files(".py") if tree.name(path).startswith(prefixes)]


def run_python(code):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COV")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=tree.ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout.split()


def calls(path):
    """The name of everything that a module calls, with the line it is called on."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            target = node.func
            yield node.lineno, target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def test_the_import_contracts_hold():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo"]
    kept = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert kept.returncode == 0, kept.stdout


def test_the_core_loads_no_framework_and_no_database():
    code = (
        "import importlib, pkgutil, sys, app.core\n"
        "for part in pkgutil.walk_packages(app.core.__path__, 'app.core.'): importlib.import_module(part.name)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    heavy = {"flask", "sqlalchemy", "socketio", "gevent", "wtforms", "docx", "openpyxl", "sqlite3", "flask_babel"}
    assert heavy.isdisjoint(run_python(code))


def test_importing_app_patches_nothing():
    loaded = run_python("import sys, app; print(*sys.modules)")
    assert "app" in loaded
    assert "gevent" not in loaded


def test_only_the_server_patches_for_gevent():
    patching = tree.places(re.compile(r"monkey\s*\.\s*patch|import monkey"), python_of("app/", "exports/", "config"))
    assert {place.split(":")[0] for place in patching} <= {"app/server.py"}


def test_app_itself_holds_only_create_app():
    body = ast.parse((tree.ROOT / "app" / "__init__.py").read_text(encoding="utf-8")).body
    defined = [node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    others = [node for node in body if not isinstance(node, ast.FunctionDef | ast.Expr | ast.Import | ast.ImportFrom)]
    assert (defined, others) == (["create_app"], [])


def test_settings_depend_on_nothing_of_ours():
    modules = set()
    for node in ast.walk(ast.parse((tree.ROOT / "config.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules |= {getattr(node, "module", None) or alias.name for alias in node.names}
    assert {module.split(".")[0] for module in modules} <= set(sys.stdlib_module_names)


def test_the_core_reads_no_clock_and_opens_no_file():
    reading = [
        f"{tree.name(path)}:{line} {called}()"
        for path in python_of("app/core/")
        for line, called in calls(path)
        if called in CLOCKS | {"open", "print", "input", "read_text", "write_text"}
    ]
    assert reading == []


def test_no_service_commits():
    committing = [
        f"{tree.name(path)}:{line}"
        for path in python_of("app/services/")
        for line, called in calls(path)
        if called in {"commit", "rollback"}
    ]
    assert committing == []


def test_every_room_is_a_package():
    rooms = [path for path in (tree.ROOT / "app").iterdir() if any(path.glob("*.py"))] + [tree.ROOT / "exports"]
    assert [tree.name(room) for room in rooms if not (room / "__init__.py").exists()] == []
