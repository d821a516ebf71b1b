"""Native Office charts: a chart part with its workbook inside, so that Word can edit both."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, TypeVar

from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.shared import Cm, Emu
from docx.text.paragraph import Paragraph
from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml as parse_chart
from pptx.util import Pt
from xlsxwriter import Workbook

from app.core.text import clean
from exports.package import EPOCH, repack
from exports.word.paper import text_width

CHART_NS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
OFFICE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# Told apart without colour vision and in grey print. Labels reach 4.5:1 on each.
COLOURS = ("D98032", "D3D9E0", "17406D")
LABELS = ("1F2A37", "1F2A37", "FFFFFF")
HEAD, ROW = Cm(1.8), Cm(0.5)

Row = TypeVar("Row")

MOST = 16
"""Bars in one chart: two charts fit on a page with their captions."""

FRAME = """<c:spPr
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">
  <a:noFill/><a:ln><a:noFill/></a:ln>
</c:spPr>"""

INLINE = """<w:drawing
  xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
  xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
  <wp:inline distT="0" distB="0" distL="0" distR="0">
    <wp:extent/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr/><wp:cNvGraphicFramePr/>
    <a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/></a:graphicData></a:graphic>
  </wp:inline>
</w:drawing>"""


@dataclass(frozen=True, slots=True)
class Bars:
    """Stacked bars: one per name, one piece per series. `says` is the text instead of the picture."""

    title: str
    says: str
    names: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


def evenly(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """As few charts as there can be, and none with a handful of bars beside a full one."""
    charts = math.ceil(len(rows) / MOST)
    for number in range(charts):
        yield rows[number * len(rows) // charts : (number + 1) * len(rows) // charts]


def add_chart(paper: Paper, paragraph: Paragraph, bars: Bars, number: int) -> None:
    """Put a chart into a paragraph. `number` is unique in the document."""
    part = _part(f"/word/charts/chart{number}.xml", CONTENT_TYPE.DML_CHART, b"", paper)
    workbook = _part(f"/word/embeddings/chart{number}.xlsx", CONTENT_TYPE.SML_SHEET, workbook_of(bars), paper)
    link = part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    part._blob = chart_xml(bars, link)
    drawing: Any = parse_xml(INLINE)
    height = Emu(HEAD + ROW * len(bars.names))
    _fill(drawing, "extent", cx=str(int(text_width(paper))), cy=str(int(height)))
    _fill(drawing, "docPr", id=str(number), name=f"Chart {number}", title=clean(bars.title), descr=clean(bars.says))
    [chart] = drawing.iter(f"{{{CHART_NS}}}chart")
    chart.set(f"{{{OFFICE_NS}}}id", paper.part.relate_to(part, RELATIONSHIP_TYPE.CHART))
    paragraph.add_run()._r.append(drawing)


def _part(name: str, kind: str, blob: bytes, paper: Paper) -> Part:
    return Part(PackURI(name), kind, blob, paper.part.package)


def _fill(drawing: Any, tag: str, **attributes: str) -> None:
    [found] = [each for each in drawing.iter() if etree.QName(each).localname == tag]
    for name, value in attributes.items():
        found.set(name, value)


def chart_xml(bars: Bars, workbook: str) -> bytes:
    """The chart as XML, with its numbers, pointing at its workbook by this relationship."""
    writer: Any = ChartXmlWriter(XL_CHART_TYPE.BAR_STACKED, _data(bars))  # type: ignore[no-untyped-call]
    root: Any = parse_chart(writer.xml.encode())
    _dress(Chart(root, None))  # type: ignore[no-untyped-call]
    _unframe(root)
    outside = etree.SubElement(root, f"{{{CHART_NS}}}externalData", {f"{{{OFFICE_NS}}}id": workbook})
    etree.SubElement(outside, f"{{{CHART_NS}}}autoUpdate", {"val": "0"})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _unframe(root: Any) -> None:
    """No frame and no ground: a chart is part of its page."""
    [text] = root.findall(f"{{{CHART_NS}}}txPr")
    text.addprevious(parse_xml(FRAME))


def _data(bars: Bars) -> Any:
    data: Any = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]
    data.categories = [clean(name, lines=False) for name in bars.names]
    for name, values in bars.series:
        data.add_series(clean(name, lines=False), values)
    return data


def _dress(chart: Any) -> None:
    """Colours, labels on the pieces, the first statement on top, the key below."""
    chart.has_title, chart.has_legend = False, True
    chart.font.size = Pt(8)
    chart.font.color.rgb = _colour("1F2A37")
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.category_axis.reverse_order = True
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.format.line.color.rgb = _colour("9DB2C8")
    chart.value_axis.has_major_gridlines, chart.value_axis.visible = False, False
    chart.value_axis.minimum_scale = 0
    chart.value_axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    [plot] = chart.plots
    plot.gap_width, plot.overlap = 35, 100
    for series, colour, label in zip(plot.series, COLOURS, LABELS, strict=False):
        _dress_series(series, colour, label)


def _dress_series(series: Any, colour: str, label: str) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _colour(colour)
    labels = series.data_labels
    labels.show_value = True
    # A piece of nothing has no label.
    labels.number_format, labels.number_format_is_linked = "0;;", False
    labels.font.size, labels.font.bold = Pt(8), True
    labels.font.color.rgb = _colour(label)


def _colour(hexadecimal: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(hexadecimal))  # type: ignore[no-untyped-call]


def workbook_of(bars: Bars) -> bytes:
    """The workbook behind a chart: names in column A, a series in each further column. Words are never formulas."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": datetime(*EPOCH, tzinfo=UTC)})
        sheet = book.add_worksheet("Sheet1")
        sheet.write_column(1, 0, [clean(name, lines=False) for name in bars.names])
        for column, (name, values) in enumerate(bars.series, start=1):
            sheet.write_string(0, column, clean(name, lines=False))
            sheet.write_column(1, column, values)
    return repack(out.getvalue())


def legend(series: Sequence[tuple[str, tuple[int, ...]]]) -> str:
    """The names of the series, as a sentence has them."""
    *first, last = (name for name, _ in series)
    return f"{', '.join(first)} and {last}"
