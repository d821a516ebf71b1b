"""Documents of a whole review: how long each takes in a child process, and the memory that one takes at most."""

import resource
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from app.core.report_rounds import InEnglish, ReportComment
from app.core.review_report import ReviewList, ReviewReport
from app.services.review_reports import review_report
from app.storage.engine import Database
from app.storage.schema import upgrade
from bench.condensed import condense
from bench.review import NOON, make_review
from exports.word.review import methods, plain, summary

FACES = {"review summary": summary.render, "methods": methods.render, "plain": plain.render}
SIZES = (73, 272, 2_000)


def lines() -> Iterator[str]:
    for size in SIZES:
        report, seconds = _report(size)
        yield f"report of {size} statements: {seconds:.2f} s of a processor"
        for name in FACES:
            with get_context("spawn").Pool(1) as alone:
                spent, peak, length = alone.apply(_render, (name, report))
            yield f"{name}, {size} statements: {spent:.2f} s of a processor, {peak} MB at most, {length // 1000} kB"


def _report(size: int) -> tuple[ReviewReport, float]:
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'plumbline.db'}")
        upgrade(database.engine)
        with database.writing() as db:
            made = make_review(db, size)
            if size > 100:
                condense(db, made)
        with database.reading() as db:
            started = process_time()
            found = review_report(db, made.review, at=NOON, software="Plumbline"), process_time() - started
        database.engine.dispose()
        return _commented(found[0]), found[1]


def _commented(report: ReviewReport) -> ReviewReport:
    """The same with two comments on each statement that was shown, one of them put into English."""
    said = (
        ReportComment(
            "c1", "r1", 1, True, "hi", "यह बात हर जगह लागू नहीं होती।", InEnglish("Not everywhere.", "Asha", "Ravi")
        ),
        ReportComment("c2", "r1", None, False, "en", "Transport decides it. Whoever lives far out never comes again."),
    )

    def commented(listed: ReviewList) -> ReviewList:
        return replace(
            listed, statements=tuple(replace(each, comments=said * each.shown) for each in listed.statements)
        )

    return replace(report, long=commented(report.long), condensed=commented(report.condensed))


def _render(name: str, report: ReviewReport) -> tuple[float, int, int]:
    started = process_time()
    length = len(FACES[name](report))
    return process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, length
