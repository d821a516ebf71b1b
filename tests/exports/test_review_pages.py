"""The documents of a whole review on paper: what keeps together, and what LibreOffice makes of it, page by page."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from app.core.review_report import ReviewReport
from exports.word.review import methods, plain, summary
from exports.word.review.plain_words import PLAIN
from exports.word.tables import SHORT_ROWS, SHORT_TEXT, WHOLE_UP_TO
from tests.exports.review_reports import a_review_report, a_workshop, everything, long_review


def body_of(package: bytes):
    return Document(BytesIO(package)).element.body


def text_of(element) -> str:
    return "".join(words.text or "" for words in element.iter(qn("w:t")))


def marked(row, tag: str) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn(tag)}") is not None


@pytest.fixture(scope="module", params=["review", "methods", "plain"])
def tables(request) -> list:
    render = {"review": summary.render, "methods": methods.render, "plain": plain.render}[request.param]
    return [table for report in (everything(), long_review(40)) for table in body_of(render(report)).iter(qn("w:tbl"))]


def test_header_rows_come_again_and_rows_of_less_than_a_page_stay_whole(tables) -> None:
    for head, *rows in (table.iterchildren(qn("w:tr")) for table in tables):
        assert marked(head, "w:tblHeader")
        assert marked(head, "w:cantSplit")
        assert all(marked(row, "w:cantSplit") or len(text_of(row)) > WHOLE_UP_TO for row in rows)


def test_a_caption_or_a_heading_stays_with_its_table(tables) -> None:
    styles = Document(BytesIO(summary.render(everything()))).styles
    assert all(
        styles[name].paragraph_format.keep_with_next for name in ("Caption", "Heading 1", "Heading 2", "Table Head")
    )
    assert not styles["Figure"].paragraph_format.keep_with_next, "else a chain of charts has nowhere to break"


def test_no_page_begins_inside_a_short_table(tables) -> None:
    short = 0
    for table in tables:
        *rows, last = table.iterchildren(qn("w:tr"))
        together = [
            line.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for row in rows for line in row.iter(qn("w:p"))
        ]
        if len(rows) < SHORT_ROWS and len(text_of(table)) <= SHORT_TEXT:
            short += 1
            assert all(together)
            assert last.find(f".//{qn('w:keepNext')}") is None
    assert short


def turned(report: ReviewReport) -> list[bool]:
    return [each.get(qn("w:orient")) == "landscape" for each in body_of(summary.render(report)).iter(qn("w:pgSz"))]


def test_only_the_wide_tables_lie_on_turned_pages() -> None:
    assert turned(everything()) == [False, True, False, True, False]
    assert turned(a_review_report()) == [False], "no page is turned for tables that are not there"


def test_what_the_columns_mean_is_said_once() -> None:
    assert text_of(body_of(summary.render(everything()))).count("Parts stand in the order they were published in.") == 1


@cache
def worst() -> ReviewReport:
    """As much of everything as the plain summary could have to hold."""
    rooms = (a_workshop(questions_to="Somebody at a large institute of the north, 000 111 222"),) * 5
    told = {"review": "A realist review of many things " * 5, "note": "Some are invented. " * 9}
    return replace(long_review(272), workshops=rooms, **told)


@pytest.fixture(scope="module")
def printed(tmp_path_factory) -> dict[str, list[str]]:
    """The text of each page of each document, as LibreOffice lays it out."""
    folder = tmp_path_factory.mktemp("printed")
    made = {f"plain-{language}": plain.render(worst(), language) for language in PLAIN}
    small = long_review(12)
    made |= {f"small-{language}": plain.render(small, language) for language in PLAIN}
    made |= {"review": summary.render(long_review(48)), "methods": methods.render(everything())}
    for name, package in made.items():
        (folder / f"{name}.docx").write_bytes(package)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", *(f"{name}.docx" for name in made)]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=240, check=True)
    return {name: [*pages_of(folder / f"{name}.pdf")] for name in made}


def pages_of(path: Path) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(path):
        yield page.get_textpage().get_text_range()


needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="there is no LibreOffice here")


@needs_libreoffice
@pytest.mark.parametrize("language", PLAIN)
@pytest.mark.parametrize("size", ["plain", "small"])
def test_the_plain_summary_has_two_pages(printed, size, language) -> None:
    assert len(printed[f"{size}-{language}"]) == 2


@needs_libreoffice
@pytest.mark.parametrize("name", ["review", "methods"])
def test_no_page_ends_with_a_caption_or_a_heading(printed, name) -> None:
    assert len(printed[name]) > 3
    for page in printed[name]:
        *lines, footer = [line.strip() for line in page.splitlines() if line.strip()]
        assert footer.startswith("Page ")
        assert not re.match(r"(Table|Figure) \d+\.", lines[-1]), lines[-1]
