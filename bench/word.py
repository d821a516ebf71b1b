"""The workshop summary for Word: seconds and most memory, with comments and charts, beside a raw lower limit.

The limit writes as many rows, cells, comments and charts as plain strings into a zip: no styles, no captions,
no counting, nothing asked of anything. Each size is measured in a process of its own, so that memory is its own.
"""

import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from app.core.brought import asked_at_first
from app.core.confirmation import confirm
from app.core.criteria import assess
from app.core.judgements import Judgement
from app.core.protocol import Protocol, protocol_hash
from app.core.report import Report, ReportStatement, ReportWorkshop, Weighed
from app.core.report_rounds import ReportBallot, ReportComment, ReportRound
from app.core.statements import Part, PartKind, wording_of
from bench.clock import median_seconds
from exports.package import pack
from exports.word import render
from exports.word.charts import Bars, workbook_of

SIZES = (73, 272, 2000)
PEOPLE, PER_TOPIC, CELLS = 15, 12, 24  # cells: of a statement's rows in the three tables it stands in
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SAID = ("Transport decides it. Whoever lives far out never comes a second time.", "गाँव में पहुँचना ही मुश्किल है।")
TEXTS = "Women far from town without transport", "A room with a door", "They feel safe there", "They come again"


def lines() -> Iterator[str]:
    """One line a size, and one for the limit."""
    for size in SIZES:
        for what in ("summary", "raw"):
            command = [sys.executable, "-m", "bench.word", what, str(size)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            yield f"{what:8} {size:5} statements {done.stdout.strip()}"


def report_of(size: int) -> Report:
    """A report of so many statements, each judged by 15 people and commented on twice, in topics of a dozen."""
    rules, chance = Protocol(), random.Random(1)
    room = ReportWorkshop(
        id="w1", title="Friday", site="Mumbai", state="ended", started_at=NOON, ended_at=NOON, attended=PEOPLE,
        people=(("Counsellors", 8), ("Health workers", 7)), facilitators=2, pilot=False, moves=9, reopened=0,
        late_ballots=0, comments_total=2 * size, comments_approved=2 * size,
    )  # fmt: skip
    return Report(
        review="Measured", note="", made_at=NOON, software="bench", profile="draft", protocol=rules,
        protocol_hash=protocol_hash(rules), protocol_version=1, instruments=asked_at_first(rules.scale), workshop=room,
        statements=tuple(_statement(at, rules, chance) for at in range(size)),
    )  # fmt: skip


def _statement(at: int, rules: Protocol, chance: random.Random) -> ReportStatement:
    parts = tuple(
        Part(place, kind, text)
        for place, (kind, text) in enumerate(
            zip((PartKind.CONTEXT, PartKind.RESOURCE, PartKind.REASONING, PartKind.OUTCOME), TEXTS, strict=True), 1
        )
    )
    ballots = tuple(
        ReportBallot(f"b{n}", f"p{n}", "", "Mumbai", chance.choice((1, 2, 3, 4, 4, 5, 5)), 4, None, (), (), "phone",
                     late=False, carried=False)
        for n in range(PEOPLE)
    )  # fmt: skip
    round = ReportRound(f"r{at}", 1, "plenary", "revealed", NOON, NOON, NOON, PEOPLE, 0, ballots)
    judged = [Judgement(plausibility=each.plausibility, relevance=each.relevance, site="Mumbai") for each in ballots]
    criteria = assess((), (), None, r_max=1, protocol=rules)
    comments = tuple(
        ReportComment(f"{at}-{n}", f"r{at}", None, seen=False, lang=lang, text=text)
        for n, (lang, text) in enumerate(zip(("en", "hi"), SAID, strict=True))
    )
    return ReportStatement(
        id=f"S-{at + 1:04}", version=1, section="All", family=f"Topic {at // PER_TOPIC + 1}", mechanism="", title="",
        wording=wording_of(parts), polarity="enabling", parts=parts, evidence=(), rounds=(round,),
        confirmation=confirm(judged, PEOPLE, rules), verdict=None, criteria=criteria,
        weighed=Weighed("D", None, None, None, None), comments=comments, invented=False,
    )  # fmt: skip


def raw(size: int) -> bytes:
    """As many rows, cells, comments, charts and workbooks, without a library between them and the zip."""
    text = " ".join(TEXTS)
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{text[:40]}</w:t></w:r></w:p></w:tc>" for _ in range(CELLS))
    body = "".join(f"<w:tr>{cells}</w:tr><w:p><w:r><w:t>{n}: {' '.join(SAID)}</w:t></w:r></w:p>" for n in range(size))
    names = tuple(f"S-{n}" for n in range(PER_TOPIC))
    bars = Bars("", "", names, tuple((name, (1,) * PER_TOPIC) for name in ("no", "between", "yes")))
    members = {"word/document.xml": body.encode(), "word/comments.xml": "".join(SAID).encode() * size}
    for number in range(-(-size // PER_TOPIC)):
        members[f"word/embeddings/chart{number}.xlsx"] = workbook_of(bars)
        members[f"word/charts/chart{number}.xml"] = body[:20_000].encode()
    return pack(members)


def main(what: str, size: int) -> None:
    """Measure one size and print it."""
    found = report_of(size)
    took = median_seconds(lambda: render(found) if what == "summary" else raw(size))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{took}, most memory {memory} MB")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
