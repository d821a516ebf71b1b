"""Captions with numbers that Word keeps itself, and unique numbers for what is drawn."""

from dataclasses import dataclass

from docx.document import Document as Paper

from exports.word.paper import add_field, write


@dataclass(slots=True)
class Captions:
    """Counts tables and figures while a paper is written."""

    paper: Paper
    tables: int = 0
    figures: int = 0

    def table(self, text: str) -> None:
        """A caption for the table that comes next."""
        self.tables += 1
        self._write("Table", self.tables, text)

    def figure(self, text: str) -> int:
        """A caption for the chart that comes next; its number comes back."""
        self.figures += 1
        self._write("Figure", self.figures, text)
        return self.figures

    def _write(self, kind: str, number: int, text: str) -> None:
        paragraph = self.paper.add_paragraph(style="Caption")
        paragraph.add_run(f"{kind} ")
        add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
        write(paragraph, f". {text}".replace("..", "."))
