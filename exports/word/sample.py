"""A sample letterhead: our own styles, a header and a title page with every tag, and where the document begins."""

from datetime import datetime
from io import BytesIO

from docx import Document

from app.core.letterheads import BODY, TAGS
from exports.package import EPOCH, pack, repack
from exports.word.letterhead import our_template


def render() -> bytes:
    """The sample as .docx, to be changed in Word and brought back."""
    paper = Document(BytesIO(pack(our_template())))
    paper.sections[0].header.paragraphs[0].text = "{{ review }}"
    paper.sections[0].footer.paragraphs[0].text = "{{ title }} · {{ profile }} · {{ protocol }}"
    paper.add_paragraph("{{ title }}", style="Title")
    for name in TAGS:
        if name != BODY:
            paper.add_paragraph(f"{name.capitalize()}: {{{{ {name} }}}}", style="List Bullet")
    paper.add_paragraph(f"{{{{ {BODY} }}}}")
    about = paper.core_properties
    about.title, about.created, about.modified = "Letterhead", datetime(*EPOCH), datetime(*EPOCH)  # noqa: DTZ001
    out = BytesIO()
    paper.save(out)
    return repack(out.getvalue())
