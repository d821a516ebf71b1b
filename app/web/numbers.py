"""Numbers in addresses: one too large for the database leads nowhere, like any other address nobody has."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from app.core.ballots import MAX_NUMBER


class Number(IntegerConverter):
    """`<int:...>` up to what every database can hold."""

    def __init__(self, routes: Map, *args: Any, **more: Any) -> None:
        super().__init__(routes, *args, **({"max": MAX_NUMBER} | more))


def install(app: Flask) -> None:
    """Let every address read its numbers so."""
    app.url_map.converters["int"] = Number
