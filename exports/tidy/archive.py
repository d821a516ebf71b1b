"""The archive of tables: everything about a workshop as plain CSV, with the rules and the means to count again."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from io import StringIO
from pathlib import Path

from app.core.deviations import in_print
from app.core.protocol import unwritten
from app.core.report import Report
from app.core.text import clean
from exports.package import pack
from exports.tidy.cells import moment
from exports.tidy.codebook import TABLES, rows
from exports.tidy.rows import ROWS

HERE = Path(__file__).parent
SUMS = "SHA256SUMS"


def render(report: Report) -> bytes:
    """The archive `tidy.zip`."""
    tables = {f"{name}.csv": _table(_header(name), ROWS[name](report)) for name in TABLES}
    members = {
        **tables,
        "codebook.csv": _table(("table", "column", "kind", "says", "missing"), rows()),
        "protocol.json": report.protocol.to_json().encode(),
        **recounts(),
        "README.txt": _readme(report).encode(),
    }
    return pack(members | {SUMS: checksums(members)})


def recounts() -> dict[str, bytes]:
    """The scripts that count again, by name."""
    return {path.name: path.read_bytes() for path in sorted(HERE.glob("recount*.py"))}


def checksums(members: Mapping[str, bytes]) -> bytes:
    """What `sha256sum --check` reads."""
    return "".join(f"{sha256(body).hexdigest()}  {name}\n" for name, body in sorted(members.items())).encode()


def _header(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in TABLES[table])


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _readme(report: Report) -> str:
    text = (HERE / "README.txt").read_text(encoding="utf-8")
    # Not str.format on the whole: what people wrote goes in last and is never looked into.
    text = text.replace("{unwritten}", ", ".join(f"{name} {in_print(value)}" for name, value in unwritten().items()))
    return text.replace("{notes}", _notes(report)).replace("{made}", _made(report))


def _made(report: Report) -> str:
    facts = {
        "Review": report.review,
        "Workshop": report.workshop.title,
        "Made at": moment(report.made_at),
        "Profile": report.profile,
        "Filters": "none; one workshop, all its statements",
        "Protocol": f"version {report.protocol_version}, SHA-256 {report.protocol_hash}",
        "Software": report.software,
    }
    return "\n".join(f"{name}: {clean(value, lines=False)}" for name, value in facts.items())


def _notes(report: Report) -> str:
    invented = "Criteria 2, 3 and 5 are invented for the example: use them for nothing else."
    pilot = "This was a pilot: its ballots never count."
    notes = [invented] * any(each.invented for each in report.statements) + [pilot] * report.workshop.pilot
    return "\n".join(notes) or "Nothing here is invented."
