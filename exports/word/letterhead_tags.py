"""Tags in a letterhead: `{{ title }}` and the like, filled by docxtpl in a sandbox. Only names from one list."""

import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from app.core.errors_documents import (
    LetterheadTagMisplaced,
    LetterheadTagsOff,
    LetterheadTagUnknown,
    LetterheadUnreadable,
)
from app.core.letterheads import BODY, TAGS
from app.core.text import clean
from exports.word.letterhead_checks import WORD, parse

LINE, TEXT, WHOLE = f"{WORD}p", f"{WORD}t", f"{WORD}body"
PLACES = {"document": "Text", "header": "Header", "footer": "Footer", "footnotes": "Footnotes"}
PART = re.compile(r"word/(document|header|footer|footnotes)(\d*)\.xml")
PROPERTIES = "docProps/core.xml"
OPENS = re.compile(r"\{[{%#]")
# A tag to its end; without an end, to the end of its paragraph.
TAG = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)", re.DOTALL)
NAMED = re.compile(r"\{\{ *(\w+) *\}\}", re.ASCII)


def tags_of(members: Mapping[str, bytes]) -> frozenset[str]:
    """The tags in a letterhead. Raises LetterheadRefused, naming the paragraph, for anything that is none."""
    found: set[str] = set()
    for name, body in members.items():
        if part := PART.fullmatch(name):
            _look_behind(PLACES[part[1]], parse(body))
            found.update(_in_part(part, parse(body)))
        elif name == PROPERTIES:
            _look_behind("Properties", parse(body), text=True)
    return frozenset(found)


def fill(data: bytes, facts: Mapping[str, str]) -> bytes:
    """The letterhead with its tags filled; one of which this document knows nothing stays empty."""
    from docxtpl import DocxTemplate  # noqa: PLC0415  # only there with the extra "templates"

    known = dict.fromkeys(TAGS, "") | {name: clean(text, lines=False) for name, text in facts.items()}
    paper = DocxTemplate(BytesIO(data))
    # What a tag says is escaped, so that it is only ever text; and it is not looked through for tags again.
    sandbox = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    out = BytesIO()
    try:
        paper.render(known | {BODY: ""}, jinja_env=sandbox)
        paper.save(out)
    except TemplateError as wrong:
        raise LetterheadTagUnknown(place="Somewhere", tag=str(wrong)[:80]) from None
    except (KeyError, ValueError):
        raise LetterheadUnreadable from None
    return out.getvalue()


def _in_part(part: re.Match[str], root: Any) -> Iterator[str]:
    ended = False
    for number, line in enumerate(root.iter(LINE), start=1):
        place = f"{PLACES[part[1]]}{' ' * bool(part[2])}{part[2]}, paragraph {number}"
        words = "".join(text.text or "" for text in line.iter(TEXT))
        if ended:
            raise LetterheadTagMisplaced(place=place)
        for tag in TAG.findall(words):
            name = _name(tag, place)
            ended = name == BODY
            if ended and (part[1] != "document" or words.strip() != tag or line.getparent().tag != WHOLE):
                raise LetterheadTagMisplaced(place=place)
            yield name


def _name(tag: str, place: str) -> str:
    named = NAMED.fullmatch(tag)
    if named is None or named[1] not in TAGS:
        raise LetterheadTagUnknown(place=place, tag=clean(tag, lines=False, limit=60))
    if find_spec("docxtpl") is None:
        raise LetterheadTagsOff(place=place)
    return named[1]


def _look_behind(place: str, root: Any, *, text: bool = False) -> None:
    """No tag in what nobody reads, nor one that only comes together across paragraphs. Raises LetterheadTagUnknown."""
    hidden = [value for each in root.iter() for value in each.attrib.values()]
    hidden += [NAMED.sub("", "".join(root.itertext()))]
    if not text:
        # Within a paragraph, `_in_part` says more precisely which one.
        lines = ("".join(words.text or "" for words in line.iter(TEXT)) for line in root.iter(LINE))
        hidden = [] if any(OPENS.search(line) and not NAMED.search(line) for line in lines) else hidden
    for each in hidden:
        if found := OPENS.search(each):
            raise LetterheadTagUnknown(place=place, tag=clean(each[found.start() :], lines=False, limit=60))
