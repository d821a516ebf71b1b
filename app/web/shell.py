"""The shell of a phone: what it keeps on https to wait for a network by itself. No word of anybody is in it."""

import json
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from app.web.access import on_a_phone
from app.web.assets import modules_of, sheet_of

pages = Blueprint("shell", __name__)
SOCKETS = "vendor/socket.io.esm.min.js"
WORKER = "phone/worker.js"


@pages.get("/phone/offline")
@on_a_phone
def offline() -> ResponseReturnValue:
    """The page that stands in for hers, in her language."""
    return _offline_page()


@pages.get("/phone/worker.js")
@on_a_phone
def worker() -> ResponseReturnValue:
    """What keeps the shell. Another text as soon as anything in the shell is another, so that a browser notices."""
    paths = [sheet_of("phone"), *map(modules_of, ("phone", "room", "offline")), _static(SOCKETS), url_for(".offline")]
    shell = {"name": f"plumbline-{_content()}", "paths": paths, "page": url_for("phone.phone"), "offline": paths[-1]}
    response = Response(f"const SHELL = {json.dumps(shell)};\n{_read(WORKER)}", content_type="text/javascript")
    response.headers["Service-Worker-Allowed"] = url_for("phone.phone")
    return response


def _content() -> str:
    """A name for all that is kept; sheets and modules are named by their content anyway."""
    return sha256(f"{_offline_page()}{_read(SOCKETS)}".encode()).hexdigest()[:16]


def _offline_page() -> str:
    return render_template("phone/offline.html")


def _static(name: str) -> str:
    return url_for("static", filename=name)


def _read(name: str) -> str:
    return (Path(str(current_app.static_folder)) / name).read_text(encoding="utf-8")
