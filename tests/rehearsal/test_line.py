"""A line to a server that is slow: who waits for a document waits long enough, and asks once."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest

from app.rehearsal import line
from app.rehearsal.line import Line
from app.rehearsal.scratch import free_port


class Slow(BaseHTTPRequestHandler):
    """Takes longer over a document than others are waited for."""

    asked = 0

    def do_GET(self) -> None:
        """Answer after a while."""
        type(self).asked += 1
        Event().wait(3 * line.TIMEOUT)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"the summary")

    def log_message(self, *said: object) -> None:
        """Say nothing."""


def test_a_document_that_takes_long_is_waited_for_and_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line, "TIMEOUT", 0.1)
    with HTTPServer(("127.0.0.1", free_port()), Slow) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        found = Line(f"http://127.0.0.1:{server.server_port}").page("/summary.docx", within=60).content
        server.shutdown()
        thread.join()
    assert (found, Slow.asked) == (b"the summary", 1)
