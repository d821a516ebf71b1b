"""Which language a page speaks: hers on a phone, at the door the one she chose or her browser asks for, else English.

The catalogues are read as translators write them; nothing has to be compiled first.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.support import NullTranslations, Translations
from flask import Flask, g, request, session
from flask_babel import Babel, Domain, get_locale, refresh

from app.core.catalogue import Say
from app.core.translations import OWN_NAMES
from app.web import catalogue

ENGLISH = "en"
LANGUAGE = "language"  # what the form cookie calls the language chosen at the door


class Catalogues(Domain):
    """The catalogues of this folder, each read once; English stands in the code itself."""

    def get_translations(self) -> NullTranslations:
        return _translations(str(get_locale() or ENGLISH))


def install(app: Flask) -> None:
    """Let every page of the application speak, and know which way its language is written."""
    babel = Babel(app, locale_selector=spoken)
    babel.domain_instance = Catalogues()  # type: ignore[no-untyped-call]  # it brings no types for this
    app.jinja_env.globals |= {"speaks": spoken, "direction": direction}


def spoken() -> str:
    """The language of the page that is being made."""
    return str(g.get("language") or ENGLISH)


def speak(language: str) -> None:
    """Speak this language from here on, for the request that is being answered."""
    if language != spoken():
        g.language = language
        refresh()


def direction(language: str) -> str:
    """Which way a language is written: "ltr" or "rtl"; of one nobody knows, from the left."""
    try:
        return Locale.parse(language).text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def at_the_door(offered: Sequence[str] = tuple(OWN_NAMES)) -> str:
    """The language for somebody who is not in yet: chosen just now or before, else her browser's, else the first."""
    chosen = str(request.values.get(LANGUAGE) or session.get(LANGUAGE) or "")
    if chosen in offered:
        return chosen
    return request.accept_languages.best_match(offered) or offered[0]


def _remember_choice() -> None:
    """Keep the language she asked for with this request, for the next pages at the door."""
    asked = request.values.get(LANGUAGE, "")
    if asked in OWN_NAMES:
        session[LANGUAGE] = asked


def turn_at_the_door(offered: Sequence[str] = tuple(OWN_NAMES)) -> None:
    """Speak to somebody who is not in yet, and remember what she chose."""
    _remember_choice()
    speak(at_the_door(offered))


def say_in(language: str) -> Say:
    """What turns a text of the catalogue into a language, whatever is spoken on the page."""
    return _translations(language).ugettext


@lru_cache(maxsize=16)
def _translations(language: str) -> NullTranslations:
    path = catalogue.path_of(language)
    if language not in catalogue.languages():
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, catalogue.read(path, language))
    compiled.seek(0)
    return Translations(compiled)
