"""What a letterhead may hold: looked at before anything else opens it. Runs in a child process with limits."""

import re
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from app.core.errors_documents import (
    LetterheadMacros,
    LetterheadReachesOut,
    LetterheadTooFull,
    LetterheadTooLarge,
    LetterheadUnreadable,
)
from app.core.letterheads import MOST_BYTES

MOST_INFLATED, MOST_MEMBERS = 40 * 1024 * 1024, 500
CHUNK = 1024 * 1024

TYPES, DOCUMENT, STYLES = "[Content_Types].xml", "word/document.xml", "word/styles.xml"
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PROGRAMS = re.compile(r"vbaProject|vbaData|activeX|oleObject|\.(bin|exe|js|vbs|docm|dotm)$", re.IGNORECASE)
LINKS = re.compile(r"(https?|mailto):", re.IGNORECASE)  # a link waits for somebody to press it
LOADS = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD|MACROBUTTON)\b", re.IGNORECASE)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def checked(data: bytes) -> dict[str, bytes]:
    """The members of a letterhead by name. Raises LetterheadRefused with what is wrong with it."""
    members = _unpacked(data)
    if any(PROGRAMS.search(name) for name in members) or b"macroEnabled" in members.get(TYPES, b""):
        raise LetterheadMacros
    if not {TYPES, DOCUMENT, STYLES} <= members.keys() or MAIN not in members[TYPES]:
        raise LetterheadUnreadable
    for name, body in members.items():
        if name.endswith((".xml", ".rels")):
            _look_at(parse(body))
    return members


def parse(body: bytes) -> Any:
    """The root of one part. No entities, nothing loaded. Raises LetterheadUnreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        raise LetterheadUnreadable from None
    if root.getroottree().docinfo.doctype:
        raise LetterheadUnreadable
    return root


def _unpacked(data: bytes) -> dict[str, bytes]:
    if len(data) > MOST_BYTES:
        raise LetterheadTooLarge
    members: dict[str, bytes] = {}
    room = MOST_INFLATED
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MOST_MEMBERS:
                raise LetterheadTooFull
            if len(set(names)) < len(names):
                raise LetterheadUnreadable
            for name in names:
                members[name] = _inflated(archive, name, room)
                room -= len(members[name])
    except (BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise LetterheadUnreadable from None
    return members


def _inflated(archive: ZipFile, name: str, room: int) -> bytes:
    """A member, counted while it is read: what a package says of its sizes need not be true."""
    found = bytearray()
    with archive.open(name) as member:
        while piece := member.read(CHUNK):
            found += piece
            if len(found) > room:
                raise LetterheadTooFull
    return bytes(found)


def _look_at(root: Any) -> None:
    for each in root.iter():
        if each.get("TargetMode") == "External" and not _is_link(each):
            raise LetterheadReachesOut(what=each.get("Target", "")[:80])
        if each.tag in (f"{WORD}altChunk", f"{WORD}object", f"{WORD}subDoc"):
            raise LetterheadMacros
    # A field's code may be cut into several pieces.
    codes = "".join(each.text or "" for each in root.iter(f"{WORD}instrText", f"{WORD}delInstrText"))
    codes += " ".join(each.get(f"{WORD}instr", "") for each in root.iter(f"{WORD}fldSimple"))
    if found := LOADS.search(codes):
        raise LetterheadReachesOut(what=found[0])


def _is_link(relation: Any) -> bool:
    return relation.get("Type", "").endswith("/hyperlink") and bool(LINKS.match(relation.get("Target", "")))
