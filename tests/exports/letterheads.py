"""Letterheads to bring: an ordinary one, and many that could harm."""

import os
import zipfile
from functools import cache
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

from exports.package import pack, unpack


@cache
def theirs(*lines: str, header: str = "Institute of Public Health", footer: str = "") -> bytes:
    """A letterhead as Word's own template makes it: other margins, other headings, a header, some text."""
    paper = Document()
    section = paper.sections[0]
    section.left_margin = Cm(4)
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = footer
    paper.styles["Heading 1"].font.size = Pt(31)
    for line in lines or ("Dear Sir or Madam",):
        paper.add_paragraph(line)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def changed(**members: bytes | None) -> bytes:
    """The same letterhead with other members; `__` in a name is a slash."""
    whole = unpack(theirs())
    whole |= {
        name.replace("__", "/").replace("_xml", ".xml").replace("_rels", ".rels"): body
        for name, body in members.items()
    }
    return pack({name: body for name, body in whole.items() if body is not None})


def with_part(name: str, xml: str) -> bytes:
    return changed(**{name: xml.encode()})


RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{to}" '
    'TargetMode="External"/></Relationships>'
)


def bomb() -> bytes:
    return changed(word__theme_xml=b"<a>" + b" " * 50_000_000 + b"</a>")


def text_of(xml: str) -> bytes:
    """A letterhead whose text is this XML."""
    return with_part("word__document_xml", f"<w:document {nsdecls('w')}><w:body>{xml}<w:sectPr/></w:body></w:document>")


def entity() -> bytes:
    body = unpack(theirs())["word/settings.xml"].split(b"?>", 1)[1]
    return changed(word__settings_xml=b'<!DOCTYPE x [<!ENTITY a "ha">]>' + body)


def twice() -> bytes:
    out = BytesIO(theirs())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", "<x/>")
    return out.getvalue()


FIELD = "<w:p><w:r><w:instrText>{}</w:instrText></w:r><w:r><w:instrText>{}</w:instrText></w:r></w:p>"
MAIN = b"wordprocessingml.document.main+xml"
HOSTILE = {
    "macros": (lambda: changed(word__vbaProject=None, **{"word/vbaProject.bin": b"x"}), "letterhead_macros"),
    "a .docm": (
        lambda: pack(
            unpack(theirs())
            | {
                "[Content_Types].xml": unpack(theirs())["[Content_Types].xml"].replace(
                    b"application/vnd.openxmlformats-officedocument." + MAIN,
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            }
        ),
        "letterhead_macros",
    ),
    "activeX": (lambda: changed(**{"word/activeX/activeX1.xml": b"<x/>"}), "letterhead_macros"),
    "another document": (lambda: text_of("<w:altChunk/>"), "letterhead_macros"),
    "a template elsewhere": (
        lambda: with_part(
            "word___rels/settings.xml.rels", RELATION.format(kind="attachedTemplate", to="https://example.org/a.dotm")
        ),
        "letterhead_reaches_out",
    ),
    "a picture elsewhere": (
        lambda: with_part("word___rels/header9.xml.rels", RELATION.format(kind="image", to="\\\\host\\share.png")),
        "letterhead_reaches_out",
    ),
    "a link that runs": (
        lambda: with_part("word___rels/header9.xml.rels", RELATION.format(kind="hyperlink", to="file:///etc/passwd")),
        "letterhead_reaches_out",
    ),
    "DDE": (lambda: text_of(FIELD.format("DDEA", "UTO c:\\\\cmd.exe")), "letterhead_reaches_out"),
    "a file": (
        lambda: text_of('<w:p><w:fldSimple w:instr=" INCLUDETEXT /etc/passwd "/></w:p>'),
        "letterhead_reaches_out",
    ),
    "an entity": (entity, "letterhead_unreadable"),
    "a member twice": (twice, "letterhead_unreadable"),
    "a bomb": (bomb, "letterhead_too_full"),
    "many members": (lambda: pack({f"{n}.xml": b"<a/>" for n in range(501)}), "letterhead_too_full"),
    "5 MB": (lambda: theirs() + os.urandom(5 * 1024 * 1024), "letterhead_too_large"),
    "half a file": (lambda: theirs()[: len(theirs()) // 2], "letterhead_unreadable"),
    "a damaged member": (lambda: theirs()[:500] + b"\x00" * 60 + theirs()[560:], "letterhead_unreadable"),
    "nothing": (lambda: b"", "letterhead_unreadable"),
    "another zip": (lambda: pack({"a.txt": b"x"}), "letterhead_unreadable"),
    "broken XML": (lambda: with_part("word__document_xml", "<w:document"), "letterhead_unreadable"),
    "a payload": (lambda: theirs("Hello", "{{ ''.__class__ }}"), "letterhead_tag_unknown"),
    "a payload in a header": (
        lambda: theirs(header="{{ self._TemplateReference__context }}"),
        "letterhead_tag_unknown",
    ),
    "a filter": (lambda: theirs("{{ title|attr('x') }}"), "letterhead_tag_unknown"),
    "a loop": (lambda: theirs("{% for x in range(10**9) %}"), "letterhead_tag_unknown"),
    "an unknown tag": (lambda: theirs("{{ titel }}"), "letterhead_tag_unknown"),
    "half a tag": (lambda: theirs("Of {{ title"), "letterhead_tag_unknown"),
    "a remark": (lambda: theirs("{# x #}"), "letterhead_tag_unknown"),
    "a tag of docxtpl": (lambda: theirs("{{r title }}"), "letterhead_tag_unknown"),
    "over two paragraphs": (lambda: theirs("{", "{ ''.__class__ }}"), "letterhead_tag_unknown"),
    "in an attribute": (lambda: text_of("""<w:p w:rsidR="{{ ''.__class__ }}"/>"""), "letterhead_tag_unknown"),
    "in the properties": (
        lambda: changed(docProps__core_xml=unpack(theirs())["docProps/core.xml"].replace(b"python-docx", b"{{ 7*7 }}")),
        "letterhead_tag_unknown",
    ),
    "text after the document": (lambda: theirs("{{ document }}", "Yours"), "letterhead_tag_misplaced"),
    "the document in a line": (lambda: theirs("Here: {{ document }}"), "letterhead_tag_misplaced"),
    "the document in a header": (lambda: theirs(header="{{ document }}"), "letterhead_tag_misplaced"),
}
