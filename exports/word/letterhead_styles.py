"""Styles of two packages brought together: a letterhead's own win, ours fill what it lacks.

Our documents name styles by our ids. Word gives the same style other ids in other languages ("heading 1" is
"berschrift1" in German), so a letterhead's styles take our ids where their names are ours.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from lxml import etree

from exports.word.letterhead_checks import STYLES, TYPES, WORD, parse

ID, VALUE, NAME = f"{WORD}styleId", f"{WORD}val", f"{WORD}name"
ABSTRACT, NUMBERED, ABSTRACT_ID, NUMBER_ID = (
    f"{WORD}{name}" for name in ("abstractNum", "num", "abstractNumId", "numId")
)
REFERS = {f"{WORD}{name}" for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink")}
PARTS = re.compile(r"word/[a-z]+\d*\.xml")
NUMBERING, RELATIONS = "word/numbering.xml", "word/_rels/document.xml.rels"


def with_our_styles(members: Mapping[str, bytes], ours: Mapping[str, bytes]) -> dict[str, bytes]:
    """The members of a letterhead, with every style of ours in them, under our ids."""
    found = dict(members)
    theirs, own = parse(found[STYLES]), parse(ours[STYLES])
    renamed = _renamed(theirs, own)
    _rename(theirs, renamed)
    for name, body in members.items():
        if PARTS.fullmatch(name) and name != STYLES:
            root = parse(body)
            _rename(root, renamed)
            found[name] = written(root)
    missing = _missing(theirs, own)
    theirs.extend(missing)
    found[STYLES] = written(theirs)
    _number(found, ours, missing, theirs)
    return found


def written(root: Any) -> bytes:
    """A part as XML."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _styles(root: Any) -> dict[str, Any]:
    """Styles by their kind and name, as Word tells them apart."""
    kinds = ((each, each.get(f"{WORD}type"), each.find(NAME)) for each in root.iter(f"{WORD}style"))
    return {f"{kind} {name.get(VALUE).lower()}": each for each, kind, name in kinds if name is not None}


def _renamed(theirs: Any, own: Any) -> dict[str, str]:
    """Which of their ids become which: those named as ours take our ids, whoever has such an id by chance leaves it."""
    named = _styles(own)
    taken = {each.get(ID) for each in named.values()}
    renamed = {}
    for name, each in _styles(theirs).items():
        id = each.get(ID)
        if name in named:
            renamed[id] = named[name].get(ID)
        elif id in taken:
            renamed[id] = f"{id}OfTheirs"
    return renamed


def _rename(root: Any, renamed: Mapping[str, str]) -> None:
    for each in root.iter():
        if each.tag == f"{WORD}style":
            each.set(ID, renamed.get(each.get(ID), each.get(ID)))
        elif each.tag in REFERS:
            each.set(VALUE, renamed.get(each.get(VALUE), each.get(VALUE)))


def _missing(theirs: Any, own: Any) -> list[Any]:
    there = _styles(theirs)
    missing = [deepcopy(each) for name, each in _styles(own).items() if name not in there]
    for each in missing:
        # Their own defaults stay the defaults.
        each.attrib.pop(f"{WORD}default", None)
    return missing


def _number(found: dict[str, bytes], ours: Mapping[str, bytes], missing: list[Any], theirs: Any) -> None:
    """Bring our bullets along for a style of ours that has them, under a number that is free."""
    numbered = [mark for each in missing for mark in each.iter(NUMBER_ID)]
    if not numbered:
        return
    if NUMBERING not in found:
        found[NUMBERING] = ours[NUMBERING]
        found[RELATIONS] = _with_child(found[RELATIONS], RELATION)
        found[TYPES] = _with_child(found[TYPES], OVERRIDE)
        return
    root, own = parse(found[NUMBERING]), parse(ours[NUMBERING])
    number = str(1 + max((int(each.get(NUMBER_ID)) for each in root.iter(NUMBERED)), default=0))
    kind = str(1 + max((int(each.get(ABSTRACT_ID)) for each in root.iter(ABSTRACT)), default=0))
    shape, use = own.find(ABSTRACT), own.find(NUMBERED)
    shape.set(ABSTRACT_ID, kind)
    use.set(NUMBER_ID, number)
    use.find(ABSTRACT_ID).set(VALUE, kind)
    first = root.find(NUMBERED)
    root.append(shape) if first is None else first.addprevious(shape)
    root.append(use)
    for mark in numbered:
        mark.set(VALUE, number)
    found[NUMBERING], found[STYLES] = written(root), written(theirs)


def _with_child(body: bytes, child: str) -> bytes:
    root = parse(body)
    root.append(etree.fromstring(child))
    return written(root)


RELATION = (
    '<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="rIdPlumblineBullets" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
)
OVERRIDE = (
    '<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" PartName="/word/numbering.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
)
