"""Workshops that ask in more languages, and a language that is longer than any: English with accents, in brackets."""

import re
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.support import Translations

from app.core.brought import to_begin_with
from app.core.instrument import instruments_from_json, instruments_to_json
from app.services.workshops import workshop_row
from app.web import catalogue
from tests.builders import Room

ACCENTS = str.maketrans("aeiouycnAEIOUYCN", "áéîöüÿçñÁÉÎÖÜŸÇÑ")
GAPS = re.compile(r"(\{\w*\}|%\(\w+\)[sd])")


def ask_in(room: Room, *languages: str) -> None:
    """The workshop asks in these languages besides, in the words that are brought."""
    basis = workshop_row(room.db, room.id).protocol.basis
    asked = {**instruments_from_json(basis.instrument)}
    basis.instrument = instruments_to_json(asked | {each: to_begin_with(each, "five") for each in languages})


def longer(text: str) -> str:
    """A sentence four tenths longer, its gaps as they are, so that what is cut or not translated shows."""
    accented = "".join(piece if GAPS.fullmatch(piece) else piece.translate(ACCENTS) for piece in GAPS.split(text))
    more = round(0.4 * len(text))
    return f"[{accented}{' wörd' * (more // 5)}{'õ' * (more % 5)}]"


def longest() -> Translations:
    """Everything a panel can meet, in that language."""
    made = Catalog(locale="en")
    for message in catalogue.read(catalogue.POT):
        if catalogue.is_for_panels(message):
            made.add(message.id, longer(str(message.id)))
    compiled = BytesIO()
    write_mo(compiled, made)
    compiled.seek(0)
    return Translations(compiled)
