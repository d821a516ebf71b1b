"""A team's own .docx under a document: its styles, headers, footers and margins, and what its tags say."""

import json
import re
import resource
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn

from app.core.errors_documents import LetterheadRefused, LetterheadUnreadable
from app.core.letterheads import BODY
from exports.package import pack, unpack
from exports.word.letterhead_checks import checked, parse
from exports.word.letterhead_styles import with_our_styles, written
from exports.word.letterhead_tags import fill, tags_of

_IN_USE: ContextVar[bytes] = ContextVar("letterhead", default=b"")

TEMPLATE = Path(__file__).parent / "template"
LIMITS = {resource.RLIMIT_AS: 1024**3, resource.RLIMIT_CPU: 8}  # bytes of addresses, seconds
DOCUMENT, RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
SECTION, BODY_MARK = qn("w:sectPr"), qn("w:body")
# Comments of whoever made the letterhead have no place once its text is gone.
REMARKS = re.compile(r"/(comments\w*|people)$")


@contextmanager
def letterhead(data: bytes) -> Iterator[None]:
    """Every paper that is begun meanwhile is written on this letterhead; on our own for b""."""
    before = _IN_USE.set(data)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def in_use() -> bytes:
    """The letterhead in use, b"" for our own."""
    return _IN_USE.get()


def fingerprint() -> str:
    """Which letterhead is in use, in words; "" for our own."""
    return f"letterhead {sha256(in_use()).hexdigest()}" if in_use() else ""


def our_template() -> dict[str, bytes]:
    """Our own template, by part. It lies unpacked in a folder, so that its changes can be read."""
    return {path.relative_to(TEMPLATE).as_posix(): path.read_bytes() for path in TEMPLATE.rglob("*") if path.is_file()}


def on_letterhead(data: bytes, ours: Mapping[str, bytes], facts: Mapping[str, str]) -> Paper:
    """An empty document on a letterhead; `ours` is our own template, whose styles fill what it lacks.

    Its text goes, unless it ends with the tag “document”. Raises LetterheadRefused.
    """
    members = checked(data)
    tags = tags_of(members)
    if tags:
        members = unpack(fill(data, facts))
    members = with_our_styles(members, ours)
    root = parse(members[DOCUMENT])
    _make_room(root.find(BODY_MARK), keep=BODY in tags)
    members[DOCUMENT] = written(root)
    if BODY not in tags and RELATIONS in members:
        members[RELATIONS] = _without_remarks(members[RELATIONS])
    return Document(BytesIO(pack(members)))


def _make_room(body: Any, *, keep: bool) -> None:
    """Take its text out, or with `keep` only its last paragraph; its last section stays."""
    lines = [each for each in body if each.tag != SECTION]
    for each in lines[-1:] if keep else lines:
        body.remove(each)


def _without_remarks(relations: bytes) -> bytes:
    root = parse(relations)
    for each in [each for each in root if REMARKS.search(each.get("Type", ""))]:
        root.remove(each)
    return written(root)


def has_footer(paper: Paper) -> bool:
    """Whether somebody's footer with words in it stands on the page already."""
    footer = paper.sections[0].footer
    return bool(in_use()) and any(
        words.text for words in footer._element.iter(qn("w:t"), qn("w:instrText"), qn("w:drawing"))
    )


def judge(data: bytes) -> bytes:
    """Look at a letterhead in a child process, and try it: its tags as JSON, or the code and facts of a refusal."""
    for limit, most in LIMITS.items():
        with suppress(OSError, ValueError):  # some systems do not know every limit
            resource.setrlimit(limit, (most, most))
    try:
        on_letterhead(data, our_template(), {}).save(BytesIO())
        found: dict[str, object] = {"tags": sorted(tags_of(checked(data)))}
    except LetterheadRefused as refused:
        found = {"code": refused.code, "facts": refused.facts}
    except Exception:  # noqa: BLE001  # whatever a stranger's file breaks, it cannot be used
        found = {"code": LetterheadUnreadable.code, "facts": {}}
    return json.dumps(found).encode()
