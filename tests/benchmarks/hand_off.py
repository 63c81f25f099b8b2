"""HITs to be checked and sent, and a server on loopback, in a process of its own, that does nothing but answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from questionforms.mturk import connect, hit_parameters
from tests.benchmarks import forms

#: More forms than are remembered as checked, so that one that comes round again is checked again.
DIFFERENT = 50

_FIELDS: dict[str, Any] = {
    "title": "Read a review",
    "description": "Say why it is good or bad.",
    "reward": "0.10",
    "duration": 600,
    "lifetime": 86_400,
    "max_assignments": 3,
    "keywords": ["review", "text"],
}

_SERVER = """
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        data = b'{"HIT": {"HITId": "3HIT", "HITTypeId": "3TYPE"}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/x-amz-json-1.1")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"""


@contextmanager
def client() -> Iterator[Any]:
    """A client of boto3's for the server, which runs as long as the block."""
    with subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        made = connect(f"http://127.0.0.1:{process.stdout.readline().strip()}")
        try:
            yield made
        finally:
            made.close()
            process.terminate()


class Hits:
    """HITs of forms with so many questions: each its own, or one form again and again."""

    def __init__(self, questions: int) -> None:
        form = forms.plain(questions)
        self._forms = [forms.build(form._replace(title=f"Batch {number}")) for number in range(DIFFERENT)]
        self._turn = count()

    def check_another(self) -> dict[str, Any]:
        """Check and build the HIT of a form that was not checked lately."""
        return hit_parameters(self._forms[next(self._turn) % DIFFERENT], **_FIELDS)

    def check_again(self) -> dict[str, Any]:
        """The same for a form that was."""
        return hit_parameters(self._forms[0], **_FIELDS)
