"""Captions with numbers that Word keeps itself, and unique numbers for what is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as Paper
from docx.text.paragraph import Paragraph

from app.core.text import clean
from exports.word.paper import add_field, add_run, mark_place


@dataclass(slots=True)
class Captions:
    """Counts tables and figures while a paper is written."""

    paper: Paper
    tables: int = 0
    figures: int = 0

    def table(self, text: str) -> str:
        """A caption for the table that comes next; what one refers to it by comes back, such as "Table 3"."""
        self.tables += 1
        self._write("Table", self.tables, text)
        return f"Table {self.tables}"

    def figure(self, text: str) -> int:
        """A caption for the chart that comes next; its number comes back."""
        self.figures += 1
        self._write("Figure", self.figures, text)
        return self.figures

    def _write(self, kind: str, number: int, text: str) -> None:
        paragraph = self.paper.add_paragraph(style="Caption")
        paragraph.add_run(f"{kind} ")
        add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
        mark_place(paragraph, place_of(f"{kind} {number}"))
        add_run(paragraph._p, f". {clean(text)}".replace("..", "."))


def refer(paragraph: Paragraph, *names: str) -> None:
    """Add words such as "Table 3 and Figure 1" that lead there, and that Word counts anew with the captions."""
    for at, name in enumerate(names):
        if at:
            add_run(paragraph._p, " and " if at == len(names) - 1 else ", ")
        add_field(paragraph, f"REF {place_of(name)} \\h", name)


def lead(line: Paragraph, figures: Sequence[str], counted: str) -> None:
    """Say which figures show the answers and which table holds the numbers; their names lead there."""
    line.paragraph_format.keep_with_next = True
    if figures:
        refer(line, *figures)
        add_run(line._p, " shows the answers. " if len(figures) == 1 else " show the answers. ")
    if counted:
        add_run(line._p, "The numbers of people are in ")
        refer(line, counted)
        add_run(line._p, ".")


def place_of(name: str) -> str:
    """The bookmark around "Table 3" in its caption."""
    return "_Ref_" + name.replace(" ", "_")
